import Audio
import Corpora
import Features
import Foundation
import Networks
import TestSupport
import Testing
import Training

@Suite("A training that cannot go on says why and keeps the last good checkpoint")
struct BrokenTrainingTests {
  private static let recipe = {
    var recipe = ToyData.recipe(epochs: 6)
    // What is too large stays so.
    recipe.features.normalization = .none
    return recipe
  }()

  /// Trains two epochs and stops in the third.
  private func interrupted(at path: String) throws {
    var steps = 0
    var observer = TrainingObserver()
    observer.onStep = { _, _, _ in steps += 1 }
    observer.shouldStop = { steps == 7 }
    #expect(throws: TrainingError.interrupted(checkpoint: path)) {
      try Trainer(recipe: Self.recipe, seed: 5).fit(
        ToyData.data(), checkpoint: path, observer: observer)
    }
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// The toy with every number changed, under the same names.
  private func data(_ change: (Float) -> Float) throws -> TrainingData {
    let corpus = ToyData.corpus(words: 3)
    return try TrainingData(split: ToyData.split(of: corpus), corpus: corpus) { all, _ in
      ToyData.load(all).map { example in
        TrainingExample(
          utterance: example.utterance, speaker: example.speaker, emotion: example.emotion,
          original: LogMelSpectrogram(
            values: example.spectrograms[0].values.map(change), frames: ToyData.frames,
            bands: ToyData.bands), copies: [])
      }
    }
  }

  @Test(
    "numbers that overflow or are none end the third epoch, and training goes on from before",
    arguments: [1e30, .nan, .infinity as Float])
  func divergence(factor: Float) throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("toy.checkpoint")
    try interrupted(at: path)
    let kept = try bytes(path)
    let error = #expect(throws: TrainingError.self) {
      try Trainer(recipe: Self.recipe, seed: 5).fit(data { $0 * factor }, checkpoint: path)
    }
    switch error {
    case .diverged(epoch: 3, _, checkpoint: path) where factor.isFinite: break
    case .unusableBatch(epoch: 3, _, checkpoint: path) where !factor.isFinite: break
    default: Issue.record("\(String(describing: error))")
    }
    #expect(error?.description.contains("The last good checkpoint, \(path), is kept.") == true)
    #expect(try bytes(path) == kept)
    let trainer = Trainer(recipe: Self.recipe, seed: 5)
    let resumed = try trainer.fit(ToyData.data(), checkpoint: path)
    #expect(try resumed.curve == trainer.fit(ToyData.data()).curve)
  }

  @Test("the largest learning rate that a recipe may have ends in weights or in a clear error")
  func explodingGradients() throws {
    var recipe = Self.recipe
    recipe.optimization.learningRate = 1
    recipe.optimization.clipNorm = 1e6
    let fitted = Result { try Trainer(recipe: recipe, seed: 5).fit(ToyData.data()) }
    switch fitted {
    case .success(let model):
      #expect(model.state.allSatisfy { $0.values.allSatisfy(\.isFinite) })
      #expect(model.curve.allSatisfy { $0.trainingLoss.isFinite && $0.developmentLoss.isFinite })
    case .failure(let error):
      #expect("\(error)".contains("Training diverged"))
    }
  }

  @Test("numbers that overflow in the first epoch are said to diverge, and no checkpoint is named")
  func overflowAtOnce() throws {
    let error = #expect(throws: TrainingError.self) {
      try Trainer(recipe: Self.recipe, seed: 5).fit(data { $0 * 1e30 })
    }
    guard case .diverged(epoch: 1, _, checkpoint: nil) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.hasPrefix("Training diverged in epoch 1: ") == true)
  }

  @Test("recordings of nothing, all numbers equal, leave the weights finite and the answers even")
  func silence() throws {
    let model = try Trainer(recipe: ToyData.recipe(epochs: 2), seed: 5).fit(data { _ in -3 })
    #expect(model.state.allSatisfy { $0.values.allSatisfy(\.isFinite) })
    let last = try #require(model.curve.last)
    #expect(abs(last.developmentLoss - log(7)) < 0.3)
    #expect(abs(last.developmentRecall - 1.0 / 7) < 1e-6)
  }

  @Test(
    "silence, too little sound and numbers that are none are left out, the others keep their order")
  func silentRecordings() throws {
    let utterances = Array(ToyData.corpus(words: 1).utterances.prefix(5))
    let speech = (0..<16_000).map { Float(sin(Double($0) * 0.05)) * 0.3 }
    let samples: [[Float]] = [
      speech, [Float](repeating: 0, count: 16_000), Array(speech.prefix(40)), speech,
      speech.dropLast() + [.nan],
    ]
    let waveforms = Dictionary(uniqueKeysWithValues: zip(utterances.map(\.id), samples))
    let loader = try ExampleLoader(recipe: Recipe(), seed: 1) { utterance in
      Waveform(samples: waveforms[utterance.id] ?? [], sampleRate: 16_000)
    }
    let examples = try loader.examples(of: utterances, copies: false)
    #expect(examples.map(\.utterance) == [utterances[0].id, utterances[3].id])
  }

  @Test(
    "a checkpoint that is cut, of another kind, or of another network is refused and left as it is")
  func damagedCheckpoints() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path
    let path = folder + "/toy.checkpoint"
    try interrupted(at: path)
    let whole = try bytes(path)
    let file = try SafeTensors(bytes: Array(whole), path: path)
    try Trainer(recipe: ToyData.recipe(epochs: 1), seed: 5).fit(ToyData.data())
      .write(to: folder + "/model")
    let progress = try #require(file.metadata["progress"])
    let gap = progress.replacing("\"epoch\":1", with: "\"epoch\":9")
    let endless = progress.replacing("\"steps\":", with: "\"steps\":1844674407370955")
    // The checkpoint is one step into the third epoch of three steps each.
    let further = progress.replacing("\"steps\":1}", with: "\"steps\":3}")
    let beyond = progress.replacing("\"steps\":1}", with: "\"steps\":7}")
    for changed in [gap, endless, further, beyond] { try #require(changed != progress) }
    func changed(_ arrays: some Sequence<NamedArray>, progress: String) throws -> Data {
      let metadata = file.metadata.merging(["progress": progress]) { $1 }
      return try SafeTensors(arrays: Array(arrays), metadata: metadata).sealed().encoded()
    }
    let damaged: [Data] = [
      Data(), Data("text".utf8), Data(whole.prefix(whole.count / 2)), Data(whole.dropLast(1)),
      try bytes(folder + "/model"), try changed(file.arrays.dropLast(), progress: progress),
      try changed(
        file.arrays.filter { $0.name != "best.head.output.bias" }, progress: progress),
      try changed(file.arrays, progress: gap), try changed(file.arrays, progress: endless),
      try changed(file.arrays, progress: further), try changed(file.arrays, progress: beyond),
    ]
    for (index, content) in damaged.enumerated() {
      try content.write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: TrainingError.self, "\(index)") {
        try Trainer(recipe: Self.recipe, seed: 5).fit(ToyData.data(), checkpoint: path)
      }
      let words = error?.description ?? ""
      #expect(words.hasPrefix("\(path) is no checkpoint that training can go on from"), "\(words)")
      #expect(try bytes(path) == content)
    }
  }

  @Test("one bit that a disk has flipped in a checkpoint, in a weight or a text, is noticed")
  func flippedBits() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("toy.checkpoint")
    try interrupted(at: path)
    let whole = try bytes(path)
    let loss = try #require(whole.range(of: Data("trainingLoss\\\":".utf8)))
    // A digit of a loss, the middle of the file, and the last number of the last array.
    for place in [loss.upperBound, whole.count / 2, whole.count - 3] {
      var flipped = whole
      flipped[place] ^= 1
      try flipped.write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: TrainingError.self, "\(place)") {
        try Trainer(recipe: Self.recipe, seed: 5).fit(ToyData.data(), checkpoint: path)
      }
      guard case .damagedCheckpoint = error else {
        Issue.record("byte \(place): \(String(describing: error))")
        continue
      }
      #expect(try bytes(path) == flipped)
    }
    try whole.write(to: URL(fileURLWithPath: path))
    _ = try Trainer(recipe: Self.recipe, seed: 5).fit(ToyData.data(), checkpoint: path)
  }

  @Test("a folder where a checkpoint should be is named in plain words, and stays")
  func folderAsCheckpoint() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path
    let error = #expect(throws: TrainingError.self) {
      try Trainer(recipe: Self.recipe, seed: 5).fit(ToyData.data(), checkpoint: path)
    }
    #expect(
      error
        == .damagedCheckpoint(path: path, reason: "cannot be read: Is a directory"))
  }

  @Test(
    "a checkpoint of another seed, of other data or of another recipe is named as such and kept")
  func otherTrainings() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("toy.checkpoint")
    try interrupted(at: path)
    let kept = try bytes(path)
    let corpus = ToyData.corpus(words: 2)
    let split = ToyData.split(of: ToyData.corpus(words: 3))
    let fewer = try TrainingData(
      split: Split(
        id: split.id, evaluationProtocol: split.evaluationProtocol, trainedOn: split.trainedOn,
        train: split.train.filter { $0.hasPrefix("a-0") },
        dev: split.train.filter {
          $0.hasPrefix("a-1")
        }, calibration: [], tests: split.tests), corpus: corpus
    ) { all, _ in ToyData.load(all) }
    var wider = Self.recipe
    wider.network.hiddenSize = 9
    for (what, trainer, data) in [
      ("seed", Trainer(recipe: Self.recipe, seed: 6), try ToyData.data()),
      ("training data", Trainer(recipe: Self.recipe, seed: 5), fewer),
      ("recipe", Trainer(recipe: wider, seed: 5), try ToyData.data()),
    ] {
      let error = #expect(throws: TrainingError.self) {
        try trainer.fit(data, checkpoint: path)
      }
      let words = error?.description ?? ""
      #expect(words.hasPrefix("\(path) was made with another \(what): found"), "\(words)")
      #expect(try bytes(path) == kept)
    }
  }

  @Test("a model file whose recipe, kept epoch or counts are absurd is refused, not believed")
  func absurdModels() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path
    let path = folder + "/model.safetensors"
    let model = try Trainer(recipe: ToyData.recipe(epochs: 1), seed: 5).fit(ToyData.data())
    try model.write(to: path)
    let file = try SafeTensors(path: path)
    let facts = try #require(file.metadata["facts"])
    for (found, absurd) in [
      ("\"hiddenSize\":8", "\"hiddenSize\":4611686018427387904"),
      ("\"pooledFrames\":[2,1]", "\"pooledFrames\":[2,4611686018427387904]"),
      ("\"bestEpoch\":0", "\"bestEpoch\":-9223372036854775808"),
      ("\"melBands\":16", "\"melBands\":4611686018427387904"),
    ] {
      let changed = facts.replacing(found, with: absurd)
      try #require(changed != facts, "\(found)")
      let metadata = file.metadata.merging(["facts": changed]) { $1 }
      try SafeTensors(arrays: file.arrays, metadata: metadata).write(to: path)
      #expect(throws: TrainingError.self, "\(absurd)") {
        try Recognizer(model: TrainedModel(path: path), workers: 1)
      }
    }
    let arrays = try file.arrays.map { array in
      array.name.hasSuffix("num_batches_tracked")
        ? try NamedArray(name: array.name, shape: [], values: [1e30]) : array
    }
    try SafeTensors(arrays: arrays, metadata: file.metadata).write(to: path)
    #expect(throws: TrainingError.self) {
      try Recognizer(model: TrainedModel(path: path), workers: 1)
    }
  }
}
