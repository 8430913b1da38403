import Foundation
import Testing

@Suite(
  "A full disk",
  .enabled(if: SmallDisk.isPossible, "this machine does not let a test mount a small disk"))
struct FullDiskTests {
  @Test("is told with exit code 5, leaves a sound ledger, and the audit goes on once there is room")
  func isTold() async throws {
    let sandbox = try Sandbox()
    let audit = ([Program.path, "full"] + Sandbox.audit + ["--ledger", "disk/l.sqlite"])
      .joined(separator: " ")
    try sandbox.write(
      "trial.sh",
      """
      mkdir disk && mount -t tmpfs -o size=1m tmpfs disk
      \(audit) >first 2>&1; echo "code $?"
      sqlite3 disk/l.sqlite "PRAGMA integrity_check; SELECT status = 'complete' FROM runs"
      mount -o remount,size=50m disk
      \(audit) >second 2>&1; echo "code $?"
      sqlite3 disk/l.sqlite "PRAGMA integrity_check; SELECT status FROM runs"
      cp disk/l.sqlite* .
      """)
    let trial = try await Program.tool(["unshare", "-rm", "sh", "trial.sh"], in: sandbox.path)
    let code = try await FinishedAudit.outcome().exitCode
    #expect(
      trial.output == "code 5\nok\n0\ncode \(code)\nok\ncomplete\n", "\(trial.errors)")
    #expect(try sandbox.text("first").contains("There is no room to write the ledger"))
    #expect(try sandbox.text("second").contains("Going on with run"))
  }
}

/// A small disk in a name space of its own, which nobody else sees and which ends with its process.
enum SmallDisk {
  static let isPossible: Bool = {
    let trial = Process()
    trial.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    trial.arguments = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    trial.standardError = FileHandle.nullDevice
    guard (try? trial.run()) != nil else { return false }
    trial.waitUntilExit()
    return trial.terminationStatus == 0
  }()
}
