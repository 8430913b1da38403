import Corpora
import Findings
import Foundation
import Ledger
import Metrics
import Testing

@Suite("What a ledger refuses is told in a whole sentence, and nothing of it is written")
struct RefusalTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let model: ModelKey
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
    model = try Example.begin(run, in: ledger)
  }

  /// What is said where something is refused; `nil` where it is not.
  private func sentence(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }

  private func evaluate(_ result: EvaluationResult, severity: Int? = nil) throws {
    let condition = severity.map {
      EvaluationKey.Condition(perturbation: "white-noise", severity: $0)
    }
    try ledger.record(result, of: .init(model: model, test: 0, condition: condition), at: "now")
  }

  private func answer(_ probabilities: [Double]) -> Prediction {
    Prediction(
      utterance: "YAF_back_sad", speaker: "YAF", word: "back", truth: .sad,
      probabilities: probabilities)
  }

  @Test("Too few and too many probabilities for one utterance", arguments: [0, 1, 6, 8])
  func probabilities(count: Int) throws {
    let few = answer([Double](repeating: 1 / Double(max(1, count)), count: count))
    let expected = "The ledger refused a row: \(count) probabilities for YAF_back_sad, not 7."
    #expect(sentence { try evaluate(.init(predictions: [few], metrics: [])) } == expected)
    #expect(sentence { try ledger.record([few], of: .dev, by: model) } == expected)
    #expect(try ledger.read { try $0.evaluations(run: run.id).isEmpty })
    #expect(try ledger.read { try $0.predictions(of: .dev, by: model).isEmpty })
  }

  @Test(
    "Probabilities that are no distribution",
    arguments: [
      [0.5, 0.5, 0.5, 0, 0, 0, 0], [0.98, 0, 0, 0, 0, 0, 0], [-0.1, 1.1, 0, 0, 0, 0, 0],
      [.nan, 0, 0, 0, 0, 0, 1],
    ])
  func distributions(probabilities: [Double]) throws {
    let said = try #require(
      sentence { try evaluate(.init(predictions: [answer(probabilities)], metrics: [])) })
    #expect(said.hasPrefix("The ledger refused a row: CHECK constraint failed: "), "\(said)")
    #expect(said.hasSuffix("p_surprise - 1) < 0.01 ) IS TRUE.") && !said.contains("\n"), "\(said)")
    #expect(try ledger.read { try $0.testLooks(run: run.id) } == 0)
  }

  @Test("Probabilities whose sum is rounded, by less than a hundredth, are kept as they are")
  func rounded() throws {
    let rounded = answer([0.14, 0.14, 0.14, 0.15, 0.14, 0.14, 0.143])
    try evaluate(.init(predictions: [rounded], metrics: []))
    let id = try #require(try ledger.read { try $0.evaluations(run: run.id).first?.id })
    #expect(try ledger.read { try $0.predictions(of: id) } == [rounded])
  }

  @Test("Two answers to one utterance in one evaluation")
  func twice() throws {
    let two = [0.4, 0.9].map { Example.prediction("YAF_back_sad", certain: $0) }
    #expect(
      sentence { try evaluate(.init(predictions: two, metrics: [])) }
        == "The ledger refused a row: UNIQUE constraint failed: predictions.evaluation, "
        + "predictions.utterance.")
    #expect(try ledger.read { try !$0.isEvaluated(.init(model: model, test: 0)) })
  }

  @Test("A text with a zero byte, with which reading would end it")
  func zeroByte() throws {
    let cut = Utterance(
      id: "a", corpus: "other", speaker: "s", emotion: .sad, word: "one\0two\0", path: "a.wav")
    let other = Corpus(
      name: "other", root: "/other", utterances: [cut], speakers: [Speaker(id: "s")])
    #expect(
      sentence {
        try ledger.record(other, hash: "o", isSynthetic: false, recordings: [:], in: run.id)
      } == "The ledger refused a row: a zero byte in the text 'one\\0two\\0'.")
    #expect(try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM corpora;") == "1")
  }

  @Test("A curve of attention of another length", arguments: [0, 49, 51])
  func attention(count: Int) throws {
    let curve = AttentionCurve(
      speaker: "YAF", emotion: .sad, weights: [Double](repeating: 0.02, count: count), count: 1)
    #expect(
      sentence { try evaluate(.init(predictions: [], metrics: [], attention: [curve])) }
        == "The ledger refused a row: \(count) positions of attention, not 50.")
    #expect(try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM attention;") == "0")
  }

  @Test("A severity that is none of five", arguments: [-1, 0, 6])
  func severity(severity: Int) throws {
    let said = try #require(
      sentence { try evaluate(.init(predictions: [], metrics: []), severity: severity) })
    #expect(
      said == "The ledger refused a row: CHECK constraint failed: severity BETWEEN 1 AND 5.")
  }

  @Test("A measure that is not a number, and with it those beside it")
  func measure() throws {
    #expect(
      sentence {
        try ledger.record(
          measures: ["OAF_back_sad": ["f0": .nan], "OAF_back_fear": ["f0": 200]], in: run.id)
      } == "The ledger refused a row: NOT NULL constraint failed: utterance_measures.value.")
    #expect(try ledger.read { try $0.measures(run: run.id).isEmpty })
  }

  @Test("An utterance in two parts of a split that somebody made")
  func twoParts() throws {
    let split = Split(
      id: "theirs", evaluationProtocol: .random, trainedOn: ["OAF"],
      train: ["OAF_back_sad", "OAF_back_fear"], dev: ["OAF_back_sad"], calibration: [], tests: [])
    #expect(
      sentence { try ledger.record(split, leakage: "{}", in: run.id) { _ in false } }
        == "The ledger refused a row: UNIQUE constraint failed: split_parts.split, "
        + "split_parts.utterance.")
    #expect(try ledger.read { try $0.splits(run: run.id).map(\.split) } == [Example.split])
  }

  @Test("A split of the name of another, with whatever differs")
  func otherSplit() throws {
    let own = Example.split
    let others = [
      Split(
        id: own.id, evaluationProtocol: .random, trainedOn: own.trainedOn, train: own.train,
        dev: own.dev, calibration: own.calibration, tests: own.tests),
      Split(
        id: own.id, evaluationProtocol: own.evaluationProtocol, trainedOn: own.trainedOn,
        train: own.train, dev: own.calibration, calibration: own.dev, tests: own.tests),
      Split(
        id: own.id, evaluationProtocol: own.evaluationProtocol, trainedOn: own.trainedOn,
        train: own.train, dev: own.dev, calibration: own.calibration,
        tests: own.tests.reversed()),
    ]
    for other in others {
      #expect(
        sentence { try ledger.record(other, leakage: "{}", in: run.id) { _ in false } }
          == "The run already has another value for the split speaker-disjoint/OAF. A number has "
          + "one row, and one value.")
    }
    #expect(try ledger.read { try $0.splits(run: run.id).map(\.split) } == [own])
  }

  @Test("Derived utterances of a corpus that the run does not have")
  func derived() {
    let copy = Utterance(
      id: "x#pitch", corpus: "ravdess", speaker: "x", emotion: .sad, word: nil, path: "x.wav",
      parent: "x")
    #expect(
      sentence { try ledger.record(derived: [copy], in: run.id) }
        == "The ledger has no corpus ravdess in this run, and one was expected.")
  }

  @Test("A ledger that was closed says what SQLite could not do")
  func closed() throws {
    try ledger.close()
    let calls: [() throws -> Void] = [
      { _ = try ledger.read { try $0.runs() } }, { try ledger.finish(run: run.id, at: "now") },
    ]
    for call in calls {
      let error = #expect(throws: LedgerError.self) { try call() }
      guard case .failed(path: folder.ledger, code: 21, detail: _) = error else {
        Issue.record("expected SQLITE_MISUSE, found \(String(describing: error))")
        continue
      }
    }
  }
}
