import Features
import Foundation
import Testing

@Suite("The mean of a speaker's recordings")
struct SpeakerMeanTests {
  private func spectrogram(frames: Int, seed: UInt64) -> LogMelSpectrogram {
    let values = (0..<frames * 4).map { cell in
      let wave = sin(Double(cell * cell) + 7 * Double(seed))
      return Float(Double(cell % 4) + 3 * wave)
    }
    return LogMelSpectrogram(values: values, frames: frames, bands: 4)
  }

  @Test("is that of all frames together, in any order of recordings")
  func allFrames() {
    let recordings = [3, 11, 1, 7].enumerated().map {
      spectrogram(frames: $1, seed: UInt64($0))
    }
    let mean = SpeakerMean(of: recordings)
    #expect(mean.frames == 22 && mean.recordings == 4)
    for band in 0..<4 {
      let values = recordings.flatMap { one in (0..<one.frames).map { Double(one[$0, band]) } }
      #expect(abs(mean.means[band] - values.reduce(0, +) / 22) < 1e-12)
    }
    let turned = SpeakerMean(of: recordings.reversed())
    #expect(zip(mean.means, turned.means).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("of several speakers counts each once, however much was heard")
  func severalSpeakers() {
    let first = SpeakerMean(of: [spectrogram(frames: 100, seed: 1)])
    let second = SpeakerMean(of: [spectrogram(frames: 2, seed: 2)])
    let both = SpeakerMean(ofSpeakers: [first, SpeakerMean(), second])
    for band in 0..<4 {
      #expect(abs(both.means[band] - (first.means[band] + second.means[band]) / 2) < 1e-12)
    }
    #expect(both.frames == 102 && both.recordings == 2)
  }

  @Test("is moved to another's by its offsets, and by nothing where one was never heard")
  func moves() {
    let own = (0..<5).map { spectrogram(frames: 9, seed: $0) }
    let wanted = SpeakerMean(of: [spectrogram(frames: 30, seed: 9)])
    let offsets = wanted.offsets(from: SpeakerMean(of: own))
    let moved = SpeakerMean(of: own.map { $0.adding(offsets) })
    #expect(zip(moved.means, wanted.means).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(wanted.offsets(from: SpeakerMean()).isEmpty)
    #expect(SpeakerMean().offsets(from: wanted).isEmpty)
    #expect(own[0].adding([]) == own[0])
  }
}
