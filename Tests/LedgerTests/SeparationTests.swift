import Corpora
import Ledger
import Metrics
import Testing

@Suite("Runs in one ledger keep to themselves")
struct SeparationTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
  }

  private func key(_ model: ModelKey, _ test: Int, severity: Int? = nil) -> EvaluationKey {
    severity.map {
      EvaluationKey(
        model: model, test: test, condition: .init(perturbation: "white-noise", severity: $0))
    } ?? EvaluationKey(model: model, test: test)
  }

  @Test("What one run is given, another neither shows nor loses")
  func runs() throws {
    let names = ["a", "b", "c"]
    for name in names {
      let model = try Example.begin(Example.run(name, key: name), in: ledger)
      try ledger.record(Example.result(), of: key(model, 0), at: "now")
    }
    try ledger.delete(ledger.read { try $0.run("b") })
    for name in ["a", "c"] {
      try ledger.read { reader throws in
        #expect(try reader.metrics(run: name).count == 2)
        #expect(try reader.evaluations(run: name).count == 1)
        #expect(try reader.models(run: name).count == 1)
        #expect(try reader.corpora(run: name).first?.counts.count == 14)
        #expect(try reader.testLooks(run: name) == 1)
      }
    }
    #expect(throws: LedgerError.unknownRun(id: "b")) { try ledger.read { try $0.run("b") } }
    #expect(try ledger.read { try $0.metrics(run: "b").isEmpty })
    #expect(try ledger.read { try $0.runs().map(\.id).sorted() } == ["a", "c"])
  }

  @Test("Probes stand apart from the models that an audit is about")
  func probes() throws {
    let run = Example.run("a", key: "a")
    let model = try Example.begin(run, in: ledger)
    try ledger.record(Example.result(), of: key(model, 0), at: "now")
    let probe = ModelKey.probe(run: run.id, split: Example.split.id, probe: "duration")
    try ledger.beginFit(probe)
    try ledger.finishFit(probe, checkpoint: nil, hash: nil, keptEpoch: nil)
    var result = Example.result()
    result.metrics = []
    try ledger.record(result, of: key(probe, 0), at: "now")
    try ledger.read { reader throws in
      #expect(try reader.evaluations(run: "a").map(\.key.model) == [model])
      #expect(try reader.models(run: "a").map(\.key) == [model])
      #expect(try reader.probeEvaluations(run: "a").map(\.key.model.probe) == ["duration"])
      #expect(try reader.isFitted(probe))
      #expect(try reader.testLooks(run: "a") == 2)
    }
    #expect(probe.isProbe && !model.isProbe && model.probe == nil)
  }

  @Test("The order in which evaluations are written changes nothing that is read of them")
  func order() throws {
    let severities = [1, 2, 3, 4, 5]
    var texts: Set<String> = []
    for (name, order) in [("a", severities), ("b", severities.reversed()), ("c", [3, 1, 5, 2, 4])] {
      let model = try Example.begin(Example.run(name, key: name), in: ledger)
      for severity in order {
        try ledger.record(
          Example.result(severity: severity), of: key(model, 0, severity: severity), at: "now")
      }
      let rows = try ledger.read { try $0.metrics(run: name) }
      #expect(rows.count == 10)
      let sorted = rows.map { "\($0.metric) \($0.severity ?? 0) \($0.value ?? -1) \($0.count)" }
      texts.insert(sorted.sorted().joined(separator: "\n"))
    }
    #expect(texts.count == 1)
  }

  @Test("A curve is read in the order of its epochs, and an epoch is told once")
  func epochs() throws {
    let model = try Example.begin(in: ledger)
    func row(_ epoch: Int, _ loss: Double) -> EpochRow {
      EpochRow(
        epoch: epoch, trainLoss: loss, devLoss: loss / 2, devUAR: nil, learningRate: 0.1,
        seconds: 1)
    }
    for epoch in [5, 3, 2, 4] { try ledger.record(row(epoch, Double(epoch)), of: model) }
    #expect(throws: LedgerError.self) { try ledger.record(row(3, 0.25), of: model) }
    let curve = try ledger.read { try $0.models(run: model.run) }.first?.epochs ?? []
    #expect(curve.map(\.epoch) == [1, 2, 3, 4, 5])
    #expect(curve.map(\.trainLoss) == [1.9, 2, 3, 4, 5])
    #expect(curve.map(\.devLoss) == [nil, 1, 1.5, 2, 2.5])
  }

  @Test("Seeds of one split are models of their own")
  func seeds() throws {
    let first = try Example.begin(in: ledger)
    let second = ModelKey(run: first.run, split: first.split, seed: 1)
    try ledger.beginFit(second)
    try ledger.finishFit(second, checkpoint: "models/b.safetensors", hash: "x", keptEpoch: 2)
    var result = Example.result()
    result.metrics = result.metrics.map { row in
      var row = row
      row.seed = 1
      return row
    }
    try ledger.record(Example.result(), of: key(first, 0), at: "now")
    try ledger.record(result, of: key(second, 0), at: "now")
    try ledger.read { reader throws in
      #expect(
        try reader.metrics(run: first.run).map(\.seed).sorted { ($0 ?? 0) < ($1 ?? 0) }
          == [0, 0, 1, 1])
      #expect(try reader.models(run: first.run).map(\.keptEpoch) == [1, 2])
    }
    try ledger.beginFit(first)
    #expect(try ledger.read { try $0.metrics(run: first.run) }.allSatisfy { $0.seed == 1 })
  }
}
