import Audio
import Features
import Foundation
import Testing

@Suite("Noise reduction")
struct DenoisingTests {
  /// Three syllables of a harmonic voice with pauses between them, two seconds.
  private static let speech: [Float] = (0..<32_000).map { index in
    let time = Double(index) / 16_000
    let syllable = max(0, sin(2 * Double.pi * 1.5 * time))
    let phase = 2 * Double.pi * (170 * time + 6 * sin(2 * Double.pi * 1.1 * time))
    let voice = (1...20).reduce(0.0) { $0 + sin(Double($1) * phase) / Double($1) }
    return Float(0.15 * syllable * voice)
  }

  private static let noise: [Float] = {
    var state: UInt64 = 7
    return (0..<32_000).map { _ in
      (0..<12).reduce(Float(-6)) { sum, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return sum + Float(state >> 40) / Float(1 << 24)
      }
    }
  }()

  private func ratio(_ found: [Float], _ clean: [Float]) -> Double {
    let signal = clean.reduce(0.0) { $0 + Double($1) * Double($1) }
    let error = zip(found, clean).reduce(0.0) { $0 + pow(Double($1.0 - $1.1), 2) }
    return 10 * log10(signal / error)
  }

  @Test(
    "raises the signal-to-noise ratio of known mixtures by 4 dB and more",
    arguments: [0, 5, 10, 15])
  func mixtures(decibels: Double) throws {
    let power = Self.speech.reduce(0.0) { $0 + Double($1) * Double($1) } / 32_000
    let scale = Float((power * pow(10, -decibels / 10)).squareRoot())
    let mixture = zip(Self.speech, Self.noise).map { $0 + scale * $1 }
    let result = try Waveform(samples: mixture, sampleRate: 16_000).denoised()
    #expect(result.samples.count == mixture.count)
    let gained = ratio(result.samples, Self.speech) - ratio(mixture, Self.speech)
    #expect(gained > 4, "gained \(gained) dB at \(decibels) dB")
  }

  @Test("leaves clean speech near untouched")
  func clean() throws {
    let result = try Waveform(samples: Self.speech, sampleRate: 16_000).denoised()
    #expect(ratio(result.samples, Self.speech) > 40)
    let floor = zip(Self.speech, Self.noise).map { $0 + 1e-4 * $1 }
    let booth = try Waveform(samples: floor, sampleRate: 16_000).denoised()
    #expect(ratio(booth.samples, floor) > 30)
  }
}
