import Foundation
import Ledger
import Testing

@Suite("What a ledger says when something is wrong")
struct WordingTests {
  static let path = "reports/ser-audit.sqlite"
  static let errors: [LedgerError] = [
    .nameless, .folderMissing(path: path), .fileMissing(path: path), .notALedger(path: path),
    .folder(path: path), .linkLoop(path: path),
    .corrupt(path: path, detail: "database disk image is malformed"),
    .newerVersion(path: path, found: 3, supported: 1),
    .olderVersion(path: path, found: 0, supported: 1), .readOnly(path: path),
    .mayNotBeRead(path: path), .changedMeanwhile(path: path), .diskFull(path: path),
    .fileTooLarge(path: path, limit: 10_240), .tooManyFiles(path: path, limit: 4),
    .locked(path: path, seconds: 30), .locked(path: path, seconds: 1),
    .locked(path: path, seconds: 0.2),
    .unknownRun(id: "r"),
    .runUnfinished(id: "r", key: "k"), .runTaken(id: "r"),
    .unknown(what: "split", name: "speaker-disjoint/OAF"),
    .unknownUtterance(name: "OAF_back_sad", run: "r"),
    .ambiguousUtterance(name: "OAF_back_sad", run: "r"), .notANumber(what: "The metric uar"),
    .contradictory(metric: "uar"), .refused(rule: "CHECK constraint failed: n >= 0"),
    .unreadable(what: "status", text: "maybe"),
    .failed(path: path, code: 14, detail: "unable to open database file"),
  ]

  @Test("every error reads as the golden file does")
  func golden() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/errors.txt")
    let text = Self.errors.map(\.description).joined(separator: "\n\n") + "\n"
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test("every error is more than a sentence without a newline", arguments: errors)
  func shape(error: LedgerError) {
    #expect(error.description.count > 30)
    #expect(!error.description.contains("\n"))
    #expect(error.description.hasSuffix("."))
  }
}
