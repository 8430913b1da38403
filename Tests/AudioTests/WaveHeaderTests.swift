import Audio
import TestSupport
import Testing

@Suite("The header of a WAV stream")
struct WaveHeaderTests {
  private static func chunk(_ name: String, _ body: [UInt8], size: Int? = nil) -> [UInt8] {
    Array(name.utf8) + little(size ?? body.count) + body
  }

  /// The 16 bytes of a format of 16-bit PCM, and more where they are asked for.
  private static func format(
    tag: Int = 1, rate: Int = 8_000, channels: Int = 1, bits: Int = 16, extra: [UInt8] = []
  ) -> [UInt8] {
    chunk(
      "fmt ",
      little(tag, 2) + little(channels, 2) + little(rate) + little(rate * channels * 2)
        + little(channels * 2, 2) + little(bits, 2) + extra)
  }

  private static let riff = Array("RIFF____WAVE".utf8)
  private static let data = chunk("data", [0, 0x40, 0, 0xC0])

  private static func stream(_ bytes: [UInt8], pieces: Int = .max) throws -> (PCMStream, [Float]) {
    var stream = PCMStream(
      format: try StreamFormat(sampleRate: 16_000, channels: 1, source: "test"), source: "test")
    var heard: [Float] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      heard += try stream.append(Array(rest.prefix(pieces)))
      rest = rest.dropFirst(pieces)
    }
    return (stream, heard)
  }

  @Test("holds a format of 16, 18 or 40 bytes, and 40 may name another encoding")
  func lengthsOfFormats() throws {
    let samples: [Float] = [0.5, -0.5]
    let zeros = [UInt8](repeating: 0, count: 24)
    for extra in [[], [0, 0], zeros] as [[UInt8]] {
      for pieces in [1, 5, .max] {
        let bytes = Self.riff + Self.format(rate: 22_050, extra: extra) + Self.data
        let (stream, heard) = try Self.stream(bytes, pieces: pieces)
        #expect(heard == samples && stream.format.sampleRate == 22_050)
      }
    }
    // An extensible format names its encoding 24 bytes on.
    let extension3 = little(22, 2) + little(16, 2) + little(4) + little(3, 2)
    let float = Self.format(
      tag: 0xFFFE, extra: extension3 + [UInt8](repeating: 0, count: 14))
    #expect(throws: AudioError.streamEncoding(source: "test", format: 3, bits: 16)) {
      try Self.stream(Self.riff + float + Self.data)
    }
    // One without the room for it is of no known encoding.
    #expect(throws: AudioError.streamEncoding(source: "test", format: 0xFFFE, bits: 16)) {
      try Self.stream(Self.riff + Self.format(tag: 0xFFFE, extra: [0, 0]) + Self.data)
    }
  }

  @Test("has an unknown length from 0x7FFF0000 on, and at 0; below, each byte is counted")
  func unknownLengths() throws {
    for (size, missing) in [
      (0, 0), (4, 0), (6, 2), (0x7FFE_FFFF, 0x7FFE_FFFF - 4), (0x7FFF_0000, 0),
      (0x8000_0000, 0), (0xFFFF_FFFF, 0),
    ] {
      let bytes =
        Self.riff + Self.format() + Self.chunk("data", [0, 0x40, 0, 0xC0], size: size)
      let (stream, heard) = try Self.stream(bytes)
      #expect(heard == [0.5, -0.5] && stream.bytesMissing == missing, "\(size)")
    }
  }

  @Test("must reach its samples within 16 MiB")
  func longest() throws {
    // The twelve bytes of the file, eight of the chunk's own, and 24 of the format.
    let room = (1 << 24) - 12 - 8 - 24
    let full = Self.chunk("junk", [UInt8](repeating: 0, count: room))
    let (_, heard) = try Self.stream(Self.riff + full + Self.format() + Self.data, pieces: 65_536)
    #expect(heard == [0.5, -0.5])
    let error = AudioError.undecodable(
      source: "test", reason: "no samples within the first 16777216 bytes of a WAV stream")
    let longer = Self.chunk("junk", [UInt8](repeating: 0, count: room + 2))
    #expect(throws: error) { try Self.stream(Self.riff + longer + Self.format() + Self.data) }
    #expect(throws: error, "known before the bytes have come") {
      try Self.stream(Self.riff + Self.chunk("junk", [], size: 0xFFFF_FFF0))
    }
  }

  @Test("is refused where no format, or too short a one, stands before the samples")
  func missingFormat() {
    let error = AudioError.undecodable(
      source: "test", reason: "a WAV stream whose samples have no format")
    for start in [[], Self.chunk("fmt ", [1, 0, 1, 0]), Self.chunk("junk", [1, 2])] {
      #expect(throws: error) { try Self.stream(Self.riff + start + Self.data) }
    }
    #expect(throws: error, "a format behind the samples comes too late") {
      try Self.stream(Self.riff + Self.data + Self.format())
    }
  }

  @Test("is held to the rates and channels that hold for files")
  func limits() throws {
    let allowed = AudioLimits.standard.sampleRates
    for (rate, channels) in [(1_000, 1), (768_000, 1), (8_000, 32)] {
      let (stream, _) = try Self.stream(
        Self.riff + Self.format(rate: rate, channels: channels) + Self.data)
      #expect(stream.format.sampleRate == rate && stream.format.channels == channels)
    }
    for rate in [0, 999, 768_001] {
      let error = AudioError.sampleRateOutOfRange(source: "test", hertz: rate, allowed: allowed)
      #expect(throws: error) { try Self.stream(Self.riff + Self.format(rate: rate) + Self.data) }
      #expect(throws: error) { try StreamFormat(sampleRate: rate, channels: 1, source: "test") }
    }
    for channels in [0, 33] {
      let error = AudioError.tooManyChannels(source: "test", channels: channels, limit: 32)
      #expect(throws: error) {
        try Self.stream(Self.riff + Self.format(channels: channels) + Self.data)
      }
      #expect(throws: error) {
        try StreamFormat(sampleRate: 8_000, channels: channels, source: "test")
      }
    }
  }

  @Test("is told from a file of Matroska, and samples that begin nearly like it are heard")
  func matroska() throws {
    let mark: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3]
    for pieces in [1, 3, .max] {
      #expect(
        throws: AudioError.streamContainer(source: "test", found: "a WebM or Matroska file")
      ) { try Self.stream(mark + Self.data, pieces: pieces) }
      let near = Array(mark.dropLast()) + [0xA2] + Self.data
      #expect(try Self.stream(near, pieces: pieces).1.count == near.count / 2)
    }
  }

  @Test("is read once however many chunks it has and pieces it comes in")
  func manyPieces() throws {
    // As long as a header may be; to look at all of it for each piece took twenty seconds.
    let empty = [[UInt8]](repeating: Self.chunk("JUNK", []), count: 15 << 17).flatMap { $0 }
    let bytes = Self.riff + Self.format() + empty + Self.data
    let start = ContinuousClock.now
    #expect(try Self.stream(bytes, pieces: 4096).1 == [0.5, -0.5])
    let time = ContinuousClock.now - start
    #expect(time < .seconds(5), "\(time)")
  }
}
