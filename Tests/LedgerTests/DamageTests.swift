import Foundation
import Ledger
import Testing

@Suite("A ledger that lost a part of itself shows what it held, or says that it is damaged")
struct DamageTests {
  let folder: TemporaryFolder
  private let bytes: Data
  private let whole: String

  init() throws {
    folder = try TemporaryFolder()
    let ledger = try folder.open()
    let model = try Example.begin(in: ledger)
    for index in 0..<Evaluations.count {
      try ledger.record(
        Evaluations.result(index), of: Evaluations.key(index, of: model), at: "now")
    }
    try ledger.close()
    bytes = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    whole = try Everything.text(of: folder.ledger)
  }

  private static let pageSize = 4096

  /// What a ledger of these bytes shows, or the error that it gives.
  private func shown(_ bytes: Data) throws -> Result<String, LedgerError> {
    try bytes.write(to: URL(fileURLWithPath: folder.ledger))
    do { return .success(try Everything.text(of: folder.ledger)) } catch let error as LedgerError {
      return .failure(error)
    }
  }

  private func isDamage(_ error: LedgerError) -> Bool {
    switch error {
    case .corrupt, .notALedger, .unreadable, .fileMissing, .olderVersion: true
    default: false
    }
  }

  @Test("A ledger that was removed or replaced while it was open takes nothing more")
  func removed() throws {
    for isReplaced in [false, true] {
      let folder = try TemporaryFolder()
      let ledger = try folder.open()
      try Example.begin(Example.run(), in: ledger)
      try FileManager.default.removeItem(atPath: folder.ledger)
      if isReplaced { try folder.open().close() }
      let error = #expect(throws: LedgerError.removed(path: folder.ledger)) {
        try Example.begin(Example.run("new", key: "new"), in: ledger)
      }
      #expect(error?.description.contains("was removed or replaced while") == true)
    }
  }

  @Test("whichever page is lost")
  func lostPage() throws {
    let pages = bytes.count / Self.pageSize
    var refusals = 0
    for page in 0..<pages {
      var damaged = bytes
      let range = page * Self.pageSize..<(page + 1) * Self.pageSize
      damaged.replaceSubrange(range, with: Data(count: Self.pageSize))
      switch try shown(damaged) {
      case .success(let text): #expect(text == whole, "page \(page)")
      case .failure(let error):
        refusals += 1
        #expect(isDamage(error), "page \(page): \(error)")
      }
    }
    #expect(pages > 30 && refusals > pages / 3, "\(refusals) of \(pages)")
  }

  @Test("and every page that is lost is found where it is asked for")
  func everyPage() throws {
    try bytes.write(to: URL(fileURLWithPath: folder.ledger))
    let sound = try LedgerFile.open(path: folder.ledger, options: .init(isReadOnly: true))
    try sound.requireSound()
    try sound.close()
    let unused = try #require(Int(try SQLiteShell.run(folder.ledger, "PRAGMA freelist_count;")))
    try #require(unused == 0, "a page that holds nothing is not looked at")
    // The first page is the header, without which nothing is a ledger.
    for page in 1..<bytes.count / Self.pageSize {
      var damaged = bytes
      let range = page * Self.pageSize..<(page + 1) * Self.pageSize
      damaged.replaceSubrange(range, with: Data(repeating: 0xA5, count: Self.pageSize))
      try damaged.write(to: URL(fileURLWithPath: folder.ledger))
      let error = #expect(throws: LedgerError.self, "page \(page)") {
        try LedgerFile.open(path: folder.ledger, options: .init(isReadOnly: true)).requireSound()
      }
      #expect(error.map(isDamage) == true, "page \(page): \(String(describing: error))")
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test("wherever the file is cut off")
  func cutOff() throws {
    for page in stride(from: 1, to: bytes.count / Self.pageSize, by: 3) {
      for more in [0, 1, 2048] {
        guard case .failure(let error) = try shown(bytes.prefix(page * Self.pageSize + more)) else {
          Issue.record("a file of \(page) pages and \(more) bytes was read as if whole")
          continue
        }
        #expect(isDamage(error), "page \(page): \(error)")
      }
    }
  }

  @Test("when its header is overwritten, and is left as it is", arguments: [16, 100])
  func header(count: Int) throws {
    var damaged = bytes
    for index in 0..<count { damaged[index] = UInt8(truncatingIfNeeded: index &* 37 &+ 1) }
    #expect(try shown(damaged) == .failure(.notALedger(path: folder.ledger)))
    #expect(throws: LedgerError.notALedger(path: folder.ledger)) { try folder.open() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)) == damaged)
  }
}

@Suite("A ledger whose last writes did not all reach the disk")
struct LostWritesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Copies a ledger as it lies on the disk while it is open, with the first bytes of its journal.
  private func copy(of path: String, journal count: Int?) throws -> String {
    let target = folder.path + "/copy.sqlite"
    let files = FileManager.default
    for ending in ["", "-wal", "-shm"] where files.fileExists(atPath: target + ending) {
      try files.removeItem(atPath: target + ending)
    }
    try files.copyItem(atPath: path, toPath: target)
    if let count {
      try Data(contentsOf: URL(fileURLWithPath: path + "-wal")).prefix(count)
        .write(to: URL(fileURLWithPath: target + "-wal"))
    }
    return target
  }

  @Test("has whole evaluations, the first ones, wherever its journal ends")
  func journal() throws {
    let ledger = try folder.open()
    let model = try Example.begin(in: ledger)
    for index in 0..<6 {
      try ledger.record(
        Evaluations.result(index), of: Evaluations.key(index, of: model), at: "now")
    }
    let size = try Data(contentsOf: URL(fileURLWithPath: folder.ledger + "-wal")).count
    var counts: [Int] = []
    for end in stride(from: size / 2, through: size, by: 1777) + [size] {
      let copy = try copy(of: folder.ledger, journal: end)
      let reader = try LedgerFile.open(path: copy)
      counts.append(
        try #require(
          try reader.read { try Evaluations.wholeCount(of: Example.run().id, $0) }, "\(end)"))
      #expect(try SQLiteShell.run(copy, "PRAGMA integrity_check;") == "ok")
      try reader.close()
    }
    #expect(counts == counts.sorted() && counts.last == 6 && Set(counts).count > 3, "\(counts)")
  }

  @Test("has what was there before the journal when the journal is lost")
  func journalLost() throws {
    var ledger = try folder.open()
    let model = try Example.begin(in: ledger)
    try ledger.record(Evaluations.result(0), of: Evaluations.key(0, of: model), at: "now")
    try ledger.close()
    ledger = try folder.open()
    try ledger.record(Evaluations.result(1), of: Evaluations.key(1, of: model), at: "now")
    let reader = try LedgerFile.open(path: try copy(of: folder.ledger, journal: nil))
    #expect(try reader.read { try Evaluations.wholeCount(of: Example.run().id, $0) } == 1)
    #expect(try ledger.read { try Evaluations.wholeCount(of: Example.run().id, $0) } == 2)
  }
}
