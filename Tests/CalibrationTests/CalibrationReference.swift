import Corpora
import Foundation
import Metrics
import TestSupport

/// The numbers that `scripts/reference/calibration.py` wrote.
struct CalibrationReference: Decodable {
  struct Rows: Decodable {
    let truth: [Int]
    let probabilities: [[Int]]

    /// One word an utterance, so that rows count as independent.
    var predictions: [Prediction] {
      zip(truth, probabilities).enumerated().map { index, row in
        Prediction(
          utterance: "u\(index)", speaker: "S", word: "w\(index)",
          truth: Emotion.allCases[row.0], probabilities: row.1.map { Double($0) / 1_000_000 })
      }
    }
  }

  struct Fit: Decodable {
    let value: Double
    let before: Double
    let after: Double
  }

  struct VectorFit: Decodable {
    let factors: [Double]
    let offsets: [Double]
    let before: Double
    let after: Double
  }

  struct Sets: Decodable {
    let alpha: Double
    /// Bit masks of labels by `score condition`.
    let sets: [String: [Int]]
  }

  struct Band: Decodable {
    let calibration: Int
    let test: Int
    let alpha: Double
    let lower: Double
    let upper: Double
  }

  let dev: Rows
  let calibration: Rows
  let test: Rows
  let temperature: Fit
  let vector: VectorFit
  let isotonic: [[Double]]
  let conformal: [Sets]
  let bands: [Band]

  static func read() throws -> CalibrationReference { try referenceNumbers("calibration") }
}
