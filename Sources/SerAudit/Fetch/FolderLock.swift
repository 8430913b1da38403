import Foundation

/// The right to write downloads into a folder, which one process has at a time.
///
/// The lock is inherited by the programs that this one starts, so it also stands while a download
/// goes on whose starter was killed.
final class FolderLock {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Throws: `CommandFailure` where another process has it or the folder cannot be written to.
  init(folder: String) throws(CommandFailure) {
    let path = folder + "/.fetch-lock"
    descriptor = open(path, O_RDWR | O_CREAT, 0o644)
    guard descriptor >= 0 else {
      throw CommandFailure(
        .ledger,
        "\(folder) cannot be written to (\(String(cString: strerror(errno)))). Give another folder "
          + "with --to.")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw CommandFailure(
        .ledger,
        "Another download into \(folder) goes on. Wait for its end, then give the same command "
          + "again."
      )
    }
  }

  deinit { close(descriptor) }
}
