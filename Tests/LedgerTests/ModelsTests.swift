import Corpora
import Ledger
import Metrics
import Testing

@Suite("Models of a run and their curves")
struct ModelsTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let model: ModelKey

  init() throws { (folder, ledger, model) = try Example.begun() }

  private func row(
    _ epoch: Int, train: Double = 1.5, dev: Double? = 1.6, uar: Double? = 0.5
  ) -> EpochRow {
    EpochRow(
      epoch: epoch, trainLoss: train, devLoss: dev, devUAR: uar, learningRate: 0.002,
      seconds: 0.25 * Double(abs(epoch)))
  }

  private func stored(_ key: ModelKey) throws -> StoredModel? {
    try ledger.read { try $0.models(run: key.run) }.first { $0.key == key }
  }

  @Test("A fit that goes on has the epochs that it goes on from, with every column as it was")
  func goesOn() throws {
    let curve = [row(0, dev: nil, uar: nil), row(1, train: 1.0 / 3), row(2, uar: 0)]
    try ledger.beginFit(model, curve: curve)
    try ledger.record(row(3, uar: 1), of: model)
    let read = try #require(try stored(model))
    #expect(read.epochs == curve + [row(3, uar: 1)])
    #expect(!read.isFitted && read.checkpoint == nil && read.checkpointHash == nil)
    #expect(read.keptEpoch == nil)
  }

  @Test("A fit that begins anew has no epoch of the one before, and no other model loses any")
  func beginsAnew() throws {
    let second = ModelKey(run: model.run, split: model.split, seed: 1)
    let named = ModelKey(run: model.run, split: model.split, name: "linear", seed: 0)
    for key in [second, named] {
      try ledger.beginFit(key, curve: [row(1)])
      try ledger.finishFit(key, checkpoint: "\(key.name)", hash: "h", keptEpoch: 1)
    }
    try ledger.beginFit(model)
    #expect(try stored(model)?.epochs == [])
    for key in [second, named] {
      let read = try #require(try stored(key))
      #expect(read.isFitted && read.epochs == [row(1)] && read.checkpoint == key.name)
    }
    #expect(try ledger.read { try $0.models(run: model.run).map(\.key) } == [model, second, named])
  }

  @Test(
    "A loss that is not a number is told by its epoch, and the fit before it is kept",
    arguments: [
      (Double.nan, Double?.none), (.infinity, nil), (-.infinity, nil), (1, .nan),
      (1, .infinity), (1, -.infinity),
    ])
  func notANumber(train: Double, dev: Double?) throws {
    let bad = row(2, train: train, dev: dev)
    let error = #expect(throws: LedgerError.notANumber(what: "The loss of epoch 2")) {
      try ledger.record(bad, of: model)
    }
    #expect(
      error?.description == "The loss of epoch 2 is not a number. A result or an undetermined "
        + "value was expected.")
    #expect(throws: LedgerError.notANumber(what: "The loss of epoch 2")) {
      try ledger.beginFit(model, curve: [row(1), bad])
    }
    #expect(try stored(model)?.isFitted == true)
    #expect(try stored(model)?.epochs.map(\.epoch) == [1])
  }

  @Test("What cannot be of an epoch is refused by the rule that forbids it")
  func rules() throws {
    let impossible = [
      (row(-1), "epoch >= 0"), (row(2, uar: 1.01), "dev_uar BETWEEN 0 AND 1"),
      (row(2, uar: -0.01), "dev_uar BETWEEN 0 AND 1"),
    ]
    for (epoch, rule) in impossible {
      #expect(throws: LedgerError.refused(rule: "CHECK constraint failed: \(rule)")) {
        try ledger.record(epoch, of: model)
      }
    }
    #expect(try stored(model)?.epochs.map(\.epoch) == [1])
  }

  @Test("An epoch, an end and an answer of a model that was never begun name the model")
  func unknown() throws {
    let nobody = ModelKey(run: model.run, split: model.split, name: "tree", seed: 0)
    let expected = LedgerError.unknown(what: "model", name: "tree of speaker-disjoint/OAF")
    #expect(throws: expected) { try ledger.record(row(1), of: nobody) }
    #expect(throws: expected) {
      try ledger.finishFit(nobody, checkpoint: nil, hash: nil, keptEpoch: nil)
    }
    #expect(throws: expected) { try ledger.record([], of: .dev, by: nobody) }
    #expect(throws: expected) {
      try ledger.record(Example.result(), of: .init(model: nobody, test: 0), at: "now")
    }
    #expect(
      expected.description == "The ledger has no model tree of speaker-disjoint/OAF in this run, "
        + "and one was expected.")
    #expect(try ledger.read { try !$0.isFitted(nobody) })
    #expect(try ledger.read { try $0.predictions(of: .dev, by: nobody).isEmpty })
  }

  @Test("A run that goes on drops the models that it was fitting, and no model of another run")
  func resumed() throws {
    let other = Example.run("other", key: "other")
    let theirs = try Example.begin(other, in: ledger)
    for key in [model, theirs] { try ledger.beginFit(key, curve: [row(1)]) }
    try ledger.resume(Example.run(), owner: "host:2")
    #expect(try stored(model) == nil)
    #expect(try stored(theirs)?.epochs == [row(1)])
  }

  @Test("Probes are told from models by the beginning of their names alone")
  func probes() {
    let probe = ModelKey.probe(run: "r", split: "s", probe: "probe/odd")
    #expect(probe.name == "probe/probe/odd" && probe.seed == 0)
    #expect(probe.isProbe && probe.probe == "probe/odd")
    for name in ["probe", "crnn/probe/x", "Probe/x", ""] {
      let key = ModelKey(run: "r", split: "s", name: name, seed: 0)
      #expect(!key.isProbe && key.probe == nil, "\(name)")
    }
    #expect(ModelKey(run: "r", split: "s", name: "probe/", seed: 3).probe == "")
  }
}
