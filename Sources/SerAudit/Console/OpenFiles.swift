import Foundation
import Ledger

/// The files that the shell lets this process open beside those that are open already.
enum OpenFiles {
  /// As many as any command takes at once, and some to spare: the ledger with those beside it, the
  /// pipes of a model command, those by which threads are woken, and a recording for each core.
  private static let needed = 20 + ProcessInfo.processInfo.activeProcessorCount

  /// Throws where there are fewer: the library of threads ends a process that gets none with an
  /// illegal instruction, and a file that only cannot be opened would be told as an altered one.
  static func requireEnough() throws(CommandFailure) {
    guard let (limit, left) = ProcessLimits.scarceFiles(needing: needed) else { return }
    throw CommandFailure(
      .ledger,
      "This process may have \(limit) files open (ulimit -n), and \(left) of them are left; "
        + "expected \(needed), which a command may take at once. Raise the limit and run the same "
        + "command again.")
  }
}
