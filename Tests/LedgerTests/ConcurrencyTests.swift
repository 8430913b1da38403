import Foundation
import Ledger
import Synchronization
import Testing

@Suite("Several processes on one ledger")
struct ConcurrencyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("two writers at the same time lose nothing")
  func writers() async throws {
    let ledgers = try (0..<2).map { _ in try folder.open() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, ledger) in ledgers.enumerated() {
        group.addTask {
          let model = try Example.begin(Example.run("run-\(index)", key: "\(index)"), in: ledger)
          for severity in 1...5 {
            let key = EvaluationKey(
              model: model, test: 0,
              condition: .init(perturbation: "white-noise", severity: severity))
            try ledger.record(Example.result(severity: severity), of: key, at: "now")
          }
          try ledger.finish(run: "run-\(index)", at: "now")
        }
      }
      try await group.waitForAll()
    }
    for index in 0..<2 {
      let rows = try ledgers[1 - index].read { try $0.metrics(run: "run-\(index)") }
      #expect(rows.count == 10)
    }
  }

  @Test("all that open a ledger which is not there yet get the one that comes about")
  func openers() throws {
    for attempt in 0..<20 {
      let path = folder.path + "/\(attempt).sqlite"
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        do {
          let ledger = try LedgerFile.open(path: path)
          _ = try ledger.read { try $0.runs() }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
      #expect(failures.withLock { $0 } == [])
    }
  }

  @Test("a process killed inside a transaction leaves nothing of it")
  func killed() throws {
    let ledger = try folder.open()
    try Example.begin(in: ledger)
    let process = try SQLiteShell.hold(
      folder.ledger,
      "BEGIN IMMEDIATE; DELETE FROM epochs; UPDATE runs SET preset = 'half';"
        + "UPDATE utterances SET word = 'half'; PRAGMA cache_spill = 1;")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try ledger.finish(run: Example.run().id, at: "now")
    #expect(try ledger.read { try $0.run(Example.run().id).preset } == "quick")
    #expect(try ledger.read { try $0.models(run: Example.run().id).first?.epochs.count } == 1)
    #expect(try SQLiteShell.run(folder.ledger, "PRAGMA integrity_check;") == "ok")
  }

  @Test("a ledger that another process keeps locked says so after the waiting time")
  func locked() throws {
    let ledger = try folder.open(.init(busySeconds: 0.2))
    let process = try SQLiteShell.hold(folder.ledger, "BEGIN IMMEDIATE;")
    defer { process.terminate() }
    #expect(throws: LedgerError.locked(path: folder.ledger, seconds: 0.2)) {
      try ledger.begin(Example.run())
    }
    #expect(try ledger.read { try $0.runs().isEmpty })
  }

  @Test("a write waits until another process has written, and goes on then")
  func waiting() throws {
    let ledger = try folder.open()
    let process = try SQLiteShell.hold(
      folder.ledger, "BEGIN IMMEDIATE; DELETE FROM runs; COMMIT; BEGIN IMMEDIATE;")
    let start = ContinuousClock.now
    let identifier = process.processIdentifier
    Thread.detachNewThread {
      usleep(500_000)
      kill(identifier, SIGKILL)
    }
    try ledger.begin(Example.run())
    #expect(ContinuousClock.now - start > .seconds(0.4))
    #expect(try ledger.read { try $0.runs().count } == 1)
  }

  @Test("a read sees one moment from its beginning to its end")
  func snapshot() throws {
    let (reader, writer) = (try folder.open(), try folder.open())
    try writer.begin(Example.run())
    try reader.read { moment in
      let before = try moment.runs()
      try writer.begin(Example.run("second", key: "second"))
      #expect(try moment.runs() == before)
    }
    #expect(try reader.read { try $0.runs().count } == 2)
  }
}
