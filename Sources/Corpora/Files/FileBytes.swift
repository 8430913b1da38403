import Glibc

/// Files as bytes, read whole or in pieces and written whole, with the operating system's words for
/// what goes wrong.
package enum FileBytes {
  /// Bytes that are read at once.
  private static let pieceSize = 1 << 18

  /// Calls `body` with the bytes of an open file, piece by piece.
  private static func forEachPiece(
    of descriptor: Int32, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(FileFailure) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = try read(descriptor, into: buffer)
      if count == 0 { return }
      body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Fills the buffer as far as one call does; 0 bytes at the file's end.
  private static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileFailure) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .last() }
    }
  }

  /// The whole file.
  package static func read(path: String) throws(FileFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last() }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0 {
      bytes.reserveCapacity(min(Int(status.st_size), largestReserve))
    }
    try forEachPiece(of: descriptor) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// The whole of a table, or of another text about a corpus.
  static func readTable(path: String) throws(CorpusError) -> [UInt8] {
    do throws(FileFailure) {
      return try read(path: path)
    } catch {
      throw .tableUnreadable(path: path, reason: error.reason)
    }
  }

  /// Memory that is taken ahead for a file of that size; a file of holes may claim any size.
  private static let largestReserve = 1 << 28

  /// A regular file that is open, read from its start on and no further than is asked for.
  package final class Regular {
    /// In bytes, when it was opened.
    package let size: Int
    private let descriptor: Int32

    /// Opens a file.
    ///
    /// - Throws: `FileFailure`, also for a folder, for a pipe, which is not waited for, and for a
    ///   device, which may have no end.
    package init(path: String) throws(FileFailure) {
      let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { throw .last() }
      do throws(FileFailure) {
        size = try Self.size(of: descriptor)
      } catch {
        close(descriptor)
        throw error
      }
      self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func size(of descriptor: Int32) throws(FileFailure) -> Int {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw .last() }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return Int(status.st_size)
      case S_IFDIR: throw FileFailure(code: EISDIR)
      default:
        throw FileFailure(
          reason: "it is a pipe or device, expected a file", nextStep: "Name another place.")
      }
    }

    /// Calls `body` with the bytes that follow, piece by piece.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) -> Void) throws(FileFailure) {
      try FileBytes.forEachPiece(of: descriptor, body)
    }

    /// The bytes that follow, or fewer at the file's end.
    ///
    /// - Parameter count: what memory is taken for, so no more than `size`.
    package func next(_ count: Int) throws(FileFailure) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: min(count, size))
      var done = 0
      while done < bytes.count {
        let found = try bytes.withUnsafeMutableBytes { buffer in
          let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
          return Result { () throws(FileFailure) in try FileBytes.read(descriptor, into: rest) }
        }.get()
        if found == 0 { break }
        done += found
      }
      bytes.removeLast(bytes.count - done)
      return bytes
    }
  }
}
