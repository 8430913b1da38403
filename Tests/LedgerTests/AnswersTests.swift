import Corpora
import Findings
import Gates
import Ledger
import Metrics
import Testing

@Suite("What a ledger says beside itself")
struct AnswersTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
    try Example.begin(run, in: ledger)
  }

  /// Answers whose most probable emotions are one, several or all.
  private var tied: [Prediction] {
    let shapes: [[Double]] = [
      [0, 0.5, 0, 0.5, 0, 0, 0], [Double](repeating: 1.0 / 7, count: 7), [0, 0, 0, 0, 0, 0, 1],
      [0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.2],
    ]
    return zip(Example.split.tests[0].utterances, shapes).map { name, probabilities in
      Prediction(
        utterance: name, speaker: "YAF", word: "back", truth: .sad, probabilities: probabilities)
    }
  }

  private func contradicted() throws -> [Int] {
    try ledger.read { reader in
      try reader.evaluations(run: run.id).map { try reader.contradictedAnswers(of: $0.id) }
        + [try reader.contradictedAnswers(of: .dev, by: Example.model())]
    }
  }

  @Test("An answer is the first of the most probable emotions, and a bare label is no other")
  func answers() throws {
    let bare = Prediction(
      utterance: Example.split.tests[0].utterances[5], speaker: "YAF", word: "back", truth: .sad,
      predicted: .happy)
    var result = Example.result()
    result.predictions = tied + [bare]
    try ledger.record(result, of: EvaluationKey(model: Example.model(), test: 0), at: "noon")
    try ledger.record(
      [Example.prediction("OAF_bar_angry")], of: .dev, by: Example.model())
    #expect(try contradicted() == [0, 0])
    try SQLiteShell.run(
      folder.ledger,
      "UPDATE predictions SET predicted = 'happy'; UPDATE part_predictions SET predicted = 'sad';")
    #expect(try contradicted() == [4, 1])
  }

  @Test("An answer about a part is of an utterance of that part")
  func parts() throws {
    try ledger.record(
      [Example.prediction("OAF_bar_angry"), Example.prediction("OAF_bar_sad")], of: .dev,
      by: Example.model())
    let count = try ledger.read { try $0.contradictedAnswers(of: .dev, by: Example.model()) }
    #expect(count == 1)
  }

  @Test("Test sets stand beside the judgement of their split, without its identifiers")
  func leakage() throws {
    let stored = try ledger.read { try $0.leakage(run: run.id) }
    #expect(stored.map(\.split) == [Example.split.id])
    #expect(stored.first?.text == "{}")
    #expect(
      stored.first?.tests.map(\.evaluationProtocol)
        == Example.split.tests.map(\.evaluationProtocol))
    #expect(stored.first?.tests.map(\.testedOn) == ["YAF", "YAF", "OAF"])
    #expect(stored.first?.tests.map(\.isLeaky) == [false, false, true])
  }

  @Test("Recordings come in the order they were written, with all that a judgement looks at")
  func recordings() throws {
    let copy = Example.corpus.utterances[0].changedCopy(1)
    try ledger.record(derived: [copy], in: run.id)
    let stored = try ledger.read { reader in try reader.recordings(run: run.id) { $0 } }
    let utterances = Example.corpus.utterances + [copy]
    #expect(stored.map(\.subject) == utterances.map(LeakageSubject.init))
    #expect(stored.compactMap(\.contentHash) == ["h"])
  }

  @Test("A verdict says what was written down with it, whatever its findings come to")
  func verdicts() throws {
    let failed = Finding(
      check: "a", subject: "YAF", status: .failed, importance: .critical, message: "Said.")
    for findings in [[failed], []] {
      try ledger.record(
        Verdict(policy: "own", findings: findings), policyHash: "h", in: run.id, at: "noon")
    }
    try SQLiteShell.run(folder.ledger, "UPDATE verdicts SET status = 'passed';")
    let stored = try ledger.read { try $0.verdicts(run: run.id) }
    #expect(stored.map(\.statedStatus) == [.passed, .passed])
    #expect(stored.map(\.verdict.status) == [.failed, .undetermined])
    #expect(try ledger.read { try $0.verdict(run: run.id) } == stored.last)
  }
}
