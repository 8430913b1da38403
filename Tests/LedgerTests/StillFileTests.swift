import Foundation
import Ledger
import Testing

/// Each test works in a process of its own, as somebody whom permissions bind: where the tests run
/// as root, that process gives up its rights and takes them back only to change what is read.
@Suite("A ledger in a folder that may not be written is read as it lies there")
struct StillFileTests {
  let folder: TemporaryFolder

  /// Where root's own folder for temporary files is, nobody else may be able to enter.
  init() throws {
    folder = try getuid() == 0 ? TemporaryFolder(in: URL(fileURLWithPath: "/tmp")) : .init()
  }

  /// A folder of an awkward name with a whole ledger, which nobody may write.
  private func stillLedger() throws -> String {
    let place = folder.path + "/50% of #1? it's"
    try FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: false)
    let ledger = try LedgerFile.open(path: place + "/l.sqlite")
    try Example.begin(in: ledger)
    try ledger.close()
    chmod(place + "/l.sqlite", 0o444)
    chmod(place, 0o555)
    return place + "/l.sqlite"
  }

  /// Lets the folder go with its test.
  private static func release(_ ledger: String) { chmod(folder(of: ledger), 0o755) }

  private static func folder(of ledger: String) -> String {
    (ledger as NSString).deletingLastPathComponent
  }

  /// Takes the rights of root off, where there are any, so that they can be given back.
  private static func bind() {
    if getuid() == 0 { #expect(setreuid(65_534, 0) == 0) }
    if geteuid() == 0 { #expect(seteuid(65_534) == 0) }
  }

  private static func unbind() { _ = seteuid(0) }

  private static func open(_ path: String) throws -> LedgerFile {
    try LedgerFile.open(path: path, options: .init(isReadOnly: true))
  }

  @Test("and nothing appears beside it, whatever its folder is called")
  func read() async throws {
    let path = try stillLedger()
    defer { Self.release(path) }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    await #expect(processExitsWith: .success) { [path = path as String] in
      Self.bind()
      let ledger = try Self.open(path)
      #expect(try ledger.read { try $0.runs().map(\.id) } == [Example.run().id])
      #expect(try ledger.read { try $0.joinedCorpus(run: Example.run().id).utterances.count } == 28)
      #expect(throws: LedgerError.readOnly(path: path)) {
        try ledger.finish(run: Example.run().id, at: "now")
      }
      #expect(throws: LedgerError.readOnly(path: path)) { try LedgerFile.open(path: path) }
      let other = Self.folder(of: path) + "/new.sqlite"
      #expect(throws: LedgerError.readOnly(path: other)) { try LedgerFile.open(path: other) }
      #expect(throws: LedgerError.fileMissing(path: other)) { try Self.open(other) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: Self.folder(of: path)).count == 1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test(
    "and a read during which somebody writes it shows nothing and says why",
    arguments: ["touched", "longer", "a journal beside it"])
  func changed(change: String) async throws {
    let path = try stillLedger()
    defer { Self.release(path) }
    await #expect(processExitsWith: .success) {
      [path = path as String, change = change as String] in
      Self.bind()
      let ledger = try Self.open(path)
      let error = #expect(throws: LedgerError.changedMeanwhile(path: path)) {
        try ledger.read { reader in
          _ = try reader.runs()
          try Self.change(path, change)
        }
      }
      #expect(
        error?.description == "The ledger \(path) was written by another process while it was "
          + "read. Nothing of what was read is shown; run the same command again.")
    }
  }

  /// What another process does to a ledger, with that process' rights.
  private static func change(_ path: String, _ how: String) throws {
    unbind()
    defer { bind() }
    chmod(folder(of: path), 0o755)
    chmod(path, 0o644)
    switch how {
    case "touched":
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: path)
    case "longer":
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data([0]))
      try file.close()
    default:
      try Data().write(to: URL(fileURLWithPath: path + "-wal"))
    }
  }
}
