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
}
