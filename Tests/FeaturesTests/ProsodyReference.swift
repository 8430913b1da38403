import Audio
import Foundation
import TestSupport

/// Numbers from librosa, pyloudnorm and Praat; `Reference/prosody.json` names their versions.
struct ProsodyReference: Decodable {
  struct Delta: Decodable {
    let width: Int
    let order: Int
    let values: [Float]
  }

  struct Cepstra: Decodable {
    let coefficients: [Float]
    let everyFrame: Int
    let deltas: [Delta]
    let all: [Float]
  }

  struct Tone: Decodable {
    let rate: Int
    let level: Double
    let hertz: Double
    let silence: Int
    let integrated: Double
  }

  struct Voice: Decodable {
    let hertz: Double
    let jitter: Double
    let shimmer: Double
    let harmonicsToNoise: Double
    let medianF0: Double
    let signal: [Float]
  }

  /// What a voice was made of: the part of a case that its results have the same names as.
  struct Setting {
    let hertz, jitter, shimmer, noise: Double
  }

  let cepstra: Cepstra
  let pyin: [Float?]
  let loudness: [Tone]
  let voices: [Voice]

  static let settings = [
    Setting(hertz: 120, jitter: 0, shimmer: 0, noise: 0.002),
    Setting(hertz: 120, jitter: 0.01, shimmer: 0.05, noise: 0.005),
    Setting(hertz: 200, jitter: 0.02, shimmer: 0.1, noise: 0.01),
    Setting(hertz: 90, jitter: 0.015, shimmer: 0.15, noise: 0.02),
  ]

  static func load() throws -> ProsodyReference { try referenceNumbers("prosody") }

  /// The script's numbers in -.5 ... .5.
  private struct Coarse {
    var state: UInt64 = 1

    mutating func next() -> Double {
      state = (1_664_525 * state + 1_013_904_223) % (1 << 32)
      return Double(state) / 4_294_967_296 - 0.5
    }
  }

  /// Damped resonances started once a period, as the script makes them.
  static func voice(_ setting: Setting, seconds: Double = 1.5) -> Waveform {
    let rate = 16_000.0
    var coarse = Coarse()
    var samples = [Double](repeating: 0, count: Int(seconds * rate))
    var time = 0.05
    while time < seconds - 0.05 {
      let strength = 1 + 2 * setting.shimmer * coarse.next()
      for index in Int(time * rate)..<min(samples.count, Int((time + 0.041) * rate)) {
        let since = Double(index) / rate - time
        guard since >= 0, since < 0.04 else { continue }
        samples[index] +=
          strength
          * (exp(-300 * since) * sin(2 * .pi * 600 * since) + 0.5 * exp(-400 * since)
            * sin(2 * .pi * 1_400 * since))
      }
      time += (1 + 2 * setting.jitter * coarse.next()) / setting.hertz
    }
    return Waveform(
      samples: samples.map { Float(0.2 * $0 + setting.noise * coarse.next()) }, sampleRate: 16_000)
  }
}
