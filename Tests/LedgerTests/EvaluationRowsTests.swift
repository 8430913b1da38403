import Corpora
import Ledger
import Metrics
import Testing

@Suite("Evaluations and what belongs to them")
struct EvaluationRowsTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let model: ModelKey

  init() throws { (folder, ledger, model) = try Example.begun() }

  private func key(
    _ test: Int = 0, _ perturbation: String? = nil, _ severity: Int = 1, by model: ModelKey? = nil
  ) -> EvaluationKey {
    EvaluationKey(
      model: model ?? self.model, test: test,
      condition: perturbation.map { .init(perturbation: $0, severity: severity) })
  }

  private static let nothing = EvaluationResult(predictions: [], metrics: [])

  private func row(of key: EvaluationKey) throws -> Int64 {
    try #require(
      try ledger.read { try $0.evaluations(run: model.run) }.first { $0.key == key }?.id)
  }

  @Test("Each test set, condition and model has an evaluation of its own, in a fixed order")
  func order() throws {
    let second = ModelKey(run: model.run, split: model.split, seed: 1)
    try ledger.beginFit(second)
    let keys = [
      key(0), key(0, "hum", 2), key(0, "hum", 3), key(0, "noise", 1), key(1), key(1, "hum", 2),
      key(2), key(by: second), key(0, "hum", 2, by: second),
    ]
    for key in keys.reversed() { try ledger.record(Self.nothing, of: key, at: "now") }
    let read = try ledger.read { try $0.evaluations(run: model.run) }
    #expect(read.map(\.key) == keys)
    #expect(Set(read.map(\.id)).count == keys.count)
    for evaluation in read {
      let test = Example.split.tests[evaluation.key.test]
      #expect(evaluation.evaluationProtocol == test.evaluationProtocol)
      #expect(evaluation.testedOn == test.testedOn.joined(separator: "+"))
      #expect(evaluation.trainedOn == "OAF" && evaluation.isLeaky == (evaluation.key.test == 2))
    }
  }

  @Test("What was asked and not answered is known, and an evaluation without an answer is no other")
  func partial() throws {
    func result(_ count: Int, asked: Int?) -> EvaluationResult {
      EvaluationResult(
        predictions: Array(Example.result().predictions.prefix(count)), metrics: [], asked: asked)
    }
    try ledger.record(result(1, asked: nil), of: key(0), at: "now")
    try ledger.record(result(1, asked: 1), of: key(0, "hum", 1), at: "now")
    try ledger.record(result(1, asked: 3), of: key(0, "hum", 2), at: "now")
    try ledger.record(result(0, asked: 3), of: key(0, "hum", 3), at: "now")
    let (counted, whole) = try ledger.read {
      (try $0.countedEvaluations(run: model.run), try $0.evaluations(run: model.run))
    }
    #expect(counted.map(\.evaluation.key) == (1...3).map { key(0, "hum", $0) })
    #expect(counted.map(\.asked) == [1, 3, 3] && counted.map(\.answered) == [1, 1, 0])
    #expect(whole.map(\.key) == [key(0), key(0, "hum", 1), key(0, "hum", 2)])
    #expect(try ledger.read { try $0.isEvaluated(key(0, "hum", 3)) })
    let first = Set(result(1, asked: nil).predictions.map(\.utterance))
    for (key, count) in [(key(0), 1), (key(0, "hum", 2), 1), (key(0, "hum", 3), 0)] {
      let (found, names) = try ledger.read {
        (try $0.answerCount(of: key), try $0.answered(in: key))
      }
      #expect(found == count && names == (count == 0 ? [] : first))
    }
    #expect(try ledger.read { try $0.answerCount(of: key(1)) } == nil)
  }

  @Test("An evaluation is done where every part of its key is that of one that was written")
  func isEvaluated() throws {
    try ledger.record(Self.nothing, of: key(1, "hum", 2), at: "now")
    func isDone(_ key: EvaluationKey) throws -> Bool { try ledger.read { try $0.isEvaluated(key) } }
    #expect(try isDone(key(1, "hum", 2)))
    let others = [
      key(1), key(0, "hum", 2), key(1, "noise", 2), key(1, "hum", 3),
      key(1, "hum", 2, by: ModelKey(run: model.run, split: model.split, seed: 1)),
      key(1, "hum", 2, by: ModelKey(run: model.run, split: model.split, name: "tree", seed: 0)),
      key(1, "hum", 2, by: ModelKey(run: model.run, split: "word-disjoint", seed: 0)),
      key(1, "hum", 2, by: ModelKey(run: "other", split: model.split, seed: 0)),
    ]
    for other in others { #expect(try !isDone(other), "\(other)") }
  }

  @Test("Replacing an evaluation takes its own rows along and those of no other")
  func replaced() throws {
    for severity in 1...2 {
      try ledger.record(
        Example.result(severity: severity), of: key(0, "white-noise", severity), at: "now")
    }
    var half = Example.result(severity: 1)
    half.predictions = Array(half.predictions.prefix(3))
    (half.metrics, half.reliability, half.attention) = ([], [], [])
    try ledger.record(half, of: key(0, "white-noise", 1), at: "later")
    let (first, second) = try (row(of: key(0, "white-noise", 1)), row(of: key(0, "white-noise", 2)))
    try ledger.read { reader throws in
      #expect(try Set(reader.utterances(of: first)) == Set(half.predictions.map(\.utterance)))
      #expect(try reader.reliability(of: first).isEmpty && reader.attention(of: first).isEmpty)
      #expect(try reader.metrics(of: first).isEmpty)
      #expect(try Set(reader.utterances(of: second)).count == 14)
      #expect(try reader.reliability(of: second).count == 15)
      #expect(try reader.metrics(of: second) == Example.result(severity: 2).metrics)
    }
  }

  @Test("Bins come in order, all speakers together before each of them")
  func reliability() throws {
    func bins(_ speaker: String?) -> [ReliabilityBinRow] {
      (0..<12).map {
        ReliabilityBinRow(
          speaker: speaker, bin: $0, lower: Double($0) / 12, upper: Double($0 + 1) / 12,
          count: $0 % 2, meanConfidence: $0 % 2 == 0 ? nil : 0.25,
          accuracy: $0 % 2 == 0 ? nil : 1.0 / 3)
      }
    }
    var result = Self.nothing
    let expected = bins(nil) + bins("OAF") + bins("YAF")
    result.reliability = expected.reversed()
    try ledger.record(result, of: key(), at: "now")
    let id = try row(of: key())
    #expect(try ledger.read { try $0.reliability(of: id) } == expected)
  }

  @Test("Curves of attention come by speaker and emotion, each with its own weights")
  func attention() throws {
    var curves: [AttentionCurve] = []
    for (speaker, scale) in [("OAF", 900.0), ("YAF", 1300)] {
      for emotion in [Emotion.angry, .sad, .surprise] {
        let weights = (0..<50).map { bin in Double(bin + emotion.index) / scale }
        curves.append(
          AttentionCurve(
            speaker: speaker, emotion: emotion, weights: weights, count: emotion.index + 1))
      }
    }
    var result = Self.nothing
    result.attention = curves.reversed()
    try ledger.record(result, of: key(), at: "now")
    let id = try row(of: key())
    #expect(try ledger.read { try $0.attention(of: id) } == curves)
  }

  @Test("Confusion is counted by speaker, truth by row, whatever the probabilities")
  func confusions() throws {
    func answer(_ speaker: String, _ word: String, _ truth: Emotion, _ predicted: Emotion)
      -> Prediction
    {
      Prediction(
        utterance: "\(speaker)_\(word)_\(truth.rawValue)", speaker: speaker, word: word,
        truth: truth, predicted: predicted)
    }
    var result = Self.nothing
    result.predictions = [
      answer("YAF", "back", .sad, .fear), answer("YAF", "bar", .sad, .fear),
      answer("YAF", "back", .fear, .sad), answer("OAF", "back", .sad, .sad),
    ]
    try ledger.record(result, of: key(), at: "now")
    let id = try row(of: key())
    let read = try ledger.read { try $0.confusions(of: id) }
    #expect(read.map(\.speaker) == ["OAF", "YAF"])
    for (matrix, cells) in zip(read, [["sad sad 1"], ["fear sad 1", "sad fear 2"]]) {
      #expect(matrix.counts.map(\.count) == [7, 7, 7, 7, 7, 7, 7])
      let found = Emotion.allCases.flatMap { truth in
        Emotion.allCases.compactMap { predicted in
          let count = matrix.counts[truth.index][predicted.index]
          return count == 0 ? nil : "\(truth.rawValue) \(predicted.rawValue) \(count)"
        }
      }
      #expect(found == cells)
    }
  }

  @Test("A look says which model saw which test under which condition, of which recordings")
  func looks() throws {
    let friends = Corpus(
      name: "a-friend", root: "/a",
      utterances: [
        Utterance(id: "f", corpus: "a-friend", speaker: "f", emotion: .sad, word: nil, path: "f")
      ], speakers: [Speaker(id: "f")])
    try ledger.record(friends, hash: "f", isSynthetic: false, in: model.run)
    try ledger.record(Self.nothing, of: key(2), at: "first")
    try ledger.record(Self.nothing, of: key(1, "hum", 4), at: "second")
    let rows = try SQLiteShell.run(
      folder.ledger,
      "SELECT run, corpora, model, protocol, trained_on, tested_on, perturbation, severity, "
        + "looked FROM test_looks ORDER BY id;")
    // Hashes of the run's corpora stand in the order of their names.
    let start = "\(model.run)|f+c|crnn/0|"
    #expect(
      rows.split(separator: "\n") == [
        "\(start)random|OAF|OAF|||first",
        "\(start)speaker-word-disjoint|OAF|YAF|hum|4|second",
      ])
  }

  @Test("A condition is a perturbation save where it tells the model of the speaker")
  func conditions() {
    #expect(!key().isPerturbed && key(0, "hum").isPerturbed)
    let told = EvaluationKey(model: model, test: 0, condition: .transductive)
    #expect(!told.isPerturbed && told.condition?.perturbation == "transductive")
    #expect(told.condition?.severity == 1 && key(0, "transductive", 2).isPerturbed)
  }
}
