import Corpora
import Findings
import Gates
import Ledger
import Metrics
import Testing

@Suite("Numbers come back to the last bit")
struct ExactnessTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
  }

  /// Numbers between 0 and 1 of all sizes, always the same ones.
  private struct Numbers {
    var state: UInt64

    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
  }

  @Test("Probabilities, and the confusion is that of the predictions", arguments: [1, 2, 3])
  func predictions(seed: UInt64) throws {
    var numbers = Numbers(state: seed)
    let predictions = Example.split.tests[0].utterances.map { id in
      let weights = (0..<7).map { _ in numbers.next() * (numbers.next() < 0.2 ? 1e-12 : 1) }
      let total = weights.reduce(0, +)
      let parts = id.split(separator: "_").map(String.init)
      return Prediction(
        utterance: id, speaker: parts[0], word: parts[1],
        truth: Emotion(rawValue: parts[2]) ?? .sad,
        probabilities: weights.map { $0 / total })
    }
    let model = try Example.begin(run, in: ledger)
    try ledger.record(
      EvaluationResult(predictions: predictions, metrics: []), of: .init(model: model, test: 0),
      at: "now")
    try ledger.read { reader throws in
      let id = try #require(try reader.evaluations(run: run.id).first?.id)
      let read = try reader.predictions(of: id)
      #expect(read.map(\.utterance) == predictions.map(\.utterance).sorted())
      let isSame = Set(read) == Set(predictions)
      #expect(isSame)
      var counts = [[Int]](repeating: [Int](repeating: 0, count: 7), count: 7)
      for prediction in predictions {
        counts[prediction.truth.index][prediction.predicted.index] += 1
      }
      #expect(try reader.confusions(of: id).map(\.counts) == [counts])
    }
  }

  static let values: [Double] = [
    0, -0.0, 1.0 / 3, 0.1 + 0.2, .leastNonzeroMagnitude, .leastNormalMagnitude, .ulpOfOne,
    1 - .ulpOfOne / 2, -1e300, .greatestFiniteMagnitude, .pi, .infinity,
  ]

  @Test("Metrics with their intervals, whatever their size", arguments: values)
  func metrics(value: Double) throws {
    let model = try Example.begin(run, in: ledger)
    var row = Example.metric("of-my-own", value)
    row.interval = ConfidenceInterval(lower: value, upper: value, level: 0.95, unit: .speaker)
    try ledger.record(
      EvaluationResult(predictions: [], metrics: [row]), of: .init(model: model, test: 0), at: "now"
    )
    let read = try #require(try ledger.read { try $0.metrics(run: run.id) }.first)
    #expect(read.value?.bitPattern == value.bitPattern || value == 0 && read.value == 0)
    #expect(read == row)
  }

  @Test("Findings of every status and importance, with and without advice, evidence and limit")
  func findings() throws {
    try ledger.begin(run)
    let findings = Status.allCases.flatMap { status in
      Importance.allCases.flatMap { importance in
        [Threshold.Direction.atLeast, .atMost].map { direction in
          let isBare = direction == .atMost && importance == .note
          return Finding(
            check: "check", subject: "\(status) \(importance) \(direction.rawValue)",
            status: status,
            importance: importance, message: "It's 'quoted'; \"twice\"\nand broken.",
            advice: isBare ? nil : "Look.",
            evidence: isBare ? nil : Example.metric("\(status)-\(importance)", 1.0 / 3),
            threshold: isBare ? nil : Threshold(direction, 0.1 + 0.2, reason: "because"))
        }
      }
    }
    #expect(findings.count == 18)
    try ledger.replaceFindings(findings, in: run.id)
    let isSame = try ledger.read { try $0.findings(run: run.id) } == findings
    #expect(isSame)
    let verdict = Verdict(policy: "p", findings: findings)
    try ledger.record(verdict, policyHash: "h", in: run.id, at: "now")
    let stored = try #require(try ledger.read { try $0.verdict(run: run.id) })
    let isSameVerdict = stored.verdict == verdict
    #expect(isSameVerdict && stored.policyHash == "h")
  }

  @Test(
    "Names with anything in them", arguments: ["a'b", "\"", "a;--", "é\u{301}", "😀", "a\nb", "%_"])
  func names(name: String) throws {
    try ledger.begin(run)
    let corpus = Corpus(
      name: name, root: name,
      utterances: [
        Utterance(
          id: name, corpus: name, speaker: name, emotion: .sad, word: name, path: name,
          attributes: [name: name])
      ], speakers: [Speaker(id: name, sex: name, age: 5, language: name)],
      droppedLabels: [name: 3],
      problems: [CorpusProblem(kind: .silent, path: name, explanation: name)])
    try ledger.record(corpus, hash: name, isSynthetic: true, in: run.id)
    let stored = try #require(try ledger.read { try $0.corpora(run: run.id) }.first)
    #expect(stored.name == name && stored.root == name && stored.hash == name)
    #expect(stored.speakers == corpus.speakers && stored.problems == corpus.problems)
    #expect(stored.droppedLabels == [name: 3] && stored.isSynthetic)
    #expect(stored.counts.map(\.speaker) == [name])
  }
}
