import Foundation
import Ledger
import Testing

@Suite("Processes that write one ledger at once, some of them killed")
struct KillTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What one process does: a run of its own, evaluation by evaluation, each noted in a file once
  /// the ledger has it. `kill -9` comes some microseconds after the evaluation `last` was begun,
  /// wherever the process is then.
  private static func write(
    _ run: String, to path: String, last: Int? = nil, delay: UInt32 = 0
  ) throws {
    let ledger = try LedgerFile.open(path: path)
    let notes = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "." + run))
    let model = try Example.begin(Example.run(run, key: run), in: ledger)
    for index in 0..<Evaluations.count {
      if index == last {
        Thread.detachNewThread {
          usleep(delay)
          kill(getpid(), SIGKILL)
        }
      }
      try ledger.record(
        Evaluations.result(index), of: Evaluations.key(index, of: model), at: "now")
      try notes.write(contentsOf: Data([1]))
    }
    while last != nil { usleep(1000) }
    try ledger.finish(run: run, at: "now")
  }

  /// How many evaluations a process was told are in the ledger.
  private func promised(_ run: String) throws -> Int {
    try Data(contentsOf: URL(fileURLWithPath: folder.ledger + "." + run)).count
  }

  @Test("lose nothing that was written, and leave whole evaluations alone")
  func writersAndKills() async throws {
    try folder.open().close()
    let rounds = 0..<8
    for round in rounds {
      for name in ["survivor", "victim"] {
        try Data().write(to: URL(fileURLWithPath: "\(folder.ledger).\(name)-\(round)"))
      }
      let path = folder.ledger
      async let survivor: Void = Self.survive("survivor-\(round)", path)
      async let victim: Void = Self.die("victim-\(round)", path, last: 1 + 3 * round)
      _ = await (survivor, victim)
    }
    #expect(try SQLiteShell.run(folder.ledger, "PRAGMA integrity_check;") == "ok")
    #expect(try SQLiteShell.run(folder.ledger, "PRAGMA foreign_key_check;").isEmpty)
    let ledger = try folder.open()
    try ledger.read { reader throws in
      for run in try reader.runs() {
        let count = try #require(try Evaluations.wholeCount(of: run.id, reader), "\(run.id)")
        let noted = try promised(run.id)
        #expect(count == noted || count == noted + 1, "\(run.id): \(count) of \(noted)")
        #expect(run.status == .running || count == Evaluations.count)
        if run.id.hasPrefix("survivor") { #expect(run.status == .complete) }
      }
      for round in rounds {
        #expect(try promised("victim-\(round)") >= 1 + 3 * round)
        #expect(try reader.run("victim-\(round)").status == .running)
      }
      #expect(try reader.runs().count { $0.status == .complete } >= rounds.count)
    }
  }

  private static func survive(_ run: String, _ path: String) async {
    await #expect(processExitsWith: .success) { [path = path as String, run = run as String] in
      try Self.write(run, to: path)
    }
  }

  private static func die(_ run: String, _ path: String, last: Int) async {
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [
        path = path as String, run = run as String, last = last as Int
      ] in
      try Self.write(run, to: path, last: last, delay: UInt32(97 * last))
    }
  }
}
