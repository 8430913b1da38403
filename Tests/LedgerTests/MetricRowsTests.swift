import Findings
import Ledger
import Metrics
import Testing

@Suite("Rows of metrics")
struct MetricRowsTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let model: ModelKey

  init() throws { (folder, ledger, model) = try Example.begun() }

  private var run: String { model.run }

  /// One row for each way in which a number can be another one.
  private static var distinct: [MetricRow] {
    func row(_ change: (inout MetricRow) -> Void) -> MetricRow {
      var row = Example.metric("own", 0.5, seed: nil)
      change(&row)
      return row
    }
    return [
      row { _ in }, row { $0.metric = "Own" }, row { $0.evaluationProtocol = .random },
      row { $0.trainedOn = "YAF" }, row { $0.testedOn = "OAF" }, row { $0.speaker = "YAF" },
      row { $0.emotion = .sad }, row { $0.attribute = "sex" },
      row { ($0.attribute, $0.subgroup) = ("sex", "female") },
      row { ($0.attribute, $0.subgroup) = ("sex", "male") },
      row { $0.perturbation = "hum" }, row { ($0.perturbation, $0.severity) = ("hum", 1) },
      row { ($0.perturbation, $0.severity) = ("hum", 2) }, row { $0.seed = 0 },
      row { $0.seed = -1 }, row { ($0.speaker, $0.emotion) = ("YAF", .fear) },
    ]
  }

  @Test("Whatever says what a number is of makes another number of it, each read back whole")
  func distinct() throws {
    try ledger.replaceRunMetrics(Self.distinct, in: run)
    #expect(try ledger.read { try $0.runMetrics(run: run) } == Self.distinct)
    for row in Self.distinct {
      #expect(throws: LedgerError.contradictory(metric: row.metric)) {
        try ledger.replaceRunMetrics(Self.distinct + [row], in: run)
      }
    }
    #expect(try ledger.read { try $0.runMetrics(run: run) } == Self.distinct)
  }

  @Test("What a number is, and not what it is of, is no second number")
  func sameNumber() throws {
    let changes: [(inout MetricRow) -> Void] = [
      { $0.value = 0.6 }, { $0.value = nil }, { $0.interval = nil }, { $0.count = 3 },
      { $0.isLeaky = true },
    ]
    for change in changes {
      var other = Example.metric("own", 0.5)
      change(&other)
      #expect(throws: LedgerError.contradictory(metric: "own")) {
        try ledger.replaceRunMetrics([Example.metric("own", 0.5), other], in: run)
      }
      // Nor as what a finding rests on: the finding would show what the run does not have.
      try ledger.replaceRunMetrics([Example.metric("own", 0.5)], in: run)
      let finding = Finding(
        check: "own", subject: "YAF", status: .passed, importance: .note, message: "Well.",
        evidence: other)
      let error = #expect(throws: LedgerError.contradictory(metric: "own")) {
        try ledger.replaceFindings([finding], in: run)
      }
      #expect(
        error?.description == "The run already has another value for own. A number has one row, "
          + "and one value.")
      #expect(try ledger.read { try $0.findings(run: run).isEmpty })
    }
  }

  @Test("The evidence of findings is found again by each of its columns, and not written twice")
  func evidence() throws {
    try ledger.replaceRunMetrics(Self.distinct, in: run)
    let findings = Self.distinct.reversed().map {
      Finding(
        check: "own", subject: "YAF", status: .passed, importance: .note, message: "Well.",
        evidence: $0)
    }
    try ledger.replaceFindings(findings, in: run)
    #expect(try ledger.read { try $0.findings(run: run) } == findings)
    #expect(try ledger.read { try $0.metrics(run: run) } == Self.distinct)
  }

  @Test("All rows of a run are those of its evaluations and those of none, each once")
  func partition() throws {
    var perturbed: [Int64] = []
    for severity in [nil, 1, 2] {
      let condition = severity.map {
        EvaluationKey.Condition(perturbation: "white-noise", severity: $0)
      }
      try ledger.record(
        Example.result(severity: severity),
        of: .init(model: model, test: 0, condition: condition), at: "now")
    }
    try ledger.replaceRunMetrics([Example.metric("inflation-uar", 0.4, seed: nil)], in: run)
    try ledger.read { reader throws in
      perturbed = try reader.evaluations(run: run).map(\.id)
      let parts = try perturbed.map { try reader.metrics(of: $0) }
      #expect(parts.map(\.count) == [2, 2, 2])
      #expect(parts.map { $0.first?.severity } == [nil, 1, 2])
      let own = try reader.runMetrics(run: run)
      #expect(own.map(\.metric) == ["inflation-uar"])
      #expect(try reader.metrics(run: run) == parts.flatMap { $0 } + own)
      #expect(try reader.metrics(run: run, named: "uar") == parts.map { $0[0] })
      #expect(try reader.metrics(run: run, named: "UAR").isEmpty)
      #expect(try reader.metricNames() == ["ece", "inflation-uar", "uar"])
    }
  }

  @Test("Numbers of the run are replaced as a whole, those of evaluations stay")
  func replaced() throws {
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
    try ledger.replaceRunMetrics(Self.distinct, in: run)
    try ledger.replaceRunMetrics([], in: run)
    #expect(try ledger.read { try $0.metrics(run: run) } == Example.result().metrics)
    #expect(throws: LedgerError.unknownRun(id: "nobody")) {
      try ledger.replaceRunMetrics([], in: "nobody")
    }
  }

  @Test(
    "A value or an end of an interval that is not a number is refused by the metric's name",
    arguments: [(Double?.some(.nan), 0.0, 1.0), (0.5, .nan, 1), (0.5, 0, .nan), (nil, .nan, .nan)])
  func notANumber(value: Double?, lower: Double, upper: Double) throws {
    var row = Example.metric("own", value)
    row.interval = ConfidenceInterval(lower: lower, upper: upper, level: 0.95, unit: .word)
    #expect(throws: LedgerError.notANumber(what: "The metric own")) {
      try ledger.replaceRunMetrics([Example.metric(), row], in: run)
    }
    #expect(try ledger.read { try $0.runMetrics(run: run).isEmpty })
  }

  @Test(
    "Every unit of an interval is read back", arguments: ["word", "speaker", "utterance", "exact"])
  func units(name: String) throws {
    var row = Example.metric("own", 0.5)
    row.interval = ConfidenceInterval(
      lower: 0.5, upper: 0.5, level: 0.9, unit: try #require(.init(rawValue: name)))
    try ledger.replaceRunMetrics([row], in: run)
    #expect(try ledger.read { try $0.runMetrics(run: run) } == [row])
  }
}
