import Audio
import Foundation
import TestSupport

/// The numbers of scripts/reference/perturbations.py.
struct Reference: Decodable {
  struct Filter: Decodable {
    let pass: String
    let hertz: Double
    let impulse: [Double]
    let frequencies: [Double]
    let decibels: [Double]
  }
  struct Ratio: Decodable {
    let count: Int
    let activeFrames: Int
    let decibels: Double
  }
  struct MuLaw: Decodable {
    let bits: Int
    let values: [Float]
    let expanded: [Float]
  }
  struct Draws: Decodable {
    let utterance: String
    let transform: String
    let severity: Int
    let seed: String
    let numbers: [String]
  }
  let filters: [Filter]
  let ratio: Ratio
  let muLaw: [MuLaw]
  let draws: [Draws]

  static func load() throws -> Reference { try referenceNumbers("perturbations") }
}

/// Signals that the tests are run on.
enum Signals {
  /// Syllables of a harmonic voice between pauses, 16 kHz.
  static let voice = Waveform(
    samples: (0..<28_000).map { index in
      let time = Double(index) / 16_000
      let syllable = max(0, sin(2 * Double.pi * 2 * time))
      let phase = 2 * Double.pi * 190 * time
      let sum = (1...15).reduce(0.0) { $0 + sin(Double($1) * phase) / Double($1) }
      return Float(0.2 * syllable * sum)
    }, sampleRate: 16_000)

  static func tone(_ hertz: Double, count: Int, rate: Int = 16_000) -> Waveform {
    Waveform(
      samples: (0..<count).map {
        Float(0.5 * sin(2 * Double.pi * hertz * Double($0) / Double(rate)))
      }, sampleRate: rate)
  }
}

extension Waveform {
  /// The magnitude of the Hann-windowed Fourier sum at one frequency.
  func magnitude(hertz: Double) -> Double {
    var real = 0.0
    var imaginary = 0.0
    for (index, sample) in samples.enumerated() {
      let window = 0.5 - 0.5 * cos(2 * Double.pi * Double(index) / Double(samples.count))
      let angle = 2 * Double.pi * hertz * Double(index) / Double(sampleRate)
      real += window * Double(sample) * cos(angle)
      imaginary += window * Double(sample) * sin(angle)
    }
    return (real * real + imaginary * imaginary).squareRoot()
  }

  /// The strongest frequency within 60 cents of `hertz`, as its distance in cents.
  func cents(from hertz: Double) -> Double {
    let candidates = stride(from: -60.0, through: 60, by: 2)
      .map { (cents: $0, magnitude: magnitude(hertz: hertz * pow(2, $0 / 1_200))) }
    return candidates.max { $0.magnitude < $1.magnitude }?.cents ?? .infinity
  }
}
