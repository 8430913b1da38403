import Audio
import Foundation
import TestSupport
import Testing

/// All recordings of a folder, sorted.
private func recordings(_ folder: String) throws -> [String] {
  try RealRecordings.paths(folder, endingIn: [".wav", ".ogg"])
}

@Suite(
  "Real recordings",
  .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA does not name a folder of recordings"))
struct RealRecordingsTests {
  private func find(_ name: String, in folder: String) throws -> String {
    try #require(try recordings(folder).first { $0.hasSuffix("/" + name) })
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
      let paths = try recordings(folder)
      #expect(!paths.isEmpty)
      for path in paths.enumerated().filter({ $0.offset % 10 == 0 }).map(\.element) {
        let waveform = try AudioFile.read(path: path)
        let resampled = try waveform.resampled(to: 16_000)
        #expect(abs(resampled.durationSeconds - waveform.durationSeconds) < 1e-4, "\(path)")
      }
    }
  }

  @Test("Published recordings fade; of RAVDESS cut after 114,688 samples half end within a word")
  func edges() throws {
    func cut(_ waveforms: [Waveform]) throws -> Int {
      try waveforms.count { try #require($0.edgeLevels).end > -15 }
    }
    let tess = try recordings("tess").enumerated().filter { $0.offset % 10 == 0 }
    #expect(try cut(tess.map { try AudioFile.read(path: $0.element) }) < tess.count / 20)
    let ravdess = try recordings("ravdess").enumerated()
      .filter { $0.offset % 5 == 0 }.map { try AudioFile.read(path: $0.element) }
    #expect(try cut(ravdess) == 0)
    let beginnings = ravdess.map {
      Waveform(samples: Array($0.samples.prefix(114_688)), sampleRate: $0.sampleRate)
    }
    #expect(try cut(beginnings) > ravdess.count / 2)
  }
}
