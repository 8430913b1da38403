import Audio
import Perturbations
import Testing

@Suite("Signal-to-noise ratios by hand")
struct SignalToNoiseTests {
  /// Frames of 32 samples at 1 kHz, each of one level, the last of four samples.
  private static func wave(_ levels: [Float]) -> Waveform {
    let samples = levels.enumerated().flatMap { frame, level in
      [Float](repeating: level, count: frame == levels.count - 1 ? 4 : 32)
    }
    return Waveform(samples: samples, sampleRate: 1_000)
  }

  @Test("frames of 32 ms count from 40 dB below the loudest on, the last however short")
  func active() {
    let waveform = Self.wave([0, 1, -0.0101, 0.0099, 0.5])
    #expect(SignalToNoise.activeRanges(waveform) == [32..<64, 64..<96, 128..<132])
    #expect(SignalToNoise.activeRanges(waveform.scaled(by: 8)).count == 3)
    #expect(SignalToNoise.activeRanges(Self.wave([0, 0])).isEmpty)
    #expect(SignalToNoise.activeRanges(Waveform(samples: [], sampleRate: 1_000)).isEmpty)
    let coarse = Waveform(samples: [1, 1], sampleRate: 1)
    #expect(SignalToNoise.activeRanges(coarse) == [0..<1, 1..<2], "a frame has a sample")
  }

  @Test("the mean square is taken over all ranges together")
  func meanSquare() {
    let samples: [Float] = [1, 2, 3, 4]
    #expect(SignalToNoise.meanSquare(samples, []) == 0)
    #expect(SignalToNoise.meanSquare(samples, [2..<2]) == 0)
    #expect(SignalToNoise.meanSquare(samples, [1..<2]) == 4)
    #expect(abs(SignalToNoise.meanSquare(samples, [0..<1, 2..<4]) - 26.0 / 3) < 1e-12)
  }

  @Test("the ratio is that of powers where the signal is active, and none where one is silent")
  func ratio() throws {
    let signal = Self.wave([0, 1, 0])
    // A tenth of the amplitude under the signal, and a thousand times as much elsewhere.
    let noise = Self.wave([100, 0.1, 100]).samples
    #expect(abs(try #require(SignalToNoise.decibels(signal: signal, noise: noise)) - 20) < 1e-5)
    #expect(SignalToNoise.decibels(signal: signal, noise: Array(noise.dropLast())) == nil)
    #expect(SignalToNoise.decibels(signal: Self.wave([0, 0, 0]), noise: noise) == nil)
    #expect(
      SignalToNoise.decibels(signal: signal, noise: Self.wave([1, 0, 1]).samples) == nil,
      "silent where the signal sounds")
  }

  @Test("a mixture has the ratio asked for, however loud the noise was")
  func mixture() throws {
    let signal = Signals.voice
    let noise: [Float] = signal.samples.indices.map { Float($0 * 7_919 % 1_009) / 504 - 1 }
    let mixtures = [1, 0.001, 1_000].map { (gain: Float) in
      SignalToNoise.mix(signal, with: noise.map { gain * $0 }, decibels: 12)
    }
    for mixture in mixtures {
      let added = zip(mixture.samples, signal.samples).map { $0 - $1 }
      let found = try #require(SignalToNoise.decibels(signal: signal, noise: added))
      #expect(abs(found - 12) < 1e-3)
      #expect(
        zip(mixture.samples, mixtures[0].samples).allSatisfy { abs($0 - $1) < 1e-6 })
    }
    let silence = Waveform(samples: [0, 0, 0], sampleRate: 16_000)
    #expect(SignalToNoise.mix(silence, with: [1, 2, 3], decibels: 0) == silence)
    #expect(SignalToNoise.mix(signal, with: [1], decibels: 0) == signal)
    let none = [Float](repeating: 0, count: signal.samples.count)
    #expect(SignalToNoise.mix(signal, with: none, decibels: 0) == signal)
  }
}
