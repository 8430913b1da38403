import Foundation
import Interchange
import Testing

/// The examples of https://protobuf.dev/programming-guides/encoding.
@Suite("Protocol Buffers are encoded as their documentation shows")
struct ProtobufMessageTests {
  @Test("an integer, a text, and a message within a message")
  func documentedExamples() {
    var integer = ProtobufMessage()
    integer.add(1, 150)
    #expect([UInt8](integer.bytes) == [0x08, 0x96, 0x01])
    var text = ProtobufMessage()
    text.add(2, "testing")
    #expect([UInt8](text.bytes) == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
    var outer = ProtobufMessage()
    outer.add(3, integer)
    #expect([UInt8](outer.bytes) == [0x1A, 0x03, 0x08, 0x96, 0x01])
    var negative = ProtobufMessage()
    negative.add(1, -2)
    #expect(
      [UInt8](negative.bytes)
        == [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
  }

  @Test("zero, one byte's last number, a field of two tag bytes, and a float")
  func edges() {
    var message = ProtobufMessage()
    message.add(1, 0)
    message.add(1, 127)
    message.add(1, 128)
    message.add(20, 1)
    message.add(2, Float(1))
    #expect(
      [UInt8](message.bytes)
        == [0x08, 0x00, 0x08, 0x7F, 0x08, 0x80, 0x01, 0xA0, 0x01, 0x01, 0x15, 0, 0, 0x80, 0x3F])
  }
}

@Suite("What is encoded is read back")
struct ProtobufRoundTripTests {
  @Test("Every number at the edge of a byte of a varint, of either sign, is as long as it must be")
  func numbers() throws {
    for bits in 0..<63 {
      for number in [1 << bits, (1 << bits) - 1, -(1 << bits)] {
        var message = ProtobufMessage()
        message.add(3, number)
        let used = 64 - UInt64(bitPattern: Int64(number)).leadingZeroBitCount
        #expect(message.bytes.count == 1 + max(1, (used + 6) / 7), "\(number)")
        #expect(try ProtobufReader([UInt8](message.bytes)).numbers(3) == [number])
      }
    }
  }

  @Test("Fields keep their order, lengths beyond a byte hold, and no bytes at all are a field too")
  func fields() throws {
    var message = ProtobufMessage()
    message.add(1, "")
    message.add(2, Data(repeating: 7, count: 300))
    message.add(1, "zwölf")
    message.add(4, Float(-0.5))
    message.add(5, ProtobufMessage())
    let read = try ProtobufReader([UInt8](message.bytes))
    #expect(read.fields.map(\.number) == [1, 2, 1, 4, 5])
    #expect(read.texts(1) == ["", "zwölf"] && read.floats(4) == [-0.5])
    #expect(read.bytes(2) == [[UInt8](repeating: 7, count: 300)] && read.bytes(5) == [[]])
  }
}
