import Audio
import TestSupport
import Testing

@Suite("Audio that arrives in pieces")
struct PCMStreamTests {
  private static let samples: [Int16] = (0..<1000).map { Int16(truncatingIfNeeded: $0 * 7919) }

  private static func bytes(_ samples: [Int16]) -> [UInt8] {
    samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  /// A WAV header up to its samples, as writers into pipes make it.
  private static func header(
    rate: Int = 22_050, channels: Int = 1, tag: Int = 1, bits: Int = 16, size: Int,
    before: [UInt8] = [], extensible: Bool = false
  ) -> [UInt8] {
    let extra =
      extensible ? little(22, 2) + little(bits, 2) + little(0, 4) + little(tag, 2) + .zeros(14) : []
    let format =
      little(extensible ? 0xFFFE : tag, 2) + little(channels, 2) + little(rate, 4)
      + little(rate * channels * 2, 4) + little(channels * 2, 2) + little(bits, 2) + extra
    return Array("RIFF".utf8) + little(size, 4) + Array("WAVE".utf8) + before
      + Array("fmt ".utf8) + little(format.count, 4) + format + Array("data".utf8)
      + little(size, 4)
  }

  private static func decoded(
    _ bytes: [UInt8], pieces: Int, channels: Int = 1
  ) throws -> (samples: [Float], format: StreamFormat) {
    var stream = PCMStream(
      format: try StreamFormat(sampleRate: 16_000, channels: channels, source: "test"),
      source: "test")
    var heard: [Float] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      heard += try stream.append(Array(bytes[start..<min(start + pieces, bytes.count)]))
    }
    return (heard, stream.format)
  }

  @Test("is the same samples whatever the pieces", arguments: [1, 2, 3, 7, 64, 5000])
  func isTheSameWhateverThePieces(pieces: Int) throws {
    let raw = try Self.decoded(Self.bytes(Self.samples), pieces: pieces)
    #expect(raw.samples == Self.samples.map { Float($0) / 32_768 })
    #expect(raw.format.sampleRate == 16_000)
    let wave = Self.header(size: 2000) + Self.bytes(Self.samples)
    let read = try Self.decoded(wave, pieces: pieces)
    #expect(read.samples == raw.samples)
    #expect(read.format.sampleRate == 22_050)
  }

  @Test(
    "takes lengths that a pipe's writer could not know for unknown", arguments: [0, 0xFFFF_FFFF])
  func takesLengthsForUnknown(size: Int) throws {
    let wave = Self.header(size: size) + Self.bytes(Self.samples)
    #expect(try Self.decoded(wave, pieces: 100).samples.count == Self.samples.count)
  }

  @Test(
    "leaves out chunks of texts at its end where the length is unknown, and nothing else",
    arguments: [1, 2, 3, 9, 64, 5000])
  func leavesOutTrailingChunks(pieces: Int) throws {
    func heard(_ samples: [UInt8], size: Int) throws -> [Float] {
      var stream = PCMStream(
        format: try StreamFormat(sampleRate: 16_000, channels: 1, source: "test"), source: "test")
      var heard: [Float] = []
      let bytes = Self.header(size: size) + samples
      for start in stride(from: 0, to: bytes.count, by: pieces) {
        heard += try stream.append(Array(bytes[start..<min(start + pieces, bytes.count)]))
      }
      return try heard + stream.finish()
    }
    let audio = Self.bytes(Self.samples)
    let list = Array("LIST".utf8) + little(5, 4) + [1, 2, 3, 4, 5, 0]
    let cue = Array("cue ".utf8) + little(4, 4) + [9, 9, 9, 9]
    for size in [0, 0xFFFF_FFFF] {
      let known = Self.samples.map { Float($0) / 32_768 }
      for texts in [list, list + cue, cue + list.dropLast()] {
        #expect(try heard(audio + texts, size: size) == known)
        #expect(throws: AudioError.noFrames(source: "test")) { try heard(texts, size: size) }
      }
      // Bytes that only look like chunks: more samples follow, or they end early.
      for samples in [audio + list + audio, audio + cue.dropLast(2), audio + Array("LI".utf8)] {
        #expect(try heard(samples, size: size).count == samples.count / 2)
      }
      let great = Array("LIST".utf8) + little(70_000, 4) + .zeros(70_000)
      #expect(try heard(audio + great, size: size).count == (audio.count + great.count) / 2)
    }
  }

  @Test(
    "is heard as the file of the same bytes, also where samples look like chunks before real ones",
    arguments: [1, 3, 64, 5000])
  func isHeardAsTheFile(pieces: Int) throws {
    let audio = Self.bytes(Self.samples)
    let list = Array("LIST".utf8) + little(5, 4) + [1, 2, 3, 4, 5, 0]
    func like(_ length: Int) -> [UInt8] { Array("LIST".utf8) + little(length, 4) }
    let bodies: [(bytes: [UInt8], heard: Int)] = [
      (audio + like(5_000) + audio + list, 4_008), (audio + like(1_000) + audio + list, 4_008),
      (like(60_000) + audio + list, 2_008), (audio + like(5_000) + like(2_020) + list, 2_016),
      (audio + like(2_000) + audio + list, 2_000),
      (audio + like(5_000) + audio + list.dropLast(2), 4_020),
      (audio + Array("LI".utf8) + list, 2_002), (audio + like(5_000) + audio, 4_008),
    ]
    for size in [0, 0xFFFF_FFFF] {
      for (body, expected) in bodies {
        let bytes = Self.header(size: size) + (size == 0 ? [7, 7] : []) + body
        var stream = PCMStream(
          format: try StreamFormat(sampleRate: 16_000, channels: 1, source: "test"), source: "test")
        var heard: [Float] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
          heard += try stream.append(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        heard += try stream.finish()
        #expect(heard.count == (expected + (size == 0 ? 2 : 0)) / 2)
        #expect(try AudioFile.read(bytes: bytes, name: "test").samples == heard)
      }
    }
  }

  @Test("leaves out chunks before and after the samples")
  func leavesOutOtherChunks() throws {
    let list = Array("LIST".utf8) + little(5, 4) + [1, 2, 3, 4, 5, 0]
    let wave =
      Self.header(size: 2000, before: list) + Self.bytes(Self.samples) + list
    let read = try Self.decoded(wave, pieces: 33)
    #expect(read.samples == Self.samples.map { Float($0) / 32_768 })
  }

  @Test("is the mean of its channels, also by an extensible header")
  func isTheMeanOfItsChannels() throws {
    let stereo = Self.samples.flatMap { [$0, -$0 / 2] }
    let means = Self.samples.map { (Float($0) + Float(-$0 / 2)) / 65_536 }
    let raw = try Self.decoded(Self.bytes(stereo), pieces: 9, channels: 2)
    #expect(raw.samples == means)
    let wave =
      Self.header(channels: 2, size: 4000, extensible: true) + Self.bytes(stereo)
    #expect(try Self.decoded(wave, pieces: 9).samples == means)
  }

  @Test("is refused by name in another encoding than 16-bit PCM")
  func isRefusedInAnotherEncoding() {
    let float = Self.header(tag: 3, bits: 32, size: 400)
    #expect(throws: AudioError.streamEncoding(source: "test", format: 3, bits: 32)) {
      try Self.decoded(float, pieces: 10)
    }
    let deep = Self.header(bits: 24, size: 400)
    #expect(throws: AudioError.streamEncoding(source: "test", format: 1, bits: 24)) {
      try Self.decoded(deep, pieces: 10)
    }
  }

  @Test(
    "is refused by name where it begins a file of another format",
    arguments: [
      ("OggS", "an Ogg file"), ("fLaC", "a FLAC file"), ("ID3", "an MP3 file"),
      (".snd", "an AU file"), ("riff", "a W64 file"),
      ("FORM", "an AIFF file"), ("RF64", "an RF64 file"), ("RIFX", "a RIFX file"),
      ("caff", "a CAF file"), ("RIFF____AVI ", "a RIFF file that is no WAV file"),
    ])
  func isRefusedInAnotherFormat(mark: String, name: String) throws {
    for pieces in [1, 7, 4096] {
      #expect(throws: AudioError.streamContainer(source: "test", found: name)) {
        try Self.decoded(Array(mark.utf8) + Self.bytes(Self.samples), pieces: pieces)
      }
    }
    let mp4 = [0, 0, 0, 32] + Array("ftypM4A ".utf8) + Self.bytes(Self.samples)
    #expect(throws: AudioError.streamContainer(source: "test", found: "an MP4 or M4A file")) {
      try Self.decoded(mp4, pieces: 4096)
    }
    let words = AudioError.streamContainer(source: "test", found: name).description
    #expect(words.contains(name) && words.contains("ffmpeg -i FILE -f wav -"))
    var near = Array(mark.utf8)
    near[0] ^= 1
    #expect(try Self.decoded(near + Self.bytes(Self.samples), pieces: 1).samples.count > 1000)
  }

  @Test("is refused where its header has no end, no format or an impossible one")
  func isRefusedWithABrokenHeader() {
    let endless =
      Array("RIFF____WAVEjunk".utf8) + little(0x7FFF_FFFF, 4) + .zeros(200_000)
    #expect(throws: AudioError.self) { try Self.decoded(endless, pieces: 4096) }
    let formless = Array("RIFF____WAVEdata".utf8) + little(100, 4) + .zeros(100)
    #expect(throws: AudioError.self) { try Self.decoded(formless, pieces: 50) }
    #expect(throws: AudioError.self) {
      try Self.decoded(Self.header(rate: 0, size: 100), pieces: 50)
    }
    #expect(throws: AudioError.self) {
      try Self.decoded(Self.header(channels: 0, size: 100), pieces: 50)
    }
  }

  @Test("says why it held no samples, and what a header promised in vain")
  func endsWithoutSamples() throws {
    func ended(_ bytes: [UInt8]) throws -> PCMStream {
      var stream = PCMStream(
        format: try StreamFormat(sampleRate: 16_000, channels: 1, source: "test"), source: "test")
      _ = try stream.append(bytes)
      return stream
    }
    let header = Self.header(size: 100)
    #expect(throws: AudioError.streamEmpty(source: "test")) { try ended([]).finish() }
    #expect(throws: AudioError.undecodable(source: "test", reason: "less than one sample")) {
      try ended([1]).finish()
    }
    #expect(throws: AudioError.noFrames(source: "test")) { try ended(header).finish() }
    for length in [1, 11, 12, 30, header.count - 1] {
      let error = #expect(throws: AudioError.self) {
        try ended(Array(header.prefix(length))).finish()
      }
      #expect(error?.description.contains("within its WAV header") == true)
    }
    let cut = try ended(header + [1, 2, 3, 4])
    try cut.finish()
    #expect(cut.bytesMissing == 96)
    #expect(try ended(Self.header(size: 0) + [1, 2]).bytesMissing == 0)
    #expect(try ended([1, 2]).bytesMissing == 0)
  }

  @Test(
    "says what stands behind the promised samples and is no chunk of texts",
    arguments: [1, 9, 4096])
  func saysWhatIsBehind(pieces: Int) throws {
    func unheard(_ behind: [UInt8], size: Int = 2000) throws -> Int {
      var stream = PCMStream(
        format: try StreamFormat(sampleRate: 16_000, channels: 1, source: "test"), source: "test")
      let bytes = Self.header(size: size) + Self.bytes(Self.samples) + behind
      for start in stride(from: 0, to: bytes.count, by: pieces) {
        _ = try stream.append(Array(bytes[start..<min(start + pieces, bytes.count)]))
      }
      return stream.bytesUnheard
    }
    let list = Array("LIST".utf8) + little(5, 4) + [1, 2, 3, 4, 5, 0]
    let file = Self.header(size: 2000) + Self.bytes(Self.samples)
    #expect(try unheard([]) == 0)
    #expect(try unheard(list + list) == 0)
    #expect(try unheard([0] + list) == 0)
    #expect(try unheard(file) == file.count)
    #expect(try unheard(Self.bytes(Self.samples), size: 2000) == 2000)
    #expect(try unheard(list + .zeros(100_000)) == list.count + 100_000)
    #expect(try unheard(file, size: 0) == 0)
    let picture = Array("id3 ".utf8) + little(100_000, 4) + .zeros(100_000)
    #expect(try unheard(picture) == 0)
    #expect(try unheard([0] + picture + list) == 0)
    #expect(try unheard(Array(picture.dropLast(9))) == picture.count - 9)
  }

  @Test("says that its channels cancel, unless they are silent or one frame sounds")
  func saysThatChannelsCancel() throws {
    func cancel(_ samples: [Int16], channels: Int) throws -> Bool {
      var stream = PCMStream(
        format: try StreamFormat(sampleRate: 16_000, channels: channels, source: "test"),
        source: "test")
      for byte in Self.bytes(samples) { _ = try stream.append([byte]) }
      return stream.channelsCancel
    }
    let opposite = Self.samples.flatMap { [$0 / 2, -($0 / 2)] }
    #expect(try cancel(opposite, channels: 2))
    #expect(try !cancel(opposite, channels: 1))
    #expect(try !cancel(opposite + [1, 0], channels: 2))
    #expect(try !cancel([2, 0] + opposite, channels: 2))
    #expect(try !cancel([Int16](repeating: 0, count: 1000), channels: 2))
    #expect(try cancel([0, 0] + opposite + [0, 0], channels: 2))
  }

  @Test("never traps, whatever the bytes of a header")
  func neverTraps() throws {
    let wave = Self.header(size: 2000, extensible: true)
    for place in wave.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var damaged = wave + Self.bytes(Array(Self.samples.prefix(20)))
        damaged[place] = value
        // Either samples or a named error.
        let heard = Result { try Self.decoded(damaged, pieces: 11).samples.count }
        if case .failure(let error) = heard { #expect(error is AudioError) }
      }
    }
  }
}

extension [UInt8] {
  fileprivate static func zeros(_ count: Int) -> [UInt8] { .init(repeating: 0, count: count) }
}
