import Audio
import CSndfile
import Foundation
import TestSupport
import Testing

@Suite("What is still taken for a recording")
struct AudioLimitsTests {
  /// Half a second at 8 kHz, one of two channels at half of full scale.
  private static let count = 4_000

  private static func write(
    _ container: Int32, _ encoding: Int32, in folder: ScratchFolder
  ) throws -> String {
    let path = folder.file("half-second")
    var loud = SoundWriter.tone(440, rate: 8_000, count: count, level: 0.25)
    loud[100] = 0.5
    try SoundWriter.write(
      [loud, loud], rate: 8_000, container: Int(container), encoding: Int(encoding), to: path)
    return path
  }

  @Test("each limit allows itself, and what lies beyond is refused with both numbers")
  func eachLimit() throws {
    let folder = try ScratchFolder()
    let path = try Self.write(Int32(SF_FORMAT_WAV), Int32(SF_FORMAT_FLOAT), in: folder)
    let allowed = [
      AudioLimits(sampleRates: 8_000...8_000), AudioLimits(maximumChannels: 2),
      AudioLimits(maximumSeconds: 0.5), AudioLimits(maximumFrames: 4_000),
      AudioLimits(maximumMagnitude: 0.5), AudioLimits(maximumSeconds: .infinity),
    ]
    for limits in allowed {
      #expect(try AudioFile.read(path: path, limits: limits).samples.count == Self.count)
    }
    let refused: [(AudioLimits, AudioError)] = [
      (
        AudioLimits(sampleRates: 8_001...9_000),
        .sampleRateOutOfRange(source: path, hertz: 8_000, allowed: 8_001...9_000)
      ),
      (
        AudioLimits(sampleRates: 1_000...7_999),
        .sampleRateOutOfRange(source: path, hertz: 8_000, allowed: 1_000...7_999)
      ),
      (
        AudioLimits(maximumChannels: 1), .tooManyChannels(source: path, channels: 2, limit: 1)
      ),
      (AudioLimits(maximumSeconds: 0.25), .tooLong(source: path, seconds: 0.5, limit: 0.25)),
      (
        AudioLimits(maximumMagnitude: 0.375),
        .levelOutOfRange(source: path, peak: 0.5, limit: 0.375)
      ),
    ]
    for (limits, error) in refused {
      #expect(throws: error) { try AudioFile.read(path: path, limits: limits) }
      #expect(throws: error) { try AudioFile.readWithInfo(path: path, limits: limits) }
    }
  }

  @Test("the limit that is named is the one that was passed, also where memory is it")
  func memory() throws {
    let folder = try ScratchFolder()
    let path = try Self.write(Int32(SF_FORMAT_WAV), Int32(SF_FORMAT_PCM_16), in: folder)
    let error = AudioError.tooLong(source: path, seconds: 0.5, limit: 0.25)
    #expect(throws: error) {
      try AudioFile.read(path: path, limits: AudioLimits(maximumFrames: 2_000))
    }
    #expect(throws: error) {
      try AudioFile.read(
        path: path, limits: AudioLimits(maximumSeconds: 0.25, maximumFrames: 3_000))
    }
    #expect(throws: error) {
      try AudioFile.read(
        path: path, limits: AudioLimits(maximumSeconds: 0.375, maximumFrames: 2_000))
    }
  }

  @Test("a file whose header counts no frames is heard whole, and held to the same limits")
  func unknownLength() throws {
    let folder = try ScratchFolder()
    let known = try Self.write(Int32(SF_FORMAT_FLAC), Int32(SF_FORMAT_PCM_16), in: folder)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: known)))
    // STREAMINFO's count of samples, 36 bits, where 0 stands for unknown.
    bytes[21] &= 0xF0
    bytes.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    let path = try folder.write("unknown.flac", bytes: bytes)
    let info = try AudioFile.info(path: path)
    #expect(info.frames == nil && info.durationSeconds == nil)
    #expect(try AudioFile.info(path: known).durationSeconds == 0.5)
    #expect(try AudioFile.read(path: path) == AudioFile.read(path: known))
    #expect(throws: AudioError.tooLong(source: path, seconds: 0.5, limit: 0.25)) {
      try AudioFile.read(path: path, limits: AudioLimits(maximumSeconds: 0.25))
    }
  }

  @Test("the standard is an hour of 32 channels at 1 to 768 kHz")
  func standard() {
    let limits = AudioLimits.standard
    #expect(limits.sampleRates == 1_000...768_000 && limits.maximumChannels == 32)
    #expect(limits.maximumSeconds == 3_600 && limits.maximumMagnitude == 1e6)
    #expect(limits == AudioLimits())
  }
}
