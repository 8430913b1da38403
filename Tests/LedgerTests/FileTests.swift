import Foundation
import Ledger
import Testing

@Suite("A file that cannot be a ledger is named and left as it is")
struct FileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a missing folder and a missing file")
  func missing() {
    let path = folder.path + "/none/ser-audit.sqlite"
    #expect(throws: LedgerError.folderMissing(path: path)) { try LedgerFile.open(path: path) }
    #expect(throws: LedgerError.fileMissing(path: folder.ledger)) {
      try folder.open(.init(isReadOnly: true))
    }
  }

  @Test("an empty name, which SQLite takes for a database that is kept nowhere")
  func nameless() {
    for isReadOnly in [true, false] {
      #expect(throws: LedgerError.nameless) {
        try LedgerFile.open(path: "", options: .init(isReadOnly: isReadOnly))
      }
    }
  }

  @Test("a folder, and a link that leads back to itself", arguments: [false, true])
  func noFileAtAll(isReadOnly: Bool) throws {
    #expect(throws: LedgerError.folder(path: folder.path)) {
      try LedgerFile.open(path: folder.path, options: .init(isReadOnly: isReadOnly))
    }
    let loop = folder.path + "/loop.sqlite"
    try FileManager.default.createSymbolicLink(
      atPath: loop, withDestinationPath: "loop.sqlite")
    #expect(throws: LedgerError.linkLoop(path: loop)) {
      try LedgerFile.open(path: loop, options: .init(isReadOnly: isReadOnly))
    }
  }

  @Test("a text and another program's database")
  func somethingElse() throws {
    let text = folder.path + "/notes.txt"
    try "These are notes. ".appending(String(repeating: "x", count: 5000))
      .write(toFile: text, atomically: true, encoding: .utf8)
    #expect(throws: LedgerError.notALedger(path: text)) { try LedgerFile.open(path: text) }
    let other = folder.path + "/other.sqlite"
    try SQLiteShell.run(other, "CREATE TABLE songs (title TEXT);")
    let before = try Data(contentsOf: URL(fileURLWithPath: other))
    #expect(throws: LedgerError.notALedger(path: other)) { try LedgerFile.open(path: other) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
  }

  @Test("a pipe that nobody writes into and a device, at once", arguments: [false, true])
  func noFile(isReadOnly: Bool) throws {
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, "/dev/null"] {
      #expect(throws: LedgerError.notALedger(path: path)) {
        try LedgerFile.open(path: path, options: .init(isReadOnly: isReadOnly))
      }
    }
  }

  @Test("a ledger from a newer version")
  func newer() throws {
    try folder.open().close()
    try SQLiteShell.run(folder.ledger, "PRAGMA user_version = 99;")
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    #expect(throws: LedgerError.newerVersion(path: folder.ledger, found: 99, supported: 7)) {
      try folder.open()
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)) == before)
  }

  @Test("a ledger with damaged pages")
  func corrupt() throws {
    let ledger = try folder.open()
    try Example.begin(in: ledger)
    try ledger.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    for index in 4096..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
    try bytes.write(to: URL(fileURLWithPath: folder.ledger))
    let error = #expect(throws: LedgerError.self) {
      let damaged = try folder.open()
      _ = try damaged.read { try $0.runs() }
    }
    guard case .corrupt = error else {
      Issue.record("expected a corrupt ledger, found \(String(describing: error))")
      return
    }
  }

  @Test("writing to a ledger that is only read")
  func readOnly() throws {
    let ledger = try folder.open()
    try Example.begin(in: ledger)
    try ledger.close()
    let reader = try folder.open(.init(isReadOnly: true))
    #expect(try reader.read { try $0.runs().count } == 1)
    #expect(throws: LedgerError.readOnly(path: folder.ledger)) {
      try reader.finish(run: Example.run().id, at: "now")
    }
  }

  @Test("a read-only file", .enabled(if: geteuid() != 0, "root may write to read-only files"))
  func readOnlyFile() throws {
    try folder.open().close()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: folder.ledger)
    #expect(throws: LedgerError.readOnly(path: folder.ledger)) { try folder.open() }
  }

  @Test("a full disk keeps what was written before")
  func diskFull() throws {
    let ledger = try folder.open(.init(maximumPages: 60))
    let model = try Example.begin(in: ledger)
    var written = 0
    let error = #expect(throws: LedgerError.self) {
      for severity in 1...5 {
        for noise in ["a", "b", "c", "d", "e", "f", "g", "h"] {
          let key = EvaluationKey(
            model: model, test: 0, condition: .init(perturbation: noise, severity: severity))
          var result = Example.result()
          result.metrics = []
          try ledger.record(result, of: key, at: "now")
          written += 1
        }
      }
    }
    #expect(error == .diskFull(path: folder.ledger))
    #expect(try ledger.read { try $0.evaluations(run: Example.run().id).count } == written)
    #expect(try SQLiteShell.run(folder.ledger, "PRAGMA integrity_check;") == "ok")
  }

  @Test("a ledger of every version so far keeps its rows", arguments: 0...7)
  func migrations(version: Int) throws {
    let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/version-\(version).sql")
    try SQLiteShell.run(folder.ledger, try String(contentsOf: dump, encoding: .utf8))
    let ledger = try folder.open()
    let runs = try ledger.read { try $0.runs() }
    #expect(runs.map(\.id) == (version == 0 ? [] : [Example.run().id]))
    try Example.begin(Example.run("new", key: "new"), in: ledger)
    #expect(try SQLiteShell.run(folder.ledger, "PRAGMA user_version;") == "7")
    #expect(try SQLiteShell.run(folder.ledger, "PRAGMA foreign_key_check;").isEmpty)
  }
}
