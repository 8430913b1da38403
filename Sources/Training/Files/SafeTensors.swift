import Foundation
import Networks

/// Named arrays with text metadata in the safetensors format, which Python's `safetensors` reads.
///
/// The file is an unsigned 64-bit little-endian header length, a JSON header that maps each name to
/// `dtype`, `shape` and byte offsets (and `__metadata__` to strings), and the arrays as `F32`, one
/// behind the other without a hole.
/// - Source: https://github.com/huggingface/safetensors, "Format".
public struct SafeTensors: Sendable {
  /// The arrays, in file order.
  public let arrays: [NamedArray]
  /// Free text by key.
  public let metadata: [String: String]

  /// Holds arrays, for example a network's `state`, and metadata.
  public init(arrays: [NamedArray], metadata: [String: String] = [:]) {
    self.arrays = arrays
    self.metadata = metadata
  }

  /// The bytes of the file. Names are written in ascending order, so equal contents give equal
  /// bytes.
  ///
  /// - Throws: `TrainingError.unwritable` for a name that stands twice and for `__metadata__`,
  ///   which the format keeps for itself: of two arrays of one name a file tells one.
  public func encoded() throws(TrainingError) -> Data {
    let ordered = arrays.sorted { $0.name < $1.name }
    let header = try Header.text(
      ordered.map { ($0.name, $0.shape, $0.values.count) }, metadata: metadata)
    var json = Data(header.utf8)
    while json.count % 8 != 0 { json.append(0x20) }
    let size = ordered.reduce(Header.lengthBytes + json.count) { $0 + $1.values.count * 4 }
    var data = Data(capacity: size)
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(json)
    for array in ordered {
      array.values.withUnsafeBytes { data.append(contentsOf: $0) }
    }
    return data
  }

  /// Writes the file whole or not at all.
  ///
  /// - Throws: as `encoded()`, and `TrainingError.file` where it cannot be written.
  public func write(to path: String) throws(TrainingError) {
    try encoded().writeWhole(to: path)
  }
}
