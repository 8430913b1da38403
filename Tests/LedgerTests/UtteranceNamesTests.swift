import Corpora
import Ledger
import Metrics
import Testing

@Suite("Which utterance a name stands for")
struct UtteranceNamesTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
  }

  /// A second corpus of the run, of which one utterance is named as one of the first.
  private func companion(_ names: [String]) -> Corpus {
    Corpus(
      name: "friends", root: "/friends",
      utterances: names.map {
        Utterance(
          id: $0, corpus: "friends", speaker: "F", emotion: .sad, word: "back", path: $0 + ".wav")
      }, speakers: [Speaker(id: "F")])
  }

  private func answer(_ name: String) -> EvaluationResult {
    EvaluationResult(predictions: [Example.prediction(name)], metrics: [])
  }

  @Test("A name that two corpora of a run have is refused, and every other name is not")
  func ambiguous() throws {
    let model = try Example.begin(run, in: ledger)
    try ledger.record(
      companion(["OAF_back_sad", "YAF_bar_sad", "F_back_sad"]), hash: "f", isSynthetic: false,
      in: run.id)
    let key = EvaluationKey(model: model, test: 0)
    let expected = LedgerError.ambiguousUtterance(name: "YAF_bar_sad", run: run.id)
    #expect(throws: expected) { try ledger.record(answer("YAF_bar_sad"), of: key, at: "now") }
    #expect(throws: expected) {
      try ledger.record([Example.prediction("YAF_bar_sad")], of: .dev, by: model)
    }
    #expect(throws: expected) {
      try ledger.record(measures: ["YAF_bar_sad": ["f0": 1]], in: run.id)
    }
    #expect(throws: expected) {
      let split = Split(
        id: "theirs", evaluationProtocol: .random, trainedOn: ["F"], train: ["F_back_sad"],
        dev: [], calibration: [],
        tests: [
          TestSet(
            evaluationProtocol: .random, testedOn: ["YAF"],
            utterances: ["YAF_back_sad", "YAF_bar_sad"])
        ])
      try ledger.record(split, leakage: "{}", in: run.id) { _ in true }
    }
    try ledger.record(answer("YAF_bar_fear"), of: key, at: "now")
    #expect(try ledger.read { try $0.evaluations(run: run.id).count } == 1)
    #expect(try ledger.read { try $0.splits(run: run.id).count } == 1)
  }

  @Test("A name of another run's corpus is unknown in this one, although the ledger has it")
  func ofAnotherRun() throws {
    let model = try Example.begin(run, in: ledger)
    let other = Example.run("other", key: "other")
    try Example.begin(other, in: ledger)
    try ledger.record(
      companion(["F_back_sad", "YAF_bar_sad"]), hash: "f", isSynthetic: false, in: other.id)
    #expect(throws: LedgerError.unknownUtterance(name: "F_back_sad", run: run.id)) {
      try ledger.record(answer("F_back_sad"), of: .init(model: model, test: 0), at: "now")
    }
    // Ambiguous there, and one utterance here.
    try ledger.record(answer("YAF_bar_sad"), of: .init(model: model, test: 0), at: "now")
    #expect(try ledger.read { try $0.evaluations(run: run.id).count } == 1)
  }

  @Test("An utterance that augmentation derived has a name as any other")
  func derived() throws {
    let model = try Example.begin(run, in: ledger)
    let copy = Utterance(
      id: "OAF_back_sad#pitch", corpus: "tess", speaker: "OAF", emotion: .sad, word: "back",
      path: "OAF/back_sad.wav", parent: "OAF_back_sad")
    let answered = [
      Prediction(
        utterance: copy.id, speaker: "OAF", word: "back", truth: .sad, predicted: .fear)
    ]
    #expect(throws: LedgerError.unknownUtterance(name: copy.id, run: run.id)) {
      try ledger.record(answered, of: .dev, by: model)
    }
    try ledger.record(derived: [copy], in: run.id)
    try ledger.record(answered, of: .dev, by: model)
    #expect(try ledger.read { try $0.predictions(of: .dev, by: model) } == answered)
    #expect(try ledger.read { try $0.predictions(of: .calibration, by: model).isEmpty })
  }
}
