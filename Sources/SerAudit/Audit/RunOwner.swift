import Foundation

/// The process that writes a run, as the ledger keeps it: host, number, and when it started, since
/// a number is given again.
struct RunOwner {
  let host: String
  let process: Int32
  /// In ticks since the machine started; `nil` where the system does not say.
  let started: String?

  /// This process.
  static var current: RunOwner {
    let process = ProcessInfo.processInfo.processIdentifier
    return RunOwner(
      host: ProcessInfo.processInfo.hostName, process: process, started: start(of: process))
  }

  private init(host: String, process: Int32, started: String?) {
    (self.host, self.process, self.started) = (host, process, started)
  }

  /// Reads what `text` wrote, or an earlier version without a start.
  init?(_ text: String) {
    let parts = text.split(separator: ":").map(String.init)
    guard 2...3 ~= parts.count, let process = Int32(parts[1]) else { return nil }
    self.init(host: parts[0], process: process, started: parts.count > 2 ? parts[2] : nil)
  }

  /// How the ledger keeps it.
  var text: String { "\(host):\(process)" + (started.map { ":\($0)" } ?? "") }

  /// Whether it is another process of this machine that is still there. One that may not be
  /// signalled, since it is another user's, is there as well.
  var livesBesideThis: Bool {
    guard host == ProcessInfo.processInfo.hostName,
      process != ProcessInfo.processInfo.processIdentifier,
      kill(process, 0) == 0 || errno == EPERM
    else { return false }
    guard let started, let now = Self.start(of: process) else { return true }
    return started == now
  }

  /// When a process started: the 22nd field of its line in `/proc`, of which the second is a name
  /// in brackets that may hold anything.
  private static func start(of process: Int32) -> String? {
    let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let fields = line?.split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 19 ? String(fields[19]) : nil
  }
}
