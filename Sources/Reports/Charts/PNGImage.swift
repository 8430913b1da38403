import Foundation

/// A small picture of shades as PNG text for inline use: one byte a pixel into a palette, stored
/// without compression, so that no library is needed for a few kilobytes.
///
/// - Source: PNG (ISO/IEC 15948), zlib (RFC 1950), deflate's stored blocks (RFC 1951, 3.2.4).
struct PNGImage {
  /// Columns.
  let width: Int
  /// Rows.
  let height: Int
  /// Palette indices, row-major, top row first, shape `[height, width]`.
  let pixels: [UInt8]

  /// The file as the text of a `data:` address.
  var address: String { "data:image/png;base64," + Data(bytes).base64EncodedString() }

  /// The file.
  var bytes: [UInt8] {
    let header = Self.word(width) + Self.word(height) + [8, 3, 0, 0, 0]
    let rows = (0..<height).flatMap { row -> [UInt8] in
      [0] + pixels[(row * width)..<((row + 1) * width)]
    }
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let chunks = [
      Self.chunk("IHDR", header), Self.chunk("PLTE", Self.palette),
      Self.chunk("IDAT", Self.stored(rows)), Self.chunk("IEND", []),
    ]
    return signature + chunks.joined()
  }

  /// From dark violet over red to light yellow, rising evenly in lightness, so that it reads in
  /// grey and with any colour vision; 256 colours of 3 bytes, between nine of matplotlib's `magma`.
  static let palette: [UInt8] = {
    let anchors: [[Double]] = [
      [0, 0, 4], [29, 17, 71], [81, 18, 124], [131, 38, 129], [183, 55, 121], [230, 81, 100],
      [252, 137, 97], [254, 196, 136], [252, 253, 191],
    ]
    return (0..<256).flatMap { index -> [UInt8] in
      let position = Double(index) / 255 * Double(anchors.count - 1)
      let below = min(Int(position), anchors.count - 2)
      let share = position - Double(below)
      return (0..<3).map { part in
        UInt8((anchors[below][part] * (1 - share) + anchors[below + 1][part] * share).rounded())
      }
    }
  }()

  private static func word(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + data
    return word(data.count) + named + word(Int(checksum(named)))
  }

  /// A zlib stream of stored blocks.
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    let most = 65_535
    for start in stride(from: 0, to: data.count, by: most) {
      let piece = data[start..<min(start + most, data.count)]
      let (low, high) = (UInt8(piece.count & 255), UInt8(piece.count >> 8))
      result += [start + most >= data.count ? 1 : 0, low, high, ~low, ~high]
      result += piece
    }
    var (sum, sums) = (1, 0)
    for byte in data {
      sum = (sum + Int(byte)) % 65_521
      sums = (sums + sum) % 65_521
    }
    return result + word(sums << 16 | sum)
  }

  /// CRC-32.
  private static func checksum(_ data: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in data {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
    return ~value
  }
}
