import Corpora
import Features
import Foundation
import Networks
import Testing
import Training

/// Utterance `k` lights band `k` alone, so that a mixture shows what it was mixed of and by how
/// much.
@Suite("Utterances that are mixed with others of their batch")
struct MixupTests {
  private static func lit(_ band: Int, frames: Int = ToyData.frames) -> LogMelSpectrogram {
    LogMelSpectrogram(
      values: (0..<frames * ToyData.bands).map { $0 % ToyData.bands == band ? 1 : 0 },
      frames: frames, bands: ToyData.bands)
  }

  private static func recipe(mixup: Double) -> Recipe {
    var recipe = ToyData.recipe(epochs: 1)
    recipe.features.normalization = .none
    recipe.optimization.mixup = mixup
    recipe.optimization.patience = 0
    return recipe
  }

  /// Sixteen utterances, of 1 to 16 frames.
  private static let draws = (0..<16).map { index in
    SpeakerSampling.Draw(
      example: TrainingExample(
        utterance: "\(index)", speaker: "a", emotion: .happy,
        original: lit(index, frames: index + 1), copies: []), repetition: 0)
  }

  /// What each utterance is of each mixture, shape `[mixture][utterance]`.
  private static func shares(_ input: NetworkInput) -> [[Float]] {
    (0..<input.count).map { row in
      (0..<input.bands).map { input.features[(row * input.bands + $0) * input.frames] }
    }
  }

  @Test("are the greater part of their own mixture, and of one other each")
  func parts() throws {
    var recipe = Self.recipe(mixup: 2)
    recipe.features.maximumFrames = 16
    let maker = try BatchMaker(recipe: recipe, seed: 7)
    for epoch in 0..<20 {
      let input = try maker.augmentedBatch(of: Self.draws, epoch: epoch).input
      var guests: [Int] = []
      for (own, shares) in Self.shares(input).enumerated() {
        let parts = shares.indices.filter { shares[$0] != 0 }
        let guest = parts.first { $0 != own } ?? own
        guests.append(guest)
        #expect(parts.count <= 2 && shares[own] >= 0.5)
        let sum = shares.reduce(0, +)
        #expect(abs(sum - 1) < 1e-6)
        #expect(input.lengths[own] == max(own, guest) + 1)
      }
      #expect(guests.sorted() == Array(0..<16))
    }
  }

  /// The mean of the greater part of two by Beta(a, a), and its standard deviation: SciPy 1.17,
  /// `quad(lambda x: 2 * x * beta(a, a).pdf(x), .5, 1)`.
  @Test(
    "are the greater part by a Beta distribution",
    arguments: [(0.5, 0.81831, 0.15388), (1, 0.75, 0.14434), (5, 0.62305, 0.08710)])
  func weights(alpha: Double, mean: Double, deviation: Double) throws {
    let maker = try BatchMaker(recipe: Self.recipe(mixup: alpha), seed: 7)
    let found = try (0..<150).flatMap { epoch -> [Double] in
      let input = try maker.augmentedBatch(of: Self.draws, epoch: epoch).input
      return Self.shares(input).enumerated().compactMap { own, shares in
        // Who is mixed with himself is whole by whatever weight.
        shares.count { $0 != 0 } == 2 ? Double(shares[own]) : nil
      }
    }
    let error = deviation / Double(found.count).squareRoot()
    #expect(abs(found.reduce(0, +) / Double(found.count) - mean) < 4 * error)
  }

  /// The whole epoch is one step, so that its loss is that of the first weights.
  @Test(
    "are asked for the emotions of both by the same shares, smoothed, each counting alike",
    arguments: [0, 0.4, 1])
  func targets(mixup: Double) throws {
    var recipe = Self.recipe(mixup: mixup)
    recipe.optimization.batchSize = 14
    recipe.optimization.labelSmoothing = 0.3
    let corpus = ToyData.corpus(words: 3)
    let data = try TrainingData(split: ToyData.split(of: corpus), corpus: corpus) { all, _ in
      all.enumerated().map { index, utterance in
        TrainingExample(
          utterance: utterance.id, speaker: utterance.speaker, emotion: utterance.emotion,
          original: Self.lit(index), copies: [])
      }
    }
    let network = try CRNN(recipe.networkConfiguration(), seed: 7)
    let maker = try BatchMaker(recipe: recipe, seed: 7)
    var sum = 0.0
    for (step, draws) in maker.order(of: data.train, epoch: 0).enumerated() {
      let input = try maker.augmentedBatch(of: draws, epoch: 0).input
      let targets = Self.shares(input).flatMap { shares in
        Emotion.allCases.map { emotion in
          zip(data.train, shares).reduce(0) { $0 + ($1.0.emotion == emotion ? $1.1 : 0) }
        }
      }
      let loss = try network.computeGradients(
        input, targets: targets, loss: LossSettings(labelSmoothing: 0.3), step: UInt64(step)
      ).loss
      sum += Double(loss) * Double(draws.count)
    }
    let model = try Trainer(recipe: recipe, seed: 7).fit(data)
    #expect(abs(model.curve[0].trainingLoss - sum / 14) < 1e-6)
  }
}
