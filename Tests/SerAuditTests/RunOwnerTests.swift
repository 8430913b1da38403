import Foundation
import Testing

@Suite("Who writes a run")
struct RunOwnerTests {
  /// When a process started, in ticks since the machine did: the 22nd field of its line in `/proc`.
  private static func start(of process: Int32) throws -> String {
    let line = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let fields = try #require(line.split(separator: ")").last).split(separator: " ")
    return String(fields[19])
  }

  @Test("is believed to live only where host, number and start all are those of a process here")
  func lives() async throws {
    let sandbox = try await FinishedAudit.copy()
    let host = ProcessInfo.processInfo.hostName
    let own = ProcessInfo.processInfo.processIdentifier
    let start = try Self.start(of: own)
    let owners: [(text: String, lives: Bool)] = [
      ("\(host):\(own):\(start)", true),
      // An earlier version kept no start.
      ("\(host):\(own)", true),
      ("\(host):\(own):\(start)0", false), ("elsewhere-\(host):\(own):\(start)", false),
      ("\(host):\(Int32.max):\(start)", false), ("\(host):me:\(start)", false),
      ("\(host):\(own):\(start):more", false), ("\(host)", false), ("", false),
    ]
    for (text, lives) in owners {
      _ = try await sandbox.query(
        """
        DELETE FROM findings WHERE verdict IS NOT NULL; DELETE FROM verdicts;
        UPDATE runs SET status = 'running', finished = NULL, owner = '\(text)'
        """)
      let outcome = try await sandbox.audit("train")
      #expect(outcome.exitCode == (lives ? 5 : 0), "\(text): \(outcome.errors)")
      let words = lives ? "is being written by process \(own)." : "Going on with run "
      #expect(outcome.errors.contains(words), "\(text): \(outcome.errors)")
    }
  }
}
