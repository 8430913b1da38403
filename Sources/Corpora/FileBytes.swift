import Glibc

/// Why a file could not be read or written, in the operating system's words.
struct FileFailure: Error {
  let reason: String

  /// The reason of the last call that failed on this thread.
  static func last() -> FileFailure { FileFailure(reason: String(cString: strerror(errno))) }
}

/// Reading and writing of whole small files, and of large files in pieces.
enum FileBytes {
  /// Calls `body` with the file's bytes, piece by piece.
  static func read(
    path: String, pieceSize: Int = 1 << 18, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(FileFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last() }
    defer { close(descriptor) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, pieceSize)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .last() }
      if count == 0 { return }
      body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// The whole file.
  static func read(path: String) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(path: path) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Writes a file beside its place and renames it, so that no half-written file is ever seen.
  static func writeAtomically(_ bytes: [UInt8], path: String) throws(FileFailure) {
    let temporary = path + ".partial"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .last() }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        let failure = FileFailure.last()
        close(descriptor)
        unlink(temporary)
        throw failure
      }
      written += count
    }
    guard close(descriptor) == 0, rename(temporary, path) == 0 else {
      let failure = FileFailure.last()
      unlink(temporary)
      throw failure
    }
  }
}
