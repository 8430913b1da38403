import Foundation
import Glibc

extension FileBytes {
  /// Writes a file whole or not at all; one that is there already stays until the new one is on the
  /// disk. Where a link to a file stands there, the file takes the bytes and the link stays.
  ///
  /// The bytes go to a file `.NAME.part` beside it first, of which there is one at most: a process
  /// that is killed leaves it to the next that writes the same file.
  ///
  /// - Throws: `FileFailure`, also for a folder or a device, which no file may take the place of.
  package static func write(
    _ bytes: some ContiguousBytes, to path: String
  ) throws(FileFailure) {
    let path = target(of: path)
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw FileFailure(
        reason: "a folder or a device stands there",
        nextStep: "Move it away, or name another place.")
    }
    let part = part(of: path)
    let file = try make(part)
    defer { close(file) }
    do throws(FileFailure) {
      try write(bytes, to: file)
      guard fsync(file) == 0, rename(part, path) == 0 else { throw .last() }
    } catch {
      unlink(part)
      throw error
    }
  }

  /// Adds bytes to the end of a file, which is made where it is not there.
  package static func append(
    _ bytes: some ContiguousBytes, to path: String
  ) throws(FileFailure) {
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .last() }
    defer { close(file) }
    try write(bytes, to: file)
  }

  /// The file that a link leads to; any other path, and a link that leads nowhere, as it is.
  private static func target(of path: String) -> String {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let found = realpath(path, nil)
    else { return path }
    defer { free(found) }
    return String(validatingCString: found) ?? path
  }

  private static func write(
    _ bytes: some ContiguousBytes, to file: Int32
  ) throws(FileFailure) {
    let isWritten = bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
        let count = Glibc.write(file, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { return false }
        done += count
      }
      return true
    }
    guard isWritten else { throw .last() }
  }

  /// Makes a file that nobody else writes to for as long as it is open: it carries a lock, which
  /// whoever finds it there waits for. Where the file system knows no locks, nobody waits.
  private static func make(_ part: String) throws(FileFailure) -> Int32 {
    while true {
      let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard file >= 0 else {
        guard errno == EEXIST else { throw .last() }
        try clear(part)
        continue
      }
      lock(file)
      // Somebody may have taken it for left behind before it was locked.
      if isOpen(file, at: part) { return file }
      close(file)
    }
  }

  /// Waits until nobody writes to a file any more, and removes it where it was left behind.
  private static func clear(_ part: String) throws(FileFailure) {
    let left = open(part, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    defer { close(left) }
    if left >= 0 {
      lock(left)
      // Whoever wrote it has given it its own name, and the next may be writing here.
      guard isOpen(left, at: part) else { return }
    }
    guard unlink(part) == 0 || errno == ENOENT else { throw .last() }
  }

  private static func lock(_ file: Int32) {
    while flock(file, LOCK_EX) != 0, errno == EINTR {}
  }

  /// Whether an open file is the one of a name, which another may have taken since.
  private static func isOpen(_ file: Int32, at path: String) -> Bool {
    var (open, named) = (stat(), stat())
    return fstat(file, &open) == 0 && lstat(path, &named) == 0
      && open.st_dev == named.st_dev && open.st_ino == named.st_ino
  }

  /// The file beside a path, with as much of its name as fits.
  private static func part(of path: String) -> String {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let start = slash.map { path.utf8.index(after: $0) } ?? path.startIndex
    var name = path[start...]
    while name.utf8.count + 6 > longestName { name.removeLast() }
    return path[..<start] + "." + name + ".part"
  }

  /// Bytes of a file's name, as Linux' file systems have it.
  private static let longestName = 255
}
