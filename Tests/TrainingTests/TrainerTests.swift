import Corpora
import Features
import Foundation
import TestSupport
import Testing
import Training

@Suite struct TrainerTests {
  /// A comparison whose operands are not printed when it fails: they are thousands of numbers.
  private func hasSameWeights(_ first: TrainedModel, _ second: TrainedModel) -> Bool {
    first.state == second.state
  }

  @Test func aNetworkLearnsWhatCanBeLearned() throws {
    let model = try Trainer(recipe: ToyData.recipe(epochs: 40), seed: 1).fit(ToyData.data())
    #expect(model.curve[model.keptEpoch].developmentRecall == 1)
    #expect(try #require(model.curve.last).trainingLoss < model.curve[0].trainingLoss / 2)
  }

  @Test func equalSeedsGiveEqualWeightsWhateverTheWorkers() throws {
    let recipe = ToyData.recipe(epochs: 3)
    let one = try Trainer(recipe: recipe, seed: 3, workers: 1).fit(ToyData.data())
    let two = try Trainer(recipe: recipe, seed: 3, workers: 2).fit(ToyData.data())
    let other = try Trainer(recipe: recipe, seed: 4, workers: 1).fit(ToyData.data())
    #expect(hasSameWeights(one, two))
    #expect(one.curve == two.curve)
    #expect(!hasSameWeights(one, other))
  }

  @Test func mixupChangesWhatIsFittedAndStillLearns() throws {
    var recipe = ToyData.recipe()
    recipe.optimization.mixup = 0.4
    let mixed = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    let again = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    let plain = try Trainer(recipe: ToyData.recipe(), seed: 3).fit(ToyData.data())
    #expect(hasSameWeights(mixed, again))
    #expect(!hasSameWeights(mixed, plain))
    // Mixed targets keep the training loss up; what is learned of dev stays.
    let last = mixed.curve.count - 1
    #expect(mixed.curve[last].trainingLoss > plain.curve[last].trainingLoss)
    #expect(mixed.curve[mixed.keptEpoch].developmentRecall > 0.7)
  }

  @Test func withoutPatienceTheLastEpochCounts() throws {
    var recipe = ToyData.recipe(epochs: 5)
    recipe.optimization.patience = 0
    let model = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    #expect(model.curve.count == 5)
    #expect(model.keptEpoch == 4)
  }

  @Test("an epoch is called the best where dev chooses, and none where the last is kept")
  func calledBest() throws {
    let chosen = try Trainer(recipe: ToyData.recipe(), seed: 3).fit(ToyData.data())
    var best: EpochReport?
    for epoch in chosen.curve {
      let isBetter =
        best.map {
          (epoch.developmentRecall, -epoch.developmentLoss)
            > ($0.developmentRecall, -$0.developmentLoss)
        } ?? true
      #expect(epoch.isBest == isBetter, "epoch \(epoch.epoch)")
      if isBetter { best = epoch }
    }
    #expect(chosen.keptEpoch == best?.epoch)
    var recipe = ToyData.recipe()
    recipe.optimization.patience = 0
    let last = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    #expect(last.curve.allSatisfy { !$0.isBest })
    #expect(last.curve.map(\.trainingLoss) == chosen.curve.map(\.trainingLoss))
  }

  @Test func withBalanceEqualSeedsGiveEqualWeightsWhateverTheWorkers() throws {
    var recipe = ToyData.recipe(epochs: 2)
    recipe.optimization.speakerBalance = 0
    let drowned = try Trainer(recipe: recipe, seed: 3).fit(ToyData.dataOfUnequalSpeakers())
    recipe.optimization.speakerBalance = 1
    let models = try [1, 2].map {
      try Trainer(recipe: recipe, seed: 3, workers: $0).fit(ToyData.dataOfUnequalSpeakers())
    }
    let isSame = hasSameWeights(models[0], models[1])
    #expect(isSame)
    let isDrowned = hasSameWeights(models[0], drowned)
    #expect(!isDrowned)
  }

  @Test(arguments: [(0.0, 0.0, 0.0), (0.9, 0, 0), (0, 0.4, 0), (0, 0.4, 1)])
  func anInterruptedTrainingEndsLikeAnUninterruptedOne(
    averaging: Double, mixup: Double, balance: Double
  ) throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("toy.checkpoint")
    var recipe = ToyData.recipe(epochs: 6)
    recipe.spectrogramAugmentation = SpectrogramAugmentation()
    recipe.optimization.averaging = averaging
    recipe.optimization.mixup = mixup
    recipe.optimization.speakerBalance = balance
    let trainer = Trainer(recipe: recipe, seed: 5)
    let data = try ToyData.dataOfUnequalSpeakers()
    var all = 0
    var counting = TrainingObserver()
    counting.onStep = { _, _, _ in all += 1 }
    let whole = try trainer.fit(data, observer: counting)

    // Within the first epoch, at the end of one, and twice within another.
    let perEpoch = all / whole.curve.count
    var steps = 0
    var earlier: [EpochReport] = []
    var seconds: [Double] = []
    for stop in [1, perEpoch, perEpoch + 2, perEpoch + 3] {
      var observer = TrainingObserver()
      observer.onStep = { _, _, _ in steps += 1 }
      observer.onStart = { (earlier, seconds) = ($0, $1) }
      observer.shouldStop = { steps == stop }
      #expect(throws: TrainingError.interrupted(checkpoint: path)) {
        try trainer.fit(data, checkpoint: path, observer: observer)
      }
    }
    #expect(earlier == Array(whole.curve.prefix(1)))
    #expect(seconds.count == 1 && seconds.allSatisfy { $0 > 0 })
    var observer = TrainingObserver()
    observer.onStep = { _, _, _ in steps += 1 }
    let last = try trainer.fit(data, checkpoint: path, observer: observer)
    #expect(steps == all, "no step is taken twice")
    let isSame = hasSameWeights(last, whole)
    #expect(isSame)
    #expect(last.curve == whole.curve)
    #expect(last.keptEpoch == whole.keptEpoch)
  }

  @Test("a training of more steps than a checkpoint can count is refused before it begins")
  func tooManySteps() throws {
    var recipe = ToyData.recipe(epochs: 10_000)
    (recipe.optimization.steps, recipe.optimization.batchSize) = (0, 1)
    let corpus = ToyData.corpus(words: 241, speakers: ["a"])
    let ids = corpus.utterances.map(\.id)
    let split = Split(
      id: "many", evaluationProtocol: .speakerDisjoint, trainedOn: ["a"],
      train: Array(ids.dropLast(7)), dev: ids.suffix(7), calibration: [], tests: [])
    let data = try TrainingData(split: split, corpus: corpus) { all, _ in ToyData.load(all) }
    var observer = TrainingObserver()
    observer.shouldStop = { true }
    let error = #expect(throws: TrainingError.self) {
      try Trainer(recipe: recipe, seed: 1).fit(data, observer: observer)
    }
    #expect(
      error?.description
        == "10000 epochs of 1680 steps are more than the 16777215 steps that a training may have. "
        + "Lower the recipe's epochs or steps, or raise its batchSize.")
  }

  @Test func utterancesShorterThanThePoolsAreTrainedOn() throws {
    var recipe = ToyData.recipe(epochs: 1)
    recipe.features.maximumFrames = 64
    recipe.network.pooledFrames = [4, 8]
    let model = try Trainer(recipe: recipe, seed: 1).fit(ToyData.data())
    #expect(model.state.allSatisfy { $0.values.allSatisfy(\.isFinite) })
  }

  @Test("a checkpoint of the same recordings with another speaker, emotion or copy is refused")
  func otherFacts() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("toy.checkpoint")
    let trainer = Trainer(recipe: ToyData.recipe(epochs: 1), seed: 1)
    _ = try trainer.fit(ToyData.data(), checkpoint: path)
    let corpus = ToyData.corpus(words: 3)
    /// The toy with something else said of the first recording of one part.
    func data(
      ofTraining isChanged: Bool, speaker: String = "a", emotion: Emotion = .angry, copies: Int = 0
    ) throws -> TrainingData {
      try TrainingData(split: ToyData.split(of: corpus), corpus: corpus) { all, isTraining in
        ToyData.load(all).enumerated().map { index, own in
          guard index == 0, isTraining == isChanged else { return own }
          return TrainingExample(
            utterance: own.utterance, speaker: speaker, emotion: emotion, original: own.original,
            copies: [LogMelSpectrogram](repeating: own.original, count: copies))
        }
      }
    }
    for isTraining in [true, false] {
      _ = try trainer.fit(data(ofTraining: isTraining), checkpoint: path)
      for other in [
        try data(ofTraining: isTraining, speaker: "z"),
        try data(ofTraining: isTraining, emotion: .sad),
        try data(ofTraining: isTraining, copies: 1),
      ] {
        let error = #expect(throws: TrainingError.self) {
          try trainer.fit(other, checkpoint: path)
        }
        guard case .checkpointMismatch(_, "training data", _, _) = error else {
          Issue.record("\(String(describing: error)) instead of a mismatch of the data")
          continue
        }
      }
    }
  }

  @Test("recall of a dev part that lacks emotions is over those that it has")
  func fewerInDev() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    let fewer = Split(
      id: split.id, evaluationProtocol: split.evaluationProtocol, trainedOn: split.trainedOn,
      train: split.train, dev: split.dev.filter { $0.hasSuffix("sad") || $0.hasSuffix("happy") },
      calibration: [], tests: split.tests)
    let data = try TrainingData(split: fewer, corpus: corpus) { all, _ in ToyData.load(all) }
    try #require(data.dev.count == 2)
    let model = try Trainer(recipe: ToyData.recipe(epochs: 2), seed: 1).fit(data)
    #expect(model.curve.allSatisfy { [0, 0.5, 1].contains($0.developmentRecall) })
  }
}
