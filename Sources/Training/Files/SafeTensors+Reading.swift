import Corpora
import Foundation
import Networks

extension SafeTensors {
  /// Whether a file that begins with these bytes is meant as one: a length that a header may have,
  /// and the brace that opens it. Nine bytes are enough.
  package static func isBegun(by bytes: some Collection<UInt8>) -> Bool {
    Header.length(bytes) <= UInt64(Header.limit)
      && bytes.dropFirst(Header.lengthBytes).first == UInt8(ascii: "{")
  }

  /// Reads a file written by `encoded()` or by another program, as long as its arrays are `F32`;
  /// a count without axes may be `I64`, as PyTorch writes it, and is read as the nearest `Float`.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - path: where they came from, for messages.
  /// - Throws: `TrainingError.foreignFile` for anything truncated, lying or of another type.
  public init(bytes: [UInt8], path: String) throws(TrainingError) {
    var rest = bytes[...]
    try self.init(size: bytes.count, path: path) { (count) throws(TrainingError) in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }

  /// Reads a file. What its first bytes and its header claim is held to its size before the rest is
  /// read.
  ///
  /// - Throws: `TrainingError.foreignFile` as from bytes; `.file` where it cannot be read, also for
  ///   a pipe, which is not waited for, and a device.
  public init(path: String) throws(TrainingError) {
    func unreadable(_ failure: FileFailure) -> TrainingError {
      .file(path: path, reason: "cannot be read: \(failure.reason)")
    }
    let file: FileBytes.Regular
    do throws(FileFailure) {
      file = try FileBytes.Regular(path: path)
    } catch {
      throw unreadable(error)
    }
    try self.init(size: file.size, path: path) { (count) throws(TrainingError) in
      do throws(FileFailure) {
        return try file.next(count)
      } catch {
        throw unreadable(error)
      }
    }
  }

  /// Reads a file of a size from its start on.
  ///
  /// - Parameter next: gives that many of the bytes that follow, or fewer at the end.
  private init(
    size: Int, path: String, next: (Int) throws(TrainingError) -> [UInt8]
  ) throws(TrainingError) {
    func foreign(_ reason: String) -> TrainingError { .foreignFile(path: path, reason: reason) }
    func read(_ count: Int) throws(TrainingError) -> [UInt8] {
      let bytes = try next(count)
      guard bytes.count == count else { throw foreign("it became shorter while it was read") }
      return bytes
    }
    guard size >= Header.lengthBytes else {
      throw foreign("\(size) bytes, shorter than any header")
    }
    let length = Header.length(try read(Header.lengthBytes))
    let rest = size - Header.lengthBytes
    guard length <= UInt64(rest) else {
      throw foreign("the header claims \(length) bytes and the file has \(size)")
    }
    guard length <= UInt64(Header.limit) else {
      throw foreign("the header claims \(length) bytes, expected at most \(Header.limit)")
    }
    let header = try Header(
      json: read(Int(length)), bodySize: rest - Int(length), path: path)
    var arrays: [NamedArray] = []
    for place in header.places {
      arrays.append(try Self.array(at: place, bytes: read(place.bytes.count), path: path))
    }
    self.init(arrays: arrays.sorted { $0.name < $1.name }, metadata: header.metadata)
  }

  private static func array(
    at place: Header.Place, bytes: [UInt8], path: String
  ) throws(TrainingError) -> NamedArray {
    var values = [Float](repeating: 0, count: bytes.count / place.type.bytes)
    switch place.type {
    case .real: values.withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
    case .count:
      let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      values = [Float(Int64(bitPattern: bits))]
    }
    do throws(NetworkError) {
      return try NamedArray(name: place.name, shape: place.shape, values: values)
    } catch {
      throw .foreignFile(path: path, reason: error.description)
    }
  }
}
