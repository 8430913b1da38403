import Corpora
import Features
import Foundation
import Testing
import Training

@Suite struct TrainerTests {
  /// A comparison whose operands are not printed when it fails: they are thousands of numbers.
  private func hasSameWeights(_ first: TrainedModel, _ second: TrainedModel) -> Bool {
    first.state == second.state
  }

  @Test func aNetworkLearnsWhatCanBeLearned() throws {
    let model = try Trainer(recipe: ToyData.recipe(epochs: 40), seed: 1).fit(ToyData.data())
    #expect(model.curve[model.bestEpoch].developmentRecall == 1)
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
    #expect(mixed.curve[mixed.bestEpoch].developmentRecall > 0.7)
  }

  @Test func withoutPatienceTheLastEpochCounts() throws {
    var recipe = ToyData.recipe(epochs: 5)
    recipe.optimization.patience = 0
    let model = try Trainer(recipe: recipe, seed: 3).fit(ToyData.data())
    #expect(model.curve.count == 5)
    #expect(model.bestEpoch == 4)
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
    let path = try ToyData.folder() + "/toy.checkpoint"
    var recipe = ToyData.recipe(epochs: 6)
    recipe.spectrogramAugmentation = SpectrogramAugmentation()
    recipe.optimization.averaging = averaging
    recipe.optimization.mixup = mixup
    recipe.optimization.speakerBalance = balance
    let trainer = Trainer(recipe: recipe, seed: 5)
    let data = try ToyData.dataOfUnequalSpeakers()
    let whole = try trainer.fit(data)

    var steps = 0
    var observer = TrainingObserver()
    observer.onStep = { _, _, _ in steps += 1 }
    observer.shouldStop = { steps == 8 }
    #expect(throws: TrainingError.interrupted(checkpoint: path)) {
      try trainer.fit(data, checkpoint: path, observer: observer)
    }
    let resumed = try trainer.fit(data, checkpoint: path)
    #expect(hasSameWeights(resumed, whole))
    #expect(resumed.curve == whole.curve)
    #expect(resumed.bestEpoch == whole.bestEpoch)
  }

  @Test func aCheckpointOfTheSameRecordingsByAnotherSpeakerIsRefused() throws {
    let path = try ToyData.folder() + "/toy.checkpoint"
    let recipe = ToyData.recipe(epochs: 1)
    _ = try Trainer(recipe: recipe, seed: 1).fit(ToyData.data(), checkpoint: path)
    let corpus = ToyData.corpus(words: 3)
    let renamed = try TrainingData(split: ToyData.split(of: corpus), corpus: corpus) { all, _ in
      ToyData.load(all).map {
        TrainingExample(
          utterance: $0.utterance, speaker: "z", emotion: $0.emotion, original: $0.original,
          copies: [])
      }
    }
    let error = #expect(throws: TrainingError.self) {
      try Trainer(recipe: recipe, seed: 1).fit(renamed, checkpoint: path)
    }
    guard case .checkpointMismatch(_, "training data", _, _) = error else {
      Issue.record("\(String(describing: error)) instead of a mismatch of the data")
      return
    }
  }

  @Test func aCheckpointOfAnotherRecipeIsRefused() throws {
    let path = try ToyData.folder() + "/toy.checkpoint"
    _ = try Trainer(recipe: ToyData.recipe(epochs: 1), seed: 1).fit(
      ToyData.data(), checkpoint: path)
    let error = #expect(throws: TrainingError.self) {
      try Trainer(recipe: ToyData.recipe(epochs: 2), seed: 1).fit(
        ToyData.data(), checkpoint: path)
    }
    guard case .checkpointMismatch(_, "recipe", _, _) = error else {
      Issue.record("\(String(describing: error)) instead of a mismatch of the recipe")
      return
    }
  }

  @Test func divergenceIsAnErrorAndTheLastGoodCheckpointStays() throws {
    let path = try ToyData.folder() + "/toy.checkpoint"
    var recipe = ToyData.recipe(epochs: 30)
    recipe.optimization.learningRate = 1
    recipe.optimization.clipNorm = 1e6
    let corpus = ToyData.corpus(words: 3)
    let data = try TrainingData(split: ToyData.split(of: corpus), corpus: corpus) { all, _ in
      ToyData.load(all).map { example in
        let huge = example.spectrograms[0].values.map { $0 * .greatestFiniteMagnitude / 8 }
        return TrainingExample(
          utterance: example.utterance, speaker: example.speaker, emotion: example.emotion,
          original: LogMelSpectrogram(
            values: huge, frames: ToyData.frames, bands: ToyData.bands), copies: [])
      }
    }
    recipe.features.normalization = .none
    let error = #expect(throws: TrainingError.self) {
      try Trainer(recipe: recipe, seed: 1).fit(data, checkpoint: path)
    }
    guard case .diverged = error else {
      Issue.record("\(String(describing: error)) instead of divergence")
      return
    }
  }
}
