import Corpora
import Foundation
import Networks

/// Named arrays with text metadata in the safetensors format, which Python's `safetensors` reads.
///
/// The file is an unsigned 64-bit little-endian header length, a JSON header that maps each name to
/// `dtype`, `shape` and byte offsets (and `__metadata__` to strings), and the arrays as `F32`.
/// - Source: https://github.com/huggingface/safetensors, "Format".
public struct SafeTensors: Sendable {
  /// The arrays, in file order.
  public let arrays: [NamedArray]
  /// Free text by key.
  public let metadata: [String: String]

  /// Holds arrays and metadata.
  public init(arrays: [NamedArray], metadata: [String: String]) {
    self.arrays = arrays
    self.metadata = metadata
  }

  private struct Entry: Codable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  /// What a name of the header stands for.
  private enum HeaderValue: Codable {
    case array(Entry)
    case metadata([String: String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let entry = try? container.decode(Entry.self) {
        self = .array(entry)
      } else {
        self = .metadata(try container.decode([String: String].self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .array(let entry): try container.encode(entry)
      case .metadata(let texts): try container.encode(texts)
      }
    }
  }

  /// The largest header that is believed, in bytes.
  private static let headerLimit = 16 << 20

  /// The bytes of the file. Names are written in ascending order, so equal contents give equal
  /// bytes.
  public func encoded() throws(TrainingError) -> Data {
    var header: [String: HeaderValue] = ["__metadata__": .metadata(metadata)]
    var offset = 0
    let ordered = arrays.sorted { $0.name < $1.name }
    for array in ordered {
      let end = offset + array.values.count * 4
      header[array.name] = .array(
        Entry(dtype: "F32", shape: array.shape, data_offsets: [offset, end]))
      offset = end
    }
    var json = Data(try jsonText(header).utf8)
    while json.count % 8 != 0 { json.append(0x20) }
    var data = Data(capacity: 8 + json.count + offset)
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(json)
    for array in ordered {
      array.values.withUnsafeBytes { data.append(contentsOf: $0) }
    }
    return data
  }

  /// Reads a file written by `encoded()` or by another program, as long as its arrays are `F32`.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - path: where they came from, for messages.
  /// - Throws: `TrainingError.foreignFile` for anything truncated, lying or of another type.
  public init(bytes: [UInt8], path: String) throws(TrainingError) {
    func foreign(_ reason: String) -> TrainingError { .foreignFile(path: path, reason: reason) }
    guard bytes.count >= 8 else { throw foreign("\(bytes.count) bytes, shorter than any header") }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.headerLimit), 8 + Int(length) <= bytes.count else {
      throw foreign("the header claims \(length) bytes and the file has \(bytes.count)")
    }
    let json = Data(bytes[8..<8 + Int(length)])
    guard let header = try? JSONDecoder().decode([String: HeaderValue].self, from: json) else {
      throw foreign("the header is no JSON object of arrays")
    }
    let body = bytes[(8 + Int(length))...]
    var arrays: [NamedArray] = []
    var metadata: [String: String] = [:]
    for (name, value) in header {
      switch value {
      case .array(let entry):
        arrays.append(try Self.array(named: name, entry: entry, body: body, path: path))
      case .metadata(let texts) where name == "__metadata__":
        metadata = texts
      case .metadata:
        throw foreign("the entry of \(name) is not of the format")
      }
    }
    self.arrays = arrays.sorted { $0.name < $1.name }
    self.metadata = metadata
  }

  private static func array(
    named name: String, entry: Entry, body: ArraySlice<UInt8>, path: String
  ) throws(TrainingError) -> NamedArray {
    guard entry.data_offsets.count == 2 else {
      throw .foreignFile(path: path, reason: "the entry of \(name) is not of the format")
    }
    let (start, end) = (entry.data_offsets[0], entry.data_offsets[1])
    let count = entry.shape.reduce(into: Optional(1)) { product, side in
      let next = product?.multipliedReportingOverflow(by: side)
      product = side < 0 || next?.overflow != false ? nil : next?.partialValue
    }
    guard entry.dtype == "F32", let count, start >= 0, end <= body.count, start <= end,
      (end - start) / 4 == count, (end - start) % 4 == 0
    else {
      throw .foreignFile(
        path: path,
        reason: "\(name) is \(entry.dtype) \(entry.shape) at bytes \(start)..<\(end) of "
          + "\(body.count), which does not fit together")
    }
    var values = [Float](repeating: 0, count: count)
    values.withUnsafeMutableBytes { $0.copyBytes(from: body.dropFirst(start).prefix(end - start)) }
    do throws(NetworkError) {
      return try NamedArray(name: name, shape: entry.shape, values: values)
    } catch {
      throw .foreignFile(path: path, reason: error.description)
    }
  }

  /// Writes the file whole or not at all.
  public func write(to path: String) throws(TrainingError) {
    try encoded().writeWhole(to: path)
  }

  /// Reads a file.
  public init(path: String) throws(TrainingError) {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try FileBytes.read(path: path)
    } catch {
      throw .file(path: path, reason: "cannot be read: \(error.reason)")
    }
    try self.init(bytes: bytes, path: path)
  }
}
