import Corpora
import Features
import Networks
import TestSupport
import Testing
import Training

@Suite("The epochs of a training")
struct TrainingLoopTests {
  /// The toy, whose dev part shows each emotion as the next one: the more is learned, the worse.
  private static func contraryData() throws -> TrainingData {
    let corpus = ToyData.corpus(words: 3)
    return try TrainingData(split: ToyData.split(of: corpus), corpus: corpus) { all, isTraining in
      ToyData.load(all).map { example in
        let next = Emotion.allCases[(example.emotion.index + 1) % Emotion.allCases.count]
        return isTraining
          ? example
          : TrainingExample(
            utterance: example.utterance, speaker: example.speaker, emotion: example.emotion,
            original: ToyData.spectrogram(next, seed: 1), copies: [])
      }
    }
  }

  private static func impatient(patience: Int, averaging: Double = 0) -> Recipe {
    var recipe = ToyData.recipe(epochs: 40)
    recipe.optimization.patience = patience
    recipe.optimization.averaging = averaging
    return recipe
  }

  /// Learned arrays alone, without what is counted of batches.
  private static func weights(_ model: TrainedModel) -> [NamedArray] {
    model.state.filter { !$0.name.contains(".running_") && !$0.name.contains("num_batches") }
  }

  @Test(
    "end when the best is so many epochs past, and the model is as it was then",
    arguments: [2, 5], [0, 0.8])
  func early(patience: Int, averaging: Double) throws {
    let data = try Self.contraryData()
    var recipe = Self.impatient(patience: patience, averaging: averaging)
    let model = try Trainer(recipe: recipe, seed: 3).fit(data)
    try #require(model.curve.count < recipe.optimization.epochs)
    #expect(model.curve.count == model.keptEpoch + 1 + patience)
    #expect(model.curve.last { $0.isBest }?.epoch == model.keptEpoch)
    #expect(model.curve.map(\.epoch) == Array(model.curve.indices))
    // A plateau does not know how many epochs there are, so the same training, ended there, is it.
    recipe.optimization.epochs = model.keptEpoch + 1
    recipe.optimization.patience = 0
    let ended = try Trainer(recipe: recipe, seed: 3).fit(data)
    let isSame = ended.state == model.state
    #expect(isSame)
    #expect(ended.curve.last?.developmentRecall == model.curve[model.keptEpoch].developmentRecall)
  }

  @Test("keep the best of before an interruption", arguments: [0, 0.8])
  func bestOfBefore(averaging: Double) throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("toy.checkpoint")
    let trainer = Trainer(recipe: Self.impatient(patience: 5, averaging: averaging), seed: 3)
    let whole = try trainer.fit(Self.contraryData())
    var observer = TrainingObserver()
    var epochs = 0
    observer.onEpoch = { _, _ in epochs += 1 }
    observer.shouldStop = { epochs == whole.keptEpoch + 3 }
    #expect(throws: TrainingError.interrupted(checkpoint: path)) {
      try trainer.fit(Self.contraryData(), checkpoint: path, observer: observer)
    }
    let resumed = try trainer.fit(Self.contraryData(), checkpoint: path)
    let isSame = resumed.state == whole.state
    #expect(isSame)
    #expect(resumed.curve == whole.curve && resumed.keptEpoch == whole.keptEpoch)
  }

  @Test("have the rates of the schedule over as many epochs as the steps allow")
  func rates() throws {
    var recipe = ToyData.recipe(epochs: 12)
    recipe.optimization.steps = 10
    recipe.optimization.patience = 0
    recipe.schedule.kind = .cosine
    // 14 utterances are three steps of five at most: ten steps are four epochs. The cosine falls
    // from the learning rate over three of them: `.001 + .004 (1 + cos(pi t / 2)) / 2`.
    recipe.schedule.minimum = 0.001
    let model = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    let expected = [0.00275, 0.005, 0.003, 0.001]
    #expect(model.curve.count == expected.count)
    for (report, rate) in zip(model.curve, expected) {
      #expect(abs(report.learningRate - rate) < 1e-9)
    }
  }

  @Test("move the weights by the rate of each: at a rate of nothing they stay")
  func stillEpochs() throws {
    var recipe = ToyData.recipe(epochs: 1)
    recipe.optimization.patience = 0
    recipe.schedule.kind = .cosine
    recipe.schedule.warmUpEpochs = 0
    recipe.schedule.minimum = 0
    let one = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    recipe.optimization.epochs = 2
    let two = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    #expect(two.curve.map(\.learningRate) == [0.005, 0])
    let isSame = Self.weights(one) == Self.weights(two)
    #expect(isSame)
    let isUntouched = one.state == two.state
    #expect(!isUntouched, "what is counted of batches goes on")
  }

  @Test("learn alike whatever is evaluated: an average of weights is looked at and put back")
  func averagesAreLookedAt() throws {
    var recipe = ToyData.recipe(epochs: 4)
    recipe.schedule.kind = .cosine
    let plain = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    recipe.optimization.averaging = 0.8
    let averaged = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    #expect(averaged.curve.map(\.trainingLoss) == plain.curve.map(\.trainingLoss))
    #expect(averaged.curve[0].developmentLoss != plain.curve[0].developmentLoss)
  }

  /// After step `t` the past weighs `(1 + t) / (10 + t)`, at most as much as the recipe says.
  @Test("average weights by the recipe's share of the past, less in the first steps")
  func average() throws {
    func state(epochs: Int, averaging: Double) throws -> [NamedArray] {
      var recipe = ToyData.recipe(epochs: epochs)
      recipe.optimization.averaging = averaging
      recipe.optimization.patience = 0
      recipe.optimization.batchSize = 14
      return try Trainer(recipe: recipe, seed: 3).fit(ToyData.data()).state
    }
    let start = try CRNN(ToyData.recipe().networkConfiguration(), seed: 3).state
    let (first, second) = (try state(epochs: 1, averaging: 0), try state(epochs: 2, averaging: 0))
    for (averaging, pasts) in [(0.9, [2.0 / 11, 3.0 / 12]), (0.2, [2.0 / 11, 0.2])] {
      let (one, two) = (
        try state(epochs: 1, averaging: averaging), try state(epochs: 2, averaging: averaging)
      )
      for index in start.indices {
        for place in start[index].values.indices {
          let value = { (state: [NamedArray]) in Double(state[index].values[place]) }
          let once = pasts[0] * value(start) + (1 - pasts[0]) * value(first)
          let twice = pasts[1] * once + (1 - pasts[1]) * value(second)
          let (foundOnce, foundTwice) = (value(one), value(two))
          #expect(abs(foundOnce - once) < 1e-6 + 1e-5 * abs(once))
          #expect(abs(foundTwice - twice) < 1e-6 + 1e-5 * abs(twice))
        }
      }
    }
  }
}
