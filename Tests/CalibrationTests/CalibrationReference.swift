import Corpora
import Foundation
import Metrics

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

  static func read() throws -> CalibrationReference {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appendingPathComponent("Reference/calibration.json"))
    return try JSONDecoder().decode(CalibrationReference.self, from: data)
  }
}

/// Whether two numbers agree within `absolute + relative * |expected|`.
func agrees(
  _ found: Double?, _ expected: Double, absolute: Double = 1e-12, relative: Double = 1e-9
) -> Bool {
  guard let found else { return false }
  return abs(found - expected) <= absolute + relative * abs(expected)
}
