import Audio
import CSndfile
import TestSupport
import Testing

@Suite("Decoding")
struct DecodingTests {
  private static let formats: [(name: String, container: Int, encoding: Int, tolerance: Float)] = [
    ("WAV/PCM_U8", Int(SF_FORMAT_WAV), Int(SF_FORMAT_PCM_U8), 1 / 100),
    ("WAV/PCM_16", Int(SF_FORMAT_WAV), Int(SF_FORMAT_PCM_16), 1 / 16_000),
    ("WAV/PCM_24", Int(SF_FORMAT_WAV), Int(SF_FORMAT_PCM_24), 1e-6),
    ("WAV/PCM_32", Int(SF_FORMAT_WAV), Int(SF_FORMAT_PCM_32), 1e-7),
    ("WAV/FLOAT", Int(SF_FORMAT_WAV), Int(SF_FORMAT_FLOAT), 0),
    ("WAV/DOUBLE", Int(SF_FORMAT_WAV), Int(SF_FORMAT_DOUBLE), 0),
    ("WAV/ULAW", Int(SF_FORMAT_WAV), Int(SF_FORMAT_ULAW), 0.03),
    ("AIFF/PCM_16", Int(SF_FORMAT_AIFF), Int(SF_FORMAT_PCM_16), 1 / 16_000),
    ("AIFF/PCM_24", Int(SF_FORMAT_AIFF), Int(SF_FORMAT_PCM_24), 1e-6),
    ("FLAC/PCM_16", Int(SF_FORMAT_FLAC), Int(SF_FORMAT_PCM_16), 1 / 16_000),
    ("FLAC/PCM_24", Int(SF_FORMAT_FLAC), Int(SF_FORMAT_PCM_24), 1e-6),
    ("OGG/VORBIS", Int(SF_FORMAT_OGG), Int(SF_FORMAT_VORBIS), 0.05),
    ("W64/PCM_16", Int(SF_FORMAT_W64), Int(SF_FORMAT_PCM_16), 1 / 16_000),
    ("CAF/PCM_16", Int(SF_FORMAT_CAF), Int(SF_FORMAT_PCM_16), 1 / 16_000),
    ("AU/PCM_16", Int(SF_FORMAT_AU), Int(SF_FORMAT_PCM_16), 1 / 16_000),
  ]

  @Test("every encoding comes back with its samples, whatever the file's name says")
  func encodings() throws {
    let folder = try ScratchFolder()
    let tone = SoundWriter.tone(440, rate: 22_050, count: 22_050)
    for format in Self.formats {
      let path = folder.file("named.wav")
      try SoundWriter.write(
        [tone], rate: 22_050, container: format.container, encoding: format.encoding, to: path)
      let waveform = try AudioFile.read(path: path)
      #expect(waveform.sampleRate == 22_050, "\(format.name)")
      #expect(waveform.samples.count == tone.count, "\(format.name)")
      let error = zip(waveform.samples, tone).map { abs($0 - $1) }.max() ?? 1
      #expect(error <= format.tolerance, "\(format.name): off by \(error)")
      let info = try AudioFile.info(path: path)
      #expect(info.format + "/" + info.subtype == format.name)
      #expect(info.frames == tone.count && info.channels == 1)
    }
  }

  @Test("channels are mixed to their mean")
  func channelMix() throws {
    let folder = try ScratchFolder()
    let left = SoundWriter.tone(300, rate: 96_000, count: 40_000)
    let right = SoundWriter.tone(700, rate: 96_000, count: 40_000, level: 0.25)
    let path = folder.file("stereo.wav")
    try SoundWriter.write(
      [left, right], rate: 96_000, container: Int(SF_FORMAT_WAV), encoding: Int(SF_FORMAT_FLOAT),
      to: path)
    let waveform = try AudioFile.read(path: path)
    #expect(waveform.sampleRate == 96_000)
    #expect(waveform.samples == zip(left, right).map { ($0 + $1) * 0.5 })
    #expect(try AudioFile.info(path: path).channels == 2)
  }

  @Test("channels that cancel each other are told, and those that nearly do are heard")
  func channelsThatCancel() throws {
    let folder = try ScratchFolder()
    let path = folder.file("stereo.wav")
    let tone = SoundWriter.tone(300, rate: 16_000, count: 40_000)
    func read(_ channels: [[Float]]) throws -> Waveform {
      try SoundWriter.write(
        channels, rate: 16_000, container: Int(SF_FORMAT_WAV), encoding: Int(SF_FORMAT_FLOAT),
        to: path)
      return try AudioFile.read(path: path)
    }
    let opposite = tone.map { -$0 }
    #expect(throws: AudioError.channelsCancel(source: path, channels: 2)) {
      try read([tone, opposite])
    }
    var late = opposite
    late[39_999] = 0.25
    #expect(try read([tone, late]).peak > 0)
    let silence = [Float](repeating: 0, count: 40_000)
    #expect(try read([silence, silence]).peak == 0)
    #expect(try read([silence]).peak == 0)
  }

  @Test("memory decodes like the file, and a pipe's header without a length is accepted")
  func bytes() throws {
    let tone = Waveform(
      samples: SoundWriter.tone(440, rate: 16_000, count: 8_000), sampleRate: 16_000)
    var bytes = tone.waveBytes(as: .float)
    #expect(try AudioFile.read(bytes: bytes, name: "standard input") == tone)
    let data = try #require(
      bytes.indices.first { Array(bytes[$0...].prefix(4)) == Array("data".utf8) })
    for offset in 4..<8 { bytes[data + offset] = 0xFF }
    #expect(try AudioFile.read(bytes: bytes, name: "standard input") == tone)
  }

  @Test("decoding is the same from many threads")
  func threads() async throws {
    let folder = try ScratchFolder()
    let path = folder.file("tone.flac")
    try SoundWriter.write(
      [SoundWriter.tone(440, rate: 16_000, count: 50_000)], rate: 16_000,
      container: Int(SF_FORMAT_FLAC), encoding: Int(SF_FORMAT_PCM_16), to: path)
    let first = try AudioFile.read(path: path).resampled(to: 11_025)
    try await withThrowingTaskGroup(of: Waveform.self) { group in
      for _ in 0..<32 {
        group.addTask { try AudioFile.read(path: path).resampled(to: 11_025) }
      }
      for try await waveform in group { #expect(waveform == first) }
    }
  }
}
