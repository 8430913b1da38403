import Glibc

extension FileBytes {
  /// Writes a file whole or not at all; one that is there already stays until the new one is on the
  /// disk.
  ///
  /// The bytes go to a file `.NAME.part` beside it first, of which there is one at most: a process
  /// that is killed leaves it to the next that writes the same file.
  ///
  /// - Throws: `FileFailure`, also for a folder or a device, which no file may take the place of.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileFailure) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw FileFailure(
        reason: "a folder or a device stands there",
        nextStep: "Move it away, or name another place.")
    }
    let (folder, name) = parts(of: path)
    let lock = lock(folder: folder)
    defer { close(lock) }
    let part = folder + "." + name + ".part"
    unlink(part)
    let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .last() }
    do throws(FileFailure) {
      defer { close(file) }
      try write(bytes, to: file)
      guard fsync(file) == 0, rename(part, path) == 0 else { throw .last() }
    } catch {
      unlink(part)
      throw error
    }
  }

  /// Adds bytes to the end of a file, which is made where it is not there.
  package static func append(_ bytes: [UInt8], to path: String) throws(FileFailure) {
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .last() }
    defer { close(file) }
    try write(bytes, to: file)
  }

  private static func write(_ bytes: [UInt8], to file: Int32) throws(FileFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .last() }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until nobody else writes into a folder. One that cannot be opened, or whose file system
  /// knows no locks, is not locked: writing tells what is wrong with it.
  ///
  /// - Returns: what holds the lock until it is closed.
  private static func lock(folder: String) -> Int32 {
    let lock = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    while flock(lock, LOCK_EX) != 0, errno == EINTR {}
    return lock
  }

  /// The folder of a path with the slash at its end, empty for a bare name, and the name.
  private static func parts(of path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (String(path[...slash]), String(path[path.utf8.index(after: slash)...]))
  }
}
