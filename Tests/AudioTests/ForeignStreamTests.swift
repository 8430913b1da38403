import Audio
import Testing

@Suite("A stream that is no samples")
struct ForeignStreamTests {
  /// Headers of MP3, and the bytes from each to the next, by the tables of the standard.
  static let frames: [(header: [UInt8], length: Int)] = [
    ([0xFF, 0xFB, 0x90, 0x64], 417), ([0xFF, 0xFB, 0x92, 0x44], 418),
    ([0xFF, 0xFA, 0xE8, 0x00], 1_440), ([0xFF, 0xFB, 0x14, 0xC4], 96),
    ([0xFF, 0xF3, 0x88, 0xC4], 288), ([0xFF, 0xF3, 0x84, 0xC4], 192),
    ([0xFF, 0xE3, 0x18, 0xC4], 72), ([0xFF, 0xE3, 0xE0, 0xC4], 1_044),
  ]

  private static func mp3(_ frame: (header: [UInt8], length: Int), count: Int) -> [UInt8] {
    let body = [UInt8](repeating: 0x55, count: frame.length - frame.header.count)
    return Array(repeatElement(frame.header + body, count: count).joined())
  }

  /// All samples of a stream, to its end.
  private static func samples(_ bytes: [UInt8], pieces: Int = 4096) throws -> [Float] {
    var stream = PCMStream(
      format: try StreamFormat(sampleRate: 16_000, channels: 1, source: "test"), source: "test")
    var heard: [Float] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      heard += try stream.append(Array(bytes[start..<min(start + pieces, bytes.count)]))
    }
    return try heard + stream.finish()
  }

  @Test("is refused as MP3 by three headers in a row, whatever the pieces", arguments: 0..<8)
  func isRefusedAsMP3(index: Int) throws {
    let file = Self.mp3(Self.frames[index], count: 3)
    for pieces in [1, 100, 4096] {
      #expect(throws: AudioError.streamContainer(source: "test", found: "an MP3 file")) {
        try Self.samples(file, pieces: pieces)
      }
    }
  }

  @Test("is samples where the third header is missing, moved, or of another kind", arguments: 0..<8)
  func isSamplesWithoutThreeHeaders(index: Int) throws {
    let frame = Self.frames[index]
    let file = Self.mp3(frame, count: 3)
    let third = 2 * frame.length
    var gone = file
    gone[third] = 0xFE
    var otherLayer = file
    otherLayer[third + 1] ^= 0x06
    var otherRate = file
    otherRate[third + 2] ^= 0x04
    let late = Array(file[..<third]) + [0] + Array(file[third...])
    for bytes in [gone, otherLayer, otherRate, late, Self.mp3(frame, count: 2)] {
      #expect(try Self.samples(bytes, pieces: 7).count == bytes.count / 2)
    }
  }

  @Test("is samples where these begin with the bytes of a header")
  func isSamplesByChance() throws {
    var state: UInt64 = 42
    for first in [0xFBFF, 0xF3FF, 0xE3FF, 0xFAFF, 0xFFFF, 0xFEFF] {
      for level in [3, 100, 3_000, 30_000] {
        let bytes = (0..<2_000).flatMap { place -> [UInt8] in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let bits = place == 0 ? first : Int(state >> 33) % (2 * level) - level
          return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
        }
        #expect(try Self.samples(bytes).count == 2_000)
      }
    }
  }

  @Test(
    "is refused as text, or as an HTML page however short",
    arguments: [
      ("hello\n", "text"), ("{\"error\": \"not found\"}\r\n", "text"), ("time\tvalue\n", "text"),
      ("<!DOCTYPE html>", "an HTML page"), ("<!doctype html>", "an HTML page"),
      ("<html lang=\"en\">", "an HTML page"), ("<HTML>", "an HTML page"),
    ])
  func isRefusedAsText(words: String, found: String) {
    let long = Array(repeatElement(Array(words.utf8), count: 60).joined())
    for pieces in [1, 4096] {
      #expect(throws: AudioError.streamText(source: "test", found: found)) {
        try Self.samples(found == "text" ? long : Array(words.utf8), pieces: pieces)
      }
    }
  }

  @Test(
    "is refused as text that ends early, or has letters of any language",
    arguments: [
      "{\"error\":\"not found\"}", "502 Bad Gateway\n", "não há nada aqui", "нет\n", "没有找到",
    ])
  func isRefusedAsAnyText(words: String) {
    let bytes = Array(words.utf8)
    let cases = [1, 12, 60].map { Array(repeatElement(bytes, count: $0).joined()) }
    // Where the first 256 bytes end within a letter, too.
    let moved = (1...3).map { [UInt8](repeating: 0x61, count: $0) + cases[2] }
    for text in cases + moved {
      for pieces in [1, 256, 4096] {
        #expect(throws: AudioError.streamText(source: "test", found: "text")) {
          try Self.samples(text, pieces: pieces)
        }
      }
    }
  }

  @Test("is samples where few of their bytes are printable, or all are and say nothing")
  func isSamplesThatLookLikeText() throws {
    let words = Array(String(repeating: "hello, ", count: 60).utf8)
    var broken = words
    broken[255] = 0xC3
    let square = (0..<400).map { UInt8($0 / 100 % 2 == 0 ? 0x41 : 0x42) }
    var latin = Array(words.prefix(200))
    latin[100] = 0xE3
    for bytes in [broken, square, [UInt8](repeating: 0x20, count: 600), latin] {
      #expect(try Self.samples(bytes, pieces: 9).count == bytes.count / 2)
    }
  }

  @Test("is heard where it ends before it is known that it is no file of another format")
  func isHeardWhereItEndsEarly() throws {
    #expect(try Self.samples(Array("Og".utf8)) == [Float(0x674F) / 32_768])
    #expect(throws: AudioError.undecodable(source: "test", reason: "less than one sample")) {
      try Self.samples([0x4F])
    }
  }

  /// How files of other formats begin: text, then bytes, and how much of both is looked at.
  private static let beginnings: [(text: String, rest: [UInt8], count: Int, found: String)] = [
    ("#!AMR", [0x0A], 5, "an AMR file"), ("#!AMR-WB", [0x0A], 5, "an AMR file"),
    ("NIST_1A", [0x0A], 7, "a NIST (SPHERE) file"),
    ("Creative Voice File", [0x1A], 19, "a VOC file"),
    ("MATLAB 5.0 MAT-file", [], 10, "a MATLAB file"),
    (" paf", [0, 0, 0, 0], 8, "a PAF file"), ("fap ", [0, 0, 0, 0], 8, "a PAF file"),
    ("PK", [0x03, 0x04], 4, "a ZIP file (unpack it first)"),
    ("0&", [0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], 8, "a WMA or ASF file"),
    ("", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 8, "a PNG picture"),
    ("", [0x1F, 0x8B, 0x08, 0x00], 4, "a gzip file (unpack it first)"),
    ("", [0x1F, 0x8B, 0x08, 0x08], 4, "a gzip file (unpack it first)"),
  ]

  @Test(
    "is refused as a file of another format by its first bytes, whatever the pieces",
    arguments: 0..<12)
  func isRefusedByFirstBytes(index: Int) throws {
    let beginning = Self.beginnings[index]
    let body = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    let file = beginning.text.utf8 + beginning.rest + body
    for pieces in [1, 4096] {
      #expect(throws: AudioError.streamContainer(source: "test", found: beginning.found)) {
        try Self.samples(file, pieces: pieces)
      }
    }
    // Samples may begin with all of it but a bit.
    var other = file
    other[beginning.count - 1] ^= 0x80
    #expect(try Self.samples(other, pieces: 7).count == other.count / 2)
  }

  /// Frames of AAC: 16 kHz, one channel, with a checksum or without.
  private static func aac(_ lengths: [Int], second: UInt8 = 0xF1) -> [UInt8] {
    lengths.flatMap { length -> [UInt8] in
      [
        0xFF, second, 0x60, 0x40 | UInt8(length >> 11), UInt8(length >> 3 & 0xFF),
        UInt8(length << 5 & 0xE0) | 0x1F, 0xFC,
      ] + [UInt8](repeating: 0x55, count: length - 7)
    }
  }

  @Test("is refused as AAC by three headers in a row", arguments: [0xF0, 0xF1, 0xF8, 0xF9])
  func isRefusedAsAAC(second: Int) throws {
    let file = Self.aac([201, 317, 7, 100], second: UInt8(second))
    for pieces in [1, 4096] {
      #expect(throws: AudioError.streamContainer(source: "test", found: "an AAC file")) {
        try Self.samples(file, pieces: pieces)
      }
    }
    var (layer, rate, moved) = (file, file, file)
    layer[201 + 1] |= 0x02
    rate[201 + 317 + 2] ^= 0x04
    moved.insert(0, at: 201)
    for bytes in [layer, rate, moved, Self.aac([201, 317], second: UInt8(second))] {
      #expect(try Self.samples(bytes, pieces: 7).count == bytes.count / 2)
    }
  }
}
