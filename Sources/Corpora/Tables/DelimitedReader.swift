/// Takes the bytes of a delimited text apart, record by record, by RFC 4180.
struct DelimitedReader {
  /// What breaks the rules, and on which line.
  struct Fault: Error {
    let line: Int
    let found: String
    let expected: String
  }

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var position: Int
  private var line = 1
  /// Where the record that was read last begins.
  private var start = (position: 0, line: 1)

  init(bytes: [UInt8], delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next record that is not an empty line, or `nil` at the end.
  mutating func next() throws(Fault) -> DelimitedTable.Row? {
    while position < bytes.count {
      start = (position, line)
      var fields: [String] = []
      var endsRecord = false
      while !endsRecord {
        fields.append(try field())
        endsRecord = takeSeparator()
      }
      if fields.count > 1 || !fields[0].isEmpty {
        return DelimitedTable.Row(line: start.line, fields: fields)
      }
    }
    return nil
  }

  /// Goes on behind the line that the record which breaks the rules begins on: a quote that is open
  /// by mistake would take the lines behind it along.
  mutating func leaveOut(_ fault: Fault) -> DelimitedTable.BrokenLine {
    let rest = bytes[start.position...]
    let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let text = String(decoding: rest[..<end], as: UTF8.self)
    (position, line) = (min(end + 1, bytes.count), start.line + 1)
    return DelimitedTable.BrokenLine(
      line: start.line, start: String(text.prefix(40)), reason: "a row with \(fault.found)",
      expected: fault.expected)
  }

  /// Takes the delimiter, or the end of a line or of the text; true where the record ends.
  private mutating func takeSeparator() -> Bool {
    guard position < bytes.count else { return true }
    if bytes[position] == delimiter {
      position += 1
      return false
    }
    if bytes[position] == UInt8(ascii: "\r") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    line += 1
    return true
  }

  private mutating func field() throws(Fault) -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < bytes.count, !endsField(at: position) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    return try quotedField()
  }

  private mutating func quotedField() throws(Fault) -> String {
    let openedOn = line
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        content.append(byte)
        continue
      }
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        content.append(byte)
        position += 1
      } else if position == bytes.count || endsField(at: position) {
        return String(decoding: content, as: UTF8.self)
      } else {
        throw Fault(
          line: line, found: "text after a closing quote",
          expected: "a delimiter or the end of the line there, and quotes inside a field doubled")
      }
    }
    throw Fault(
      line: openedOn, found: "a quote that is never closed",
      expected: "a closing quote before the end of the file")
  }

  /// Whether a delimiter or a line's end stands at a position; a CR counts before an LF or the end.
  private func endsField(at index: Int) -> Bool {
    let byte = bytes[index]
    if byte == UInt8(ascii: "\r") {
      return index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "\n")
    }
    return byte == delimiter || byte == UInt8(ascii: "\n")
  }
}
