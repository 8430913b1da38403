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

  @Test("A name with a zero byte, wherever it stands: it would be another name when it is read")
  func zeroBytes() throws {
    let cut = "on\0e"
    func corpus(name: String = "o", root: String = "/o", speaker: Speaker) -> Corpus {
      let utterance = Utterance(
        id: "a", corpus: name, speaker: speaker.id, emotion: .sad, word: nil, path: "a.wav")
      return Corpus(name: name, root: root, utterances: [utterance], speakers: [speaker])
    }
    func record(_ corpus: Corpus) throws {
      try ledger.record(corpus, hash: "o", isSynthetic: false, recordings: [:], in: run.id)
    }
    func metric(speaker: String? = nil, subgroup: String? = nil, _ name: String = "uar")
      -> MetricRow
    {
      MetricRow(
        evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", speaker: speaker,
        attribute: subgroup.map { _ in "sex" }, subgroup: subgroup, metric: name, value: 0.5,
        interval: nil, count: 14, seed: 0, isLeaky: false)
    }
    func finding(_ check: String, _ subject: String) -> Finding {
      Finding(
        check: check, subject: subject, status: .failed, importance: .note, message: "m")
    }
    let calls: [() throws -> Void] = [
      { try record(corpus(name: cut, speaker: Speaker(id: "s"))) },
      { try record(corpus(root: cut, speaker: Speaker(id: "s"))) },
      { try record(corpus(speaker: Speaker(id: cut))) },
      { try record(corpus(speaker: Speaker(id: "s", language: cut))) },
      { try ledger.replaceRunMetrics([metric(speaker: cut)], in: run.id) },
      { try ledger.replaceRunMetrics([metric(subgroup: cut)], in: run.id) },
      { try ledger.replaceRunMetrics([metric(cut)], in: run.id) },
      { try ledger.replaceFindings([finding(cut, "s")], in: run.id) },
      { try ledger.replaceFindings([finding("c", cut)], in: run.id) },
      { try ledger.record(measures: ["OAF_back_sad": [cut: 1]], in: run.id) },
      { try ledger.beginFit(ModelKey(run: run.id, split: model.split, name: cut, seed: 0)) },
      { try ledger.finishFit(model, checkpoint: cut, hash: nil, keptEpoch: nil) },
      { try ledger.interrupt(run: run.id, at: cut) },
      {
        try ledger.begin(
          Run(id: "n", key: "n", preset: cut, started: "now", provenance: Example.provenance))
      },
    ]
    let before = try SQLiteShell.run(folder.ledger, ".dump")
    for (index, call) in calls.enumerated() {
      #expect(
        sentence(call) == "The ledger refused a row: a zero byte in the text 'on\\0e'.",
        "call \(index)")
    }
    #expect(try SQLiteShell.run(folder.ledger, ".dump") == before)
  }

  @Test("A zero byte in a sentence for people is no refusal: it is written out")
  func zeroByteInSentence() throws {
    let finding = Finding(
      check: "c", subject: "s", status: .failed, importance: .note, message: "a\0b",
      advice: "c\0d", threshold: Threshold(.atLeast, 0.5, reason: "e\0f"))
    try ledger.replaceFindings([finding], in: run.id)
    let found = try #require(try ledger.read { try $0.findings(run: run.id) }.first)
    #expect(found.message == "a\\0b" && found.advice == "c\\0d")
    #expect(found.threshold?.reason == "e\\0f")
    let other = Corpus(
      name: "other", root: "/other", utterances: [], speakers: [],
      problems: [CorpusProblem(kind: .missingFile, path: "g\0h", explanation: "g\0h: gone")])
    try ledger.record(other, hash: "o", isSynthetic: false, recordings: [:], in: run.id)
    let kept = try SQLiteShell.run(
      folder.ledger, "SELECT path, explanation FROM problems WHERE kind = 'missing-file';")
    #expect(kept == "g\\0h|g\\0h: gone")
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
