import Corpora
import Foundation
import Networks
import Testing
import Training

@Suite("The weights of classes in a training's loss")
struct ClassWeightsTests {
  /// scikit-learn 1.9: `compute_class_weight("balanced", classes=numpy.unique(y), y=y)`.
  @Test(
    "are scikit-learn's, and 1 for an emotion that nobody trains",
    arguments: [
      ([1, 2, 3, 4, 5, 6, 7], [4, 2, 4.0 / 3, 1, 0.8, 2.0 / 3, 4.0 / 7]),
      ([10, 0, 30, 0, 0, 0, 20], [2, 1, 2.0 / 3, 1, 1, 1, 1]),
      ([5, 5, 5, 5, 5, 5, 5], [1, 1, 1, 1, 1, 1, 1]),
      ([0, 0, 0, 9, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1]),
    ] as [([Int], [Double])])
  func factors(counts: [Int], expected: [Double]) throws {
    let emotions = zip(Emotion.allCases, counts).flatMap { Array(repeating: $0, count: $1) }
    let factors = try #require(ClassWeights.balanced.factors(of: emotions.reversed()))
    #expect(factors.count == 7)
    #expect(zip(factors, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 }, "\(factors)")
    let sum = emotions.reduce(0) { $0 + Double(factors[$1.index]) }
    #expect(abs(sum - Double(emotions.count)) < 1e-5, "their mean over the recordings is 1")
    #expect(ClassWeights.none.factors(of: emotions) == nil)
  }

  /// A step over all of a training part at once, without a draw.
  private static func recipe(_ weights: ClassWeights, smoothing: Double = 0) -> Recipe {
    var recipe = ToyData.recipe(epochs: 1)
    recipe.optimization.classWeights = weights
    recipe.optimization.batchSize = 100
    recipe.optimization.labelSmoothing = smoothing
    recipe.optimization.speakerBalance = 0
    recipe.network.convolutionDropout = 0
    recipe.network.recurrentDropout = 0
    recipe.network.headDropout = 0
    return recipe
  }

  /// The toy without one of its two recordings of each of some emotions.
  private static func data(without emotions: Set<Emotion>) throws -> TrainingData {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    let left = Set(emotions.map { "a-1-\($0.rawValue)" })
    let smaller = Split(
      id: split.id, evaluationProtocol: split.evaluationProtocol, trainedOn: split.trainedOn,
      train: split.train.filter { !left.contains($0) }, dev: split.dev, calibration: [],
      tests: split.tests)
    return try TrainingData(split: smaller, corpus: corpus) { utterances, _ in
      ToyData.load(utterances)
    }
  }

  /// PyTorch's `sum(w[y] * cross_entropy(logits, y, label_smoothing=e, reduction="none")) / N`, of
  /// the network before its first step: a recording's whole loss counts by its emotion.
  @Test(
    "are heard by a training", arguments: [ClassWeights.none, .balanced], [0.0, 0.25])
  func areHeard(weights: ClassWeights, smoothing: Double) throws {
    let recipe = Self.recipe(weights, smoothing: smoothing)
    let data = try Self.data(without: [.angry, .fear, .sad])
    #expect(data.train.count == 11)
    let batches = try BatchMaker(recipe: recipe, seed: 3)
    let draws = try #require(batches.order(of: data.train, epoch: 0).first)
    let batch = try batches.augmentedBatch(of: draws, epoch: 0)
    let targets = draws.flatMap { draw in
      Emotion.allCases.map { $0 == draw.example.emotion ? Float(1) : 0 }
    }
    let network = try CRNN(try recipe.networkConfiguration(), seed: 3, workers: 1)
    let probabilities = try network.computeGradients(
      batch.input, targets: targets, loss: .plain, step: 0
    ).probabilities
    var loss = 0.0
    for (row, draw) in draws.enumerated() {
      let emotion = draw.example.emotion
      let count = data.train.count { $0.emotion == emotion }
      let weight = weights == .none ? 1 : 11 / Double(7 * count)
      for other in Emotion.allCases {
        let target = (other == emotion ? 1 - smoothing : 0) + smoothing / 7
        loss -= weight * target * log(Double(probabilities[row * 7 + other.index])) / 11
      }
    }
    let model = try Trainer(recipe: recipe, seed: 3, workers: 1).fit(data)
    #expect(abs(model.curve[0].trainingLoss - loss) < 1e-5, "\(model.curve[0].trainingLoss)")
  }

  @Test("change a training exactly where emotions have unequally many recordings")
  func change() throws {
    for (emotions, isAlike) in [([], true), ([.sad, .happy], false)] as [(Set<Emotion>, Bool)] {
      let states = try [ClassWeights.none, .balanced].map {
        try Trainer(recipe: Self.recipe($0), seed: 4).fit(Self.data(without: emotions)).state
      }
      #expect((states[0] == states[1]) == isAlike, "\(emotions)")
    }
  }

  @Test("are stored where they are asked for alone, so that other recipes keep their hash")
  func stored() throws {
    for (weights, isStored) in [(ClassWeights.none, false), (.balanced, true)] {
      var recipe = Recipe()
      recipe.optimization.classWeights = weights
      let data = try JSONEncoder().encode(recipe)
      #expect(String(decoding: data, as: UTF8.self).contains("classWeights") == isStored)
      #expect(try JSONDecoder().decode(Recipe.self, from: data) == recipe)
      #expect(try Recipe(text: "optimization: {classWeights: \(weights)}") == recipe)
    }
  }
}
