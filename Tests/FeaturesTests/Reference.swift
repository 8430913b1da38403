import Audio
import Foundation
import TestSupport

/// The numbers of scripts/reference/features.py and the signal they were computed from.
struct Reference: Decodable {
  struct Transform: Decodable {
    let frameLength: Int
    let fftLength: Int
    let hopLength: Int
    let frames: Int
    let everyFrame: Int
    let everyBin: Int
    let power: [Float]
  }
  struct Bank: Decodable {
    let scale: String
    let bands: Int
    let minimumHertz: Double
    let maximumHertz: Double
    let fftLength: Int
    let everyBand: Int
    let bandSums: [Float]
    let columns: [Int]
    let weights: [Float]
  }
  struct LogMel: Decodable {
    let scale: String?
    let everyFrame: Int
    let values: [Float]
  }
  struct Trim: Decodable {
    let decibels: Double
    let frameLength: Int
    let hopLength: Int
    let start: Int
    let end: Int
  }
  struct Measures: Decodable {
    let rootMeanSquare: [Float]
    let zeroCrossingRate: [Float]
    let centroid: [Float]
    let yin: [Float]
  }
  let signal: [Float]
  let transforms: [Transform]
  let banks: [Bank]
  let logMel: [LogMel]
  let decibels: LogMel
  let trims: [Trim]
  let measures: Measures

  static func load() throws -> Reference { try referenceNumbers("features") }

  /// The script's second of sound: a rising tone between silences, over a little coarse noise.
  static func makeSignal() -> Waveform {
    let rate = 16_000
    var state: UInt64 = 1
    let samples = (0..<rate).map { index -> Float in
      state = (1_664_525 * state + 1_013_904_223) % (1 << 32)
      let noise = (Double(state) / 4_294_967_296 - 0.5) * 1e-3
      guard 4_000..<12_000 ~= index else { return Float(noise) }
      let time = Double(index - 4_000) / Double(rate)
      let phase = 2 * Double.pi * (180 * time + 120 * time * time)
      let swell = 0.5 - 0.5 * cos(2 * Double.pi * Double(index - 4_000) / 8_000)
      let tone = 0.4 * sin(phase) + 0.2 * sin(3 * phase) + 0.1 * sin(9 * phase)
      return Float(noise + swell * tone)
    }
    return Waveform(samples: samples, sampleRate: rate)
  }
}

/// The largest `|found - expected|` beyond `relative * |expected|`; negative where all lie within.
func excess(_ found: [Float], _ expected: [Float], relative: Float) -> Float {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).map { abs($0 - $1) - relative * abs($1) }.max() ?? 0
}
