import Corpora
import Findings
import Ledger
import Metrics
import Testing

@Suite("What was tested, and what the corpus has")
struct ReserveTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
    let model = try Example.begin(run, in: ledger)
    try ledger.record(
      Example.result(), of: EvaluationKey(model: model, test: 0), at: "now")
    var half = Example.result(severity: 2)
    half.predictions = Array(half.predictions.prefix(7))
    try ledger.record(
      half,
      of: EvaluationKey(
        model: model, test: 0, condition: .init(perturbation: "white-noise", severity: 2)),
      at: "now")
  }

  @Test("is counted by speaker, by emotion, and by what was done to the audio")
  func counts() throws {
    let reserve = try ledger.read { try $0.testReserve(run: run.id) }
    #expect(reserve.held.map(\.speaker) == ["OAF", "YAF"])
    #expect(reserve.held.allSatisfy { $0.words == 2 && $0.utterances == 14 })
    let whole = reserve.tested.filter { $0.emotion == nil }
    #expect(whole.map(\.perturbation) == [nil, "white-noise"])
    #expect(whole.map(\.words) == [2, 1])
    #expect(whole.map(\.utterances) == [14, 7])
    #expect(whole.allSatisfy { $0.speaker == "YAF" && $0.evaluationProtocol == .speakerDisjoint })
    let sad = reserve.tested.filter { $0.emotion == .sad && $0.perturbation == nil }
    #expect(sad.map(\.words) == [2] && sad.map(\.utterances) == [2])
    #expect(reserve.tested.count == 2 + 14)
  }

  @Test("has how sure the model said to be and how often it was right, over all bins")
  func confidences() throws {
    let found = try ledger.read { try $0.testReserve(run: run.id) }.confidences
    let bins = Example.reliability.filter { $0.count > 0 }
    let count = Double(bins.map(\.count).reduce(0, +))
    func mean(_ value: (ReliabilityBinRow) -> Double?) -> Double {
      bins.reduce(0) { $0 + Double($1.count) * (value($1) ?? .nan) } / count
    }
    #expect(found.map(\.testedOn) == ["YAF"] && found.map(\.seed) == [0])
    #expect(found.allSatisfy { abs($0.stated - mean(\.meanConfidence)) < 1e-12 })
    #expect(found.allSatisfy { abs($0.right - mean(\.accuracy)) < 1e-12 })
  }

  @Test("leaves probes out, and no model that is called a little like them")
  func probes() throws {
    let before = try ledger.read { try $0.testReserve(run: run.id) }.tested
    let twin = ModelKey(run: run.id, split: Example.split.id, name: "Probe/own", seed: 0)
    let probe = ModelKey.probe(run: run.id, split: Example.split.id, probe: "duration")
    for (model, severity) in [(probe, 3), (twin, 4)] {
      try ledger.beginFit(model)
      try ledger.record(
        EvaluationResult(predictions: Example.result().predictions, metrics: []),
        of: EvaluationKey(
          model: model, test: 0, condition: .init(perturbation: "white-noise", severity: severity)),
        at: "now")
    }
    let after = try ledger.read { try $0.testReserve(run: run.id) }.tested
    #expect(Set(after.map(\.severity)) == [nil, 2, 4])
    #expect(after.filter { $0.severity != 4 }.count == before.count)
  }

  @Test("numbers beside one baseline are replaced, and those beside another stay")
  func baselines() throws {
    func row(_ baseline: String, _ value: Double) -> MetricRow {
      var row = Example.metric("accuracy-over-baseline", value, seed: nil)
      (row.attribute, row.subgroup) = (BaselineCheck.attribute, baseline)
      return row
    }
    try ledger.replaceBaselineMetrics([row("a", 0.1)], baseline: "a", in: run.id)
    try ledger.replaceBaselineMetrics([row("b", 0.2)], baseline: "b", in: run.id)
    try ledger.replaceBaselineMetrics([row("a", 0.3)], baseline: "a", in: run.id)
    let rows = try ledger.read {
      try $0.metrics(run: run.id, named: "accuracy-over-baseline")
    }
    #expect(rows == [row("b", 0.2), row("a", 0.3)])
    #expect(
      try ledger.read { try $0.metricNames() } == ["accuracy-over-baseline", "ece", "uar"])
    #expect(throws: LedgerError.unknownRun(id: "x")) {
      try ledger.replaceBaselineMetrics([], baseline: "a", in: "x")
    }
  }
}
