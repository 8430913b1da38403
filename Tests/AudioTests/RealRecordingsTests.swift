import Audio
import Foundation
import Testing

/// Where the real recordings are, and what to do without them.
enum Recordings {
  static let root = ProcessInfo.processInfo.environment["SER_AUDIT_DATA"]
  /// True also where the recordings are missing but required, so that the test then fails.
  static let shouldRun =
    root != nil || ProcessInfo.processInfo.environment["SER_AUDIT_REQUIRE_DATA"] == "1"

  struct Missing: Error {}

  static func path(_ relative: String) throws -> String {
    guard let root else { throw Missing() }
    return root + "/" + relative
  }

  static func all(_ folder: String) throws -> [String] {
    let start = try path(folder)
    let names = FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".wav") || $0.hasSuffix(".ogg") }.map { start + "/" + $0 }
  }
}

@Suite(
  "Real recordings",
  .enabled(if: Recordings.shouldRun, "SER_AUDIT_DATA does not name a folder of recordings"))
struct RealRecordingsTests {
  private func find(_ name: String, in folder: String) throws -> String {
    try #require(try Recordings.all(folder).first { $0.hasSuffix("/" + name) })
  }

  @Test("TESS's odd files decode as what they are")
  func oddFiles() throws {
    let fast = try AudioFile.info(path: find("OAF_food_fear.wav", in: "tess"))
    #expect(fast.sampleRate == 96_000)
    for name in ["YAF_germ_angry.wav", "YAF_neat_fear.wav"] {
      let path = try find(name, in: "tess")
      #expect(try AudioFile.info(path: path).format == "AIFF")
      let waveform = try AudioFile.read(path: path).resampled(to: 16_000)
      #expect(waveform.durationSeconds > 1 && waveform.durationSeconds < 3)
      #expect(waveform.peak > 0.05)
    }
    let usual = try AudioFile.info(path: find("OA_bite_neutral.wav", in: "tess"))
    #expect(usual.sampleRate == 24_414 && usual.subtype == "PCM_16" && usual.channels == 1)
  }

  @Test("every tenth recording decodes and resamples, none is taken for broken")
  func everyTenth() throws {
    for folder in ["tess", "ravdess", "esc10"] {
      let paths = try Recordings.all(folder).sorted()
      #expect(!paths.isEmpty)
      for path in paths.enumerated().filter({ $0.offset % 10 == 0 }).map(\.element) {
        let waveform = try AudioFile.read(path: path)
        let resampled = try waveform.resampled(to: 16_000, quality: .low)
        #expect(abs(resampled.durationSeconds - waveform.durationSeconds) < 1e-4, "\(path)")
      }
    }
  }

  @Test("Published recordings fade; of RAVDESS cut after 114,688 samples half end within a word")
  func edges() throws {
    func cut(_ waveforms: [Waveform]) throws -> Int {
      try waveforms.count { try #require($0.edgeLevels).end > -15 }
    }
    let tess = try Recordings.all("tess").sorted().enumerated().filter { $0.offset % 10 == 0 }
    #expect(try cut(tess.map { try AudioFile.read(path: $0.element) }) < tess.count / 20)
    let ravdess = try Recordings.all("ravdess").sorted().enumerated()
      .filter { $0.offset % 5 == 0 }.map { try AudioFile.read(path: $0.element) }
    #expect(try cut(ravdess) == 0)
    let beginnings = ravdess.map {
      Waveform(samples: Array($0.samples.prefix(114_688)), sampleRate: $0.sampleRate)
    }
    #expect(try cut(beginnings) > ravdess.count / 2)
  }
}
