import Audio
import Foundation
import Perturbations
import Randomness
import Testing

@Suite("Agreement with SciPy and NumPy")
struct ReferenceTests {
  private let reference: Reference

  init() throws { reference = try Reference.load() }

  @Test("filters answer an impulse as SciPy's do")
  func filters() throws {
    #expect(reference.filters.count == 10)
    for one in reference.filters {
      let pass = try #require(ButterworthFilter.Pass(rawValue: one.pass))
      let filter = try #require(
        ButterworthFilter(pass, hertz: one.hertz, sampleRate: 16_000))
      var impulse = [Float](repeating: 0, count: 16_000)
      impulse[0] = 1
      let answer = filter.apply(impulse)
      for (found, expected) in zip(answer, one.impulse) {
        #expect(abs(Double(found) - expected) < 1e-6, "\(one.pass) \(one.hertz) Hz")
      }
      for (hertz, decibels) in zip(one.frequencies, one.decibels) where decibels > -90 {
        let gain = Self.gain(of: answer, at: hertz)
        #expect(abs(20 * log10(gain) - decibels) < 0.02, "\(one.pass) \(one.hertz): \(hertz) Hz")
      }
    }
  }

  private static func gain(of impulse: [Float], at hertz: Double) -> Double {
    var real = 0.0
    var imaginary = 0.0
    for (index, value) in impulse.enumerated() {
      let angle = 2 * Double.pi * hertz * Double(index) / 16_000
      real += Double(value) * cos(angle)
      imaginary += Double(value) * sin(angle)
    }
    return (real * real + imaginary * imaginary).squareRoot()
  }

  @Test("the ratio counts the frames within 40 dB of the loudest")
  func ratio() throws {
    let one = reference.ratio
    var state: UInt64 = 1
    let noise = (0..<one.count).map { _ -> Float in
      state = (1_664_525 * state + 1_013_904_223) % (1 << 32)
      return Float(Double(state) / 4_294_967_296 - 0.5)
    }
    let signal = Waveform(
      samples: (0..<one.count).map { index in
        let swell = (index / 3_000) % 2 == 0 ? 1.0 : 1e-4
        return Float(0.3 * swell * sin(2 * Double.pi * 440 * Double(index) / 16_000))
      }, sampleRate: 16_000)
    #expect(SignalToNoise.activeRanges(signal).count == one.activeFrames)
    let found = try #require(SignalToNoise.decibels(signal: signal, noise: noise))
    #expect(abs(found - one.decibels) < 1e-4)
  }

  @Test("companding lands on the same steps")
  func muLaw() {
    for one in reference.muLaw {
      let found = Waveform(samples: one.values, sampleRate: 8_000).muLaw(bits: one.bits).samples
      for (value, expected) in zip(found, one.expanded) { #expect(abs(value - expected) < 1e-6) }
    }
  }

  @Test("random numbers are those of any other implementation, so they never change")
  func draws() throws {
    for one in reference.draws {
      var generator = SplitMix64(
        utterance: one.utterance, transform: one.transform, severity: one.severity,
        seed: try #require(UInt64(one.seed)))
      #expect(one.numbers == (0..<one.numbers.count).map { _ in String(generator.next()) })
    }
  }
}
