import Foundation
import Testing

/// A message of Protocol Buffers taken apart by its documentation alone, to read what was written.
struct ProtobufReader {
  enum Value {
    case number(UInt64)
    case bytes([UInt8])
    case float(Float)
  }

  /// Every field in the order of the bytes, by its number.
  let fields: [(number: Int, value: Value)]

  init(_ bytes: [UInt8]) throws {
    var (fields, position) = ([(number: Int, value: Value)](), 0)
    func varint() throws -> UInt64 {
      var (result, shift) = (UInt64(0), UInt64(0))
      while true {
        try #require(position < bytes.count && shift < 64, "a varint has no end")
        let byte = bytes[position]
        position += 1
        result |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return result }
        shift += 7
      }
    }
    while position < bytes.count {
      let tag = try varint()
      let value: Value
      switch tag & 7 {
      case 0: value = .number(try varint())
      case 2:
        let count = Int(try varint())
        try #require(position + count <= bytes.count, "a field is longer than its message")
        value = .bytes(Array(bytes[position..<position + count]))
        position += count
      default:
        try #require(tag & 7 == 5, "a wire type that ONNX' messages do not use")
        value = .float(Float(bitPattern: Self.word(bytes[position..<position + 4])))
        position += 4
      }
      fields.append((Int(tag >> 3), value))
    }
    self.fields = fields
  }

  /// 32 bits, the lowest byte first.
  static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  func numbers(_ number: Int) -> [Int] {
    fields.compactMap { field in
      guard field.number == number, case .number(let value) = field.value else { return nil }
      return Int(Int64(bitPattern: value))
    }
  }

  func bytes(_ number: Int) -> [[UInt8]] {
    fields.compactMap { field in
      guard field.number == number, case .bytes(let value) = field.value else { return nil }
      return value
    }
  }

  func floats(_ number: Int) -> [Float] {
    fields.compactMap { field in
      guard field.number == number, case .float(let value) = field.value else { return nil }
      return value
    }
  }

  func texts(_ number: Int) -> [String] {
    bytes(number).map { String(decoding: $0, as: UTF8.self) }
  }

  func text(_ number: Int) throws -> String {
    let all = texts(number)
    try #require(all.count == 1, "field \(number) stands \(all.count) times")
    return all[0]
  }

  func messages(_ number: Int) throws -> [ProtobufReader] {
    try bytes(number).map { try ProtobufReader($0) }
  }

  func message(_ number: Int) throws -> ProtobufReader {
    let all = try messages(number)
    try #require(all.count == 1, "field \(number) stands \(all.count) times")
    return all[0]
  }
}
