import Glibc

/// Files as bytes, read whole or in pieces and written whole, with the operating system's words for
/// what goes wrong.
package enum FileBytes {
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
  package static func read(path: String) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var status = stat()
    if stat(path, &status) == 0 {
      bytes.reserveCapacity(min(Int(status.st_size), largestReserve))
    }
    try read(path: path) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Memory that is taken ahead for a file of that size; a file of holes may claim any size.
  private static let largestReserve = 1 << 28
}
