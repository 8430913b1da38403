import Audio
import CSndfile
import Foundation
import TestSupport
import Testing

@Suite("Hostile files")
struct HostileFilesTests {
  private let good = Waveform(
    samples: SoundWriter.tone(440, rate: 16_000, count: 4_000), sampleRate: 16_000)

  private func code(_ path: String) -> String? {
    do {
      _ = try AudioFile.read(path: path)
      return nil
    } catch {
      #expect(error.description.hasPrefix(path + ": "), "the message names the file: \(error)")
      return error.code
    }
  }

  @Test("what is no audio file is named as what it is")
  func notAudio() throws {
    let folder = try ScratchFolder()
    #expect(code(folder.file("absent.wav")) == "missing")
    #expect(code("") == "missing")
    #expect(code(folder.path) == "directory")
    #expect(try code(folder.write("empty.wav", bytes: [])) == "empty-file")
    #expect(
      try code(folder.write("text.wav", bytes: Array("say the word back".utf8))) == "not-audio")
    #expect(try code(folder.write("one.wav", bytes: [0x52])) == "not-audio")
    #expect(code("/dev/zero") == "not-regular-file")
    let pipe = folder.file("pipe.wav")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(code(pipe) == "not-regular-file")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("a.wav"), withDestinationPath: folder.file("b.wav"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("b.wav"), withDestinationPath: folder.file("a.wav"))
    #expect(code(folder.file("a.wav")) == "unreadable")
    let odd = "quote' \" \n line.wav"
    #expect(try code(folder.write(odd, bytes: good.waveBytes(as: .pcm16))) == nil)
    if getuid() != 0 {
      let path = try folder.write("secret.wav", bytes: good.waveBytes(as: .pcm16))
      chmod(path, 0)
      #expect(code(path) == "unreadable")
    }
  }

  @Test("every truncation of a WAV, AIFF and FLAC file is an error, never a short recording")
  func truncation() throws {
    let folder = try ScratchFolder()
    for container in [SF_FORMAT_WAV, SF_FORMAT_AIFF, SF_FORMAT_FLAC] {
      let whole = folder.file("whole")
      try SoundWriter.write(
        [good.samples], rate: 16_000, container: Int(container), encoding: Int(SF_FORMAT_PCM_16),
        to: whole)
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: whole)))
      #expect(code(whole) == nil)
      for count in [3, 11, 13, 30, 40, 44, 46, 60, 100, bytes.count / 2, bytes.count - 2] {
        let path = try folder.write("cut.wav", bytes: Array(bytes.prefix(count)))
        #expect(code(path) != nil, "\(container) cut to \(count) bytes")
      }
    }
  }

  @Test("an Ogg file without its last page is truncated")
  func truncatedOgg() throws {
    let folder = try ScratchFolder()
    let whole = folder.file("whole.ogg")
    try SoundWriter.write(
      [SoundWriter.tone(440, rate: 16_000, count: 160_000)], rate: 16_000,
      container: Int(SF_FORMAT_OGG), encoding: Int(SF_FORMAT_VORBIS), to: whole)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: whole)))
    #expect(code(whole) == nil)
    for count in [bytes.count - 1, bytes.count * 9 / 10, bytes.count * 6 / 10] {
      #expect(try code(folder.write("cut.ogg", bytes: Array(bytes.prefix(count)))) == "truncated")
    }
  }

  @Test("lying sizes cost no memory and end in a named error")
  func lyingSizes() throws {
    let folder = try ScratchFolder()
    let bytes = good.waveBytes(as: .pcm16)
    for (offset, width) in [(4, 4), (16, 4), (40, 4), (32, 2), (28, 4), (34, 2)] {
      for value: UInt8 in [0, 0x7F, 0xFF] {
        var lie = bytes
        for index in 0..<width { lie[offset + index] = value }
        _ = code(try folder.write("lie.wav", bytes: lie))
      }
    }
    var hours = bytes
    hours.replaceSubrange(40..<44, with: [0x00, 0xA0, 0xAE, 0x44])  // ten hours of 16 kHz, 16 bit
    #expect(code(try folder.write("hours.wav", bytes: hours)) == "truncated")
    var unknown = bytes
    unknown.replaceSubrange(40..<44, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(code(try folder.write("unknown.wav", bytes: unknown)) == nil)
    #expect(
      code(
        try folder.write(
          "none.wav", bytes: Waveform(samples: [], sampleRate: 16_000).waveBytes(as: .pcm16)))
        == "no-frames")
  }

  @Test("a FLAC header that promises ten hours is refused before anything is decoded")
  func lyingFLAC() throws {
    let folder = try ScratchFolder()
    let path = folder.file("tone.flac")
    try SoundWriter.write(
      [good.samples], rate: 16_000, container: Int(SF_FORMAT_FLAC),
      encoding: Int(SF_FORMAT_PCM_16), to: path)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes.replaceSubrange(22..<26, with: [0x22, 0x55, 0x10, 0x00])  // STREAMINFO's sample count
    #expect(code(try folder.write("hours.flac", bytes: bytes)) == "too-long")
    bytes.replaceSubrange(22..<26, with: [0x00, 0x10, 0x00, 0x00])  // a minute, and less follows
    #expect(code(try folder.write("minute.flac", bytes: bytes)) == "truncated")
  }

  @Test("samples that are no numbers, and absurd rates, channels and levels, are named")
  func absurdValues() throws {
    let folder = try ScratchFolder()
    var samples = good.samples
    samples[1_234] = .nan
    #expect(try code(float(samples, folder)) == "non-finite")
    samples[1_234] = -.infinity
    #expect(try code(float(samples, folder)) == "non-finite")
    samples[1_234] = 3e38
    #expect(try code(float(samples, folder)) == "level-out-of-range")
    for rate in [1, 1_000_000] {
      let path = folder.file("rate.wav")
      try AudioFile.write(Waveform(samples: good.samples, sampleRate: rate), to: path)
      #expect(code(path) == "sample-rate-out-of-range")
      #expect(try AudioFile.info(path: path).sampleRate == rate)
    }
    let path = folder.file("channels.wav")
    try SoundWriter.write(
      [[Float]](repeating: Array(good.samples.prefix(50)), count: 64), rate: 16_000,
      container: Int(SF_FORMAT_WAV), encoding: Int(SF_FORMAT_PCM_16), to: path)
    #expect(code(path) == "too-many-channels")
  }

  private func float(_ samples: [Float], _ folder: ScratchFolder) throws -> String {
    try folder.write(
      "float.wav", bytes: Waveform(samples: samples, sampleRate: 16_000).waveBytes(as: .float))
  }

  @Test("300 files with random damage never crash the reader")
  func randomDamage() throws {
    let folder = try ScratchFolder()
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let containers = [SF_FORMAT_WAV, SF_FORMAT_AIFF, SF_FORMAT_FLAC, SF_FORMAT_AU, SF_FORMAT_CAF]
    var heard = 0
    for round in 0..<300 {
      let source = folder.file("source")
      if round % 60 == 0 {
        try SoundWriter.write(
          [Array(good.samples.prefix(900))], rate: 16_000, container: Int(containers[round / 60]),
          encoding: Int(SF_FORMAT_PCM_16), to: source)
      }
      var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: source)))
      for _ in 0...next(8) { bytes[next(min(bytes.count, 80))] = UInt8(next(256)) }
      let path = try folder.write("damaged.wav", bytes: bytes)
      if let waveform = try? AudioFile.read(path: path) {
        #expect(waveform.samples.allSatisfy { $0.isFinite })
        #expect(waveform.samples.count < 100_000)
        heard += 1
      }
    }
    #expect((1..<300).contains(heard), "damage of the samples is heard, damage of a header refused")
  }
}
