import Audio
import Corpora
import Features
import Foundation
import Testing
import Training

@Suite struct TrainingDataTests {
  @Test func aTestUtteranceNeverReachesTheTraining() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    // A split file that also names tested utterances as training and dev rows.
    let leaky = Split(
      id: split.id, evaluationProtocol: .random, trainedOn: ["a", "b"],
      train: split.train + split.tests[0].utterances, dev: split.dev + split.tests[0].utterances,
      calibration: [], tests: split.tests)
    let data = try TrainingData(split: leaky, corpus: corpus) { all, _ in ToyData.load(all) }
    let tested = Set(split.tests[0].utterances)
    #expect(data.train.allSatisfy { !tested.contains($0.utterance) })
    #expect(data.dev.allSatisfy { !tested.contains($0.utterance) })
  }

  @Test func devDataOfAnotherSpeakerIsRefused() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    let foreign = corpus.utterances.first { $0.speaker == "b" }?.id ?? ""
    let wrong = Split(
      id: split.id, evaluationProtocol: .speakerDisjoint, trainedOn: ["a"], train: split.train,
      dev: split.dev + [foreign], calibration: [], tests: [])
    #expect(
      throws: TrainingError.foreignDevelopmentSpeaker(speaker: "b", split: split.id)
    ) {
      try TrainingData(split: wrong, corpus: corpus) { all, _ in ToyData.load(all) }
    }
  }

  @Test func aClassWithoutTrainingIsRefusedByName() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    #expect(throws: TrainingError.classWithoutTraining(emotion: "sad", split: split.id)) {
      try TrainingData(split: split, corpus: corpus) { all, copies in
        ToyData.load(all.filter { !copies || $0.emotion != .sad })
      }
    }
  }

  @Test func aModelOfAnotherCorpusMayLackWhatThatCorpusLacks() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    let data = try TrainingData(
      split: split, corpus: corpus, classes: Emotion.allCases.filter { $0 != .sad }
    ) { all, copies in ToyData.load(all.filter { !copies || $0.emotion != .sad }) }
    #expect(!data.train.contains { $0.emotion == .sad })
  }

  /// Reads a tone for every utterance but those that are broken.
  private func loader(broken: @escaping @Sendable (Utterance) -> Bool) throws -> ExampleLoader {
    let tone = Waveform(
      samples: (0..<8_000).map { Float(sin(Double($0) * 0.1)) * 0.3 }, sampleRate: 16_000)
    return try ExampleLoader(recipe: Recipe(), seed: 1) { utterance in
      if broken(utterance) { throw AudioError.empty(source: utterance.id) }
      return tone
    }
  }

  @Test("what cannot be read is left out by name with the reason")
  func omissions() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    let broken: Set = [split.train[1], split.dev[0]]
    let data = try TrainingData(
      split: split, corpus: corpus, loader: loader { broken.contains($0.id) }, copies: false)
    #expect(data.train.map(\.utterance) == split.train.filter { !broken.contains($0) })
    #expect(data.dev.map(\.utterance) == Array(split.dev.dropFirst()))
    let reasons = broken.map { ($0, AudioError.empty(source: $0).description) }
    #expect(data.omitted == Dictionary(uniqueKeysWithValues: reasons))
    let omissions = try #require(data.omissions)
    #expect(omissions.train.leftOut == 1 && omissions.train.asked == split.train.count)
    #expect(omissions.dev.leftOut == 1 && omissions.dev.asked == split.dev.count)
    #expect(omissions.examples.map(\.utterance) == broken.sorted())
    #expect(omissions.examples.allSatisfy { data.omitted[$0.utterance] == $0.reason })
    let whole = try TrainingData(
      split: split, corpus: corpus, loader: loader { _ in false }, copies: false)
    #expect(whole.omissions == nil)
    var recipe = ToyData.recipe(epochs: 1)
    (recipe.features, recipe.waveformAugmentation.copies) = (Recipe().features, 0)
    let model = try Trainer(recipe: recipe, seed: 1).fit(data)
    #expect(model.omissions == omissions)
  }

  @Test(
    "a speaker or a corpus of whom nothing was heard is not claimed to have been trained on",
    arguments: [
      ("c", ["a", "c"], "training recording of c"),
      ("c", ["a", "friends"], "training recording of friends"),
    ])
  func unheardClaim(broken: String, trainedOn: [String], what: String) throws {
    let toy = ToyData.corpus(words: 3)
    let friends = ToyData.corpus(words: 3, speakers: ["c", "d"]).utterances.map {
      Utterance(
        id: $0.id, corpus: "friends", speaker: $0.speaker, emotion: $0.emotion, word: $0.word,
        path: $0.path)
    }
    let corpus = Corpus(
      name: "toy", root: "/", utterances: toy.utterances + friends,
      speakers: ["a", "b", "c", "d"].map { Speaker(id: $0) })
    let split = ToyData.split(of: toy)
    let heard = friends.filter { $0.speaker == "c" }.map(\.id)
    func data(
      _ train: [String], _ isBroken: @escaping @Sendable (Utterance) -> Bool
    ) throws -> TrainingData {
      try TrainingData(
        split: Split(
          id: split.id, evaluationProtocol: .speakerDisjoint, trainedOn: trainedOn, train: train,
          dev: split.dev, calibration: [], tests: split.tests),
        corpus: corpus, loader: loader(broken: isBroken), copies: false)
    }
    let error = #expect(throws: TrainingError.self) {
      try data(split.train + heard) { $0.speaker == broken }
    }
    #expect(
      error
        == .nothingLeft(
          of: what, split: split.id, omitted: heard.count, example: heard[0],
          reason: AudioError.empty(source: heard[0]).description))
    let first = heard[0]
    let rest = try data(split.train + heard) { $0.speaker == "c" && $0.id != first }
    #expect(rest.omitted.count == heard.count - 1)
    // Nobody is missed of whom the split has nothing.
    #expect(try data(split.train) { $0.id == split.train[0] }.omitted.count == 1)
  }

  @Test("where nothing that can be used is left, the error says why")
  func nothingLeft() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    func error(
      _ broken: @escaping @Sendable (Utterance) -> Bool
    ) throws -> TrainingError? {
      let loader = try loader(broken: broken)
      return #expect(throws: TrainingError.self) {
        try TrainingData(split: split, corpus: corpus, loader: loader, copies: false)
      }
    }
    #expect(
      try error { $0.word == "w2" }
        == .nothingLeft(
          of: "dev utterance", split: split.id, omitted: 7, example: split.dev[0],
          reason: AudioError.empty(source: split.dev[0]).description))
    let sad = "a-0-sad"
    #expect(
      try error { $0.emotion == .sad }
        == .nothingLeft(
          of: "training utterance of sad", split: split.id, omitted: 2, example: sad,
          reason: AudioError.empty(source: sad).description))
  }

  @Test func onlyTrainingUtterancesAreAugmented() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    var asked: [Bool: Set<String>] = [:]
    _ = try TrainingData(split: split, corpus: corpus) { all, copies in
      asked[copies, default: []].formUnion(all.map(\.id))
      return ToyData.load(all)
    }
    #expect(asked == [true: Set(split.train), false: Set(split.dev)])
  }

  @Test("the mean of the training speakers counts each of them once, by originals alone")
  func speakerMean() throws {
    let corpus = ToyData.corpus(words: 3, speakers: ["a", "b", "c"])
    let split = ToyData.split(of: corpus)
    let further = corpus.utterances.filter { $0.speaker == "c" && $0.word == "w0" }.map(\.id)
    let joined = Split(
      id: split.id, evaluationProtocol: split.evaluationProtocol, trainedOn: ["a", "c"],
      train: split.train + further, dev: split.dev, calibration: [], tests: split.tests)
    let flat: (Utterance, Float) -> LogMelSpectrogram = { utterance, lift in
      let level: Float = (utterance.speaker == "a" ? 1 : 5) + lift
      return LogMelSpectrogram(values: [level, -level], frames: 1, bands: 2)
    }
    let data = try TrainingData(split: joined, corpus: corpus) { all, isTraining in
      all.map {
        TrainingExample(
          utterance: $0.id, speaker: $0.speaker, emotion: $0.emotion,
          original: flat($0, isTraining ? 0 : 100), copies: [flat($0, 1_000)])
      }
    }
    // 14 recordings of a voice of level 1 and 7 of one of level 5.
    #expect(data.speakerMean.means == [3, -3])
    #expect(data.speakerMean.recordings == 21 && data.speakerMean.frames == 21)
  }
}
