import Ledger
import Metrics
import Testing

@Suite("A run that is killed anywhere goes on where it stopped")
struct StageTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
  }

  @Test("a second run of an unfinished key is refused until the first is complete")
  func oneUnfinishedRun() throws {
    try ledger.begin(run)
    #expect(throws: LedgerError.runUnfinished(id: run.id, key: "k")) {
      try ledger.begin(Example.run("another"))
    }
    try ledger.finish(run: run.id, at: "now")
    try ledger.begin(Example.run("another"))
    #expect(try ledger.read { try $0.unfinishedRun(matching: "k")?.id } == "another")
  }

  @Test("stages count as done only when they are whole")
  func bookkeeping() throws {
    let model = try Example.begin(run, in: ledger)
    let clean = EvaluationKey(model: model, test: 0)
    let noisy = EvaluationKey(
      model: model, test: 0, condition: .init(perturbation: "white-noise", severity: 3))
    let other = ModelKey(run: run.id, split: Example.split.id, seed: 1)
    try ledger.beginFit(other)
    try ledger.record(Example.result(), of: clean, at: "now")
    try ledger.read { reader throws in
      #expect(try reader.isFitted(model))
      #expect(try !reader.isFitted(other))
      #expect(try reader.isEvaluated(clean))
      #expect(try !reader.isEvaluated(noisy))
    }
    try ledger.resume(run)
    #expect(try ledger.read { try $0.models(run: run.id).map(\.key) } == [model])
  }

  @Test("the hash of a model's file is known once the model is fitted, and until it is fitted anew")
  func hashOfFitted() throws {
    let model = try Example.begin(run, in: ledger)
    let other = ModelKey(run: run.id, split: Example.split.id, seed: 1)
    func hash(_ key: ModelKey) throws -> String? { try ledger.read { try $0.hashOfFitted(key) } }
    #expect(try hash(other) == nil)
    try ledger.beginFit(other)
    #expect(try hash(other) == nil)
    try ledger.finishFit(other, checkpoint: "m", hash: "other", keptEpoch: 1)
    try ledger.beginFit(model)
    try ledger.finishFit(model, checkpoint: "n", hash: "first", keptEpoch: 1)
    #expect(try hash(other) == "other")
    #expect(try hash(model) == "first")
    try ledger.beginFit(model)
    #expect(try hash(model) == nil)
  }

  @Test("writing the same corpus and split again changes nothing")
  func repeated() throws {
    try Example.begin(run, in: ledger)
    try ledger.record(Example.corpus, hash: "c", isSynthetic: false, in: run.id)
    try ledger.record(Example.split, leakage: "{}", in: run.id) { _ in false }
    #expect(try ledger.read { try $0.corpora(run: run.id).count } == 1)
    #expect(try ledger.read { try $0.splits(run: run.id).count } == 1)
  }

  @Test("other recordings under the same name are a contradiction")
  func contradiction() throws {
    try Example.begin(run, in: ledger)
    #expect(throws: LedgerError.contradictory(metric: "the hash of corpus tess")) {
      try ledger.record(Example.corpus, hash: "other", isSynthetic: false, in: run.id)
    }
  }

  @Test("an evaluation with one bad number leaves nothing behind, not even its look")
  func allOrNothing() throws {
    let model = try Example.begin(run, in: ledger)
    let key = EvaluationKey(model: model, test: 0)
    var result = Example.result()
    result.metrics.append(Example.metric("broken", .nan))
    #expect(throws: LedgerError.notANumber(what: "The metric broken")) {
      try ledger.record(result, of: key, at: "now")
    }
    #expect(try ledger.read { try !$0.isEvaluated(key) })
    #expect(try ledger.read { try $0.metrics(run: run.id).isEmpty })
    #expect(try ledger.read { try $0.testLooks(run: run.id) } == 0)
    #expect(try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM predictions;") == "0")
  }

  @Test("evaluating again replaces the numbers and counts another look")
  func again() throws {
    let model = try Example.begin(run, in: ledger)
    let key = EvaluationKey(
      model: model, test: 0, condition: .init(perturbation: "white-noise", severity: 2))
    try ledger.record(Example.result(severity: 2), of: key, at: "now")
    try ledger.record(Example.result(severity: 2), of: key, at: "later")
    #expect(try ledger.read { try $0.evaluations(run: run.id).count } == 1)
    #expect(try ledger.read { try $0.metrics(run: run.id).count } == 2)
    #expect(try ledger.read { try $0.testLooks(run: run.id) } == 2)
  }

  @Test("one number has one row")
  func oneRow() throws {
    let model = try Example.begin(run, in: ledger)
    var result = Example.result()
    result.metrics.append(Example.metric())
    #expect(throws: LedgerError.contradictory(metric: "uar")) {
      try ledger.record(result, of: .init(model: model, test: 0), at: "now")
    }
  }

  @Test("fitting again drops the evaluations of the earlier fit")
  func refit() throws {
    let model = try Example.begin(run, in: ledger)
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
    try ledger.beginFit(model)
    #expect(try ledger.read { try $0.evaluations(run: run.id).isEmpty })
    #expect(try ledger.read { try $0.metrics(run: run.id).isEmpty })
  }

  @Test("a look at a test part outlives its run and cannot be taken back")
  func looks() throws {
    let model = try Example.begin(run, in: ledger)
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
    try ledger.delete(ledger.read { try $0.run(run.id) })
    #expect(throws: SQLiteShell.Failure.self) {
      try SQLiteShell.run(folder.ledger, "DELETE FROM test_looks;")
    }
    let next = Example.run("next", key: "other")
    let again = try Example.begin(next, in: ledger)
    try ledger.record(Example.result(), of: .init(model: again, test: 0), at: "now")
    #expect(try ledger.read { try $0.testLooks(run: next.id) } == 1)
    #expect(try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM test_looks;") == "2")
  }

  @Test("what a run does not have is named")
  func unknown() throws {
    try Example.begin(run, in: ledger)
    #expect(throws: LedgerError.unknownRun(id: "nobody")) {
      try ledger.finish(run: "nobody", at: "now")
    }
    #expect(throws: LedgerError.unknown(what: "split", name: "none")) {
      try ledger.beginFit(ModelKey(run: run.id, split: "none", seed: 0))
    }
    #expect(throws: LedgerError.unknown(what: "test set", name: "7 of \(Example.split.id)")) {
      try ledger.record(
        Example.result(), of: .init(model: Example.model(run), test: 7), at: "now")
    }
    #expect(throws: LedgerError.unknownUtterance(name: "YAF_door_sad", run: run.id)) {
      try ledger.record(
        EvaluationResult(predictions: [Example.prediction("YAF_door_sad")], metrics: []),
        of: .init(model: Example.model(run), test: 0), at: "now")
    }
  }
}
