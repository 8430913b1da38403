import Audio
import Features
import Foundation
import Testing

@Suite("Laws of the single steps")
struct SignalLawsTests {
  private let signal = Reference.makeSignal()

  @Test("the inverse transform gives the samples back")
  func inverse() throws {
    for (frame, fft, hop) in [(512, 512, 128), (400, 512, 100), (1_024, 1_024, 256)] {
      let transform = try STFT(frameLength: frame, fftLength: fft, hopLength: hop)
      let back = transform.inverse(
        transform.spectrum(signal.samples), count: signal.samples.count)
      #expect(excess(back, signal.samples, relative: 0) < 1e-6)
    }
  }

  @Test("level normalisation reaches its target exactly, and silence stays silence")
  func level() {
    #expect(abs(signal.levelNormalized(.peak).peak - 1) < 1e-6)
    #expect(abs(signal.levelNormalized(.rms).rootMeanSquare - 0.1) < 1e-7)
    #expect(signal.levelNormalized(.none) == signal)
    let silence = Waveform(samples: [0, 0, 0], sampleRate: 16_000)
    #expect(silence.levelNormalized(.rms) == silence)
    #expect(silence.levelNormalized(.peak) == silence)
  }

  @Test("trimming twice is trimming once, and nothing is cut without silence")
  func trimming() {
    let once = signal.trimmed(decibels: 30)
    #expect(once.samples.count < signal.samples.count)
    #expect(once.trimmed(decibels: 60) == once)
    #expect(Waveform(samples: [], sampleRate: 16_000).trimmed(decibels: 30).samples.isEmpty)
  }

  @Test("mel and hertz are inverses, and 1 kHz is 15 and near 1000 mel")
  func melScales() {
    for scale in MelScale.allCases {
      for hertz in [0, 50, 999, 1_000, 1_001, 4_000, 8_000.0] {
        #expect(abs(scale.hertz(mel: scale.mel(hertz: hertz)) - hertz) < 1e-8)
      }
    }
    #expect(abs(MelScale.slaney.mel(hertz: 1_000) - 15) < 1e-12)
    #expect(abs(MelScale.htk.mel(hertz: 1_000) - 1_000) < 0.02)
  }

  @Test("recordings of a few samples are transformed without reading beyond them")
  func shortRecordings() throws {
    let transform = try STFT(frameLength: 64, fftLength: 64, hopLength: 16)
    #expect(transform.power([]).isEmpty)
    for count in [1, 2, 3, 31, 32, 33, 65] {
      let power = transform.power([Float](repeating: 1, count: count))
      #expect(power.count == (1 + count / 16) * 33)
      #expect(power.allSatisfy { $0.isFinite })
      #expect(abs(power[0] - 32 * 32) < 0.01, "reflection continues a constant")
    }
  }
}
