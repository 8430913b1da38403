/// One page of an Ogg stream that is whole: its bytes are all there and fit its checksum.
///
/// - Source: RFC 3533, section 6.
struct OggPage {
  /// Which of the streams in the file it belongs to.
  let serial: Int
  /// Its place among the pages of that stream.
  let number: Int
  /// Whether samples end on it, or none does: headers stand at position 0.
  let isAudio: Bool
  /// Whether it is the first page of its stream.
  let isFirst: Bool
  /// Whether it is the last page of its stream.
  let isLast: Bool
  /// Bytes from its beginning to that of the next page.
  let length: Int

  /// Reads the page at `place`; `nil` where there is no whole one.
  init?(_ bytes: AudioBytes, at place: Int) {
    guard let length = Self.length(in: bytes, at: place) else { return nil }
    var page = bytes.read(at: place, length)
    guard page.count == length else { return nil }
    let stated = page[22..<26].integer(bigEndian: false)
    page.replaceSubrange(22..<26, with: repeatElement(0, count: 4))
    guard Int(Self.checksum(page)) == stated else { return nil }
    serial = page[14..<18].integer(bigEndian: false)
    number = page[18..<22].integer(bigEndian: false)
    isAudio = page[6..<14].contains { $0 != 0 }
    isFirst = page[5] & 2 != 0
    isLast = page[5] & 4 != 0
    self.length = length
  }

  /// The bytes of the page that begins at `place` by its header, whether or not all are there;
  /// `nil` where no header is.
  static func length(in bytes: AudioBytes, at place: Int) -> Int? {
    let head = bytes.read(at: place, headerLength + 255)
    guard head.count >= headerLength, head.starts(with: mark) else { return nil }
    let segments = Int(head[headerLength - 1])
    guard head.count >= headerLength + segments else { return nil }
    return head[headerLength..<headerLength + segments]
      .reduce(headerLength + segments) { $0 + Int($1) }
  }

  /// How pages begin.
  static let mark = Array("OggS".utf8)
  private static let headerLength = 27

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      bytes.withUnsafeBufferPointer {
        $0.reduce(0) { $0 << 8 ^ table[Int($0 >> 24) ^ Int($1)] }
      }
    }
  }

  /// What each byte adds to the checksum: division by the polynomial 0x04C11DB7.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte) << 24) { rest, _ in
      rest << 1 ^ (rest >> 31 == 1 ? 0x04C1_1DB7 : 0)
    }
  }
}
