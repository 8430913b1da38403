import Foundation

/// A message of Protocol Buffers on its way to bytes: fields in the order in which they are added.
///
/// Only what ONNX's messages need is here: varints, 32-bit floats and length-delimited fields.
/// - Source: https://protobuf.dev/programming-guides/encoding.
package struct ProtobufMessage {
  /// An empty message.
  package init() {}

  /// What was added so far, encoded.
  package private(set) var bytes = Data()

  /// How a field's bytes are to be read, the lower three bits of its tag.
  private enum WireType: UInt64 {
    case varint = 0
    case lengthDelimited = 2
    case fixed32 = 5
  }

  package mutating func add(_ field: UInt64, _ value: Int) {
    addTag(field, .varint)
    // A negative number is written as its 64-bit two's complement.
    addVarint(UInt64(bitPattern: Int64(value)))
  }

  package mutating func add(_ field: UInt64, _ value: Float) {
    addTag(field, .fixed32)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func add(_ field: UInt64, _ value: Data) {
    addTag(field, .lengthDelimited)
    addVarint(UInt64(value.count))
    bytes.append(value)
  }

  package mutating func add(_ field: UInt64, _ value: String) { add(field, Data(value.utf8)) }

  package mutating func add(_ field: UInt64, _ message: ProtobufMessage) {
    add(field, message.bytes)
  }

  private mutating func addTag(_ field: UInt64, _ type: WireType) {
    addVarint(field << 3 | type.rawValue)
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private mutating func addVarint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
