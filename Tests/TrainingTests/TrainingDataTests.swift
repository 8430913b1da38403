import Corpora
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
}
