import Corpora
import Foundation
import Metrics
import TestSupport
import Testing

/// The numbers that `scripts/reference/metrics.py` wrote.
struct ReferenceNumbers: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let truth: [Int]
    let probabilities: [[Int]]
    let confusion: [[Int]]
    let values: [String: Double]
    let precision: [Double?]
    let recall: [Double]
    let f1: [Double]
    let brierDecomposition: BrierParts

    var testDescription: String { name }

    var predictions: [Prediction] {
      zip(truth, probabilities).enumerated().map { index, row in
        Prediction(
          utterance: "u\(index)", speaker: "S", word: "w\(index / 7)",
          truth: Emotion.allCases[row.0], probabilities: row.1.map { Double($0) / 10_000 })
      }
    }
  }

  struct BrierParts: Decodable {
    let reliability: Double
    let resolution: Double
    let uncertainty: Double
  }

  struct Bootstrap: Decodable {
    let words: Int
    let predicted: String
    let intervals: [String: [Double]]

    var predictions: [Prediction] {
      predicted.enumerated().map { index, digit in
        Prediction(
          utterance: "u\(index)", speaker: "S", word: "w\(index / 7)",
          truth: Emotion.allCases[index % 7],
          predicted: Emotion.allCases[digit.wholeNumberValue ?? 0])
      }
    }
  }

  struct ExactBound: Decodable {
    let trials: Int
    let level: Double
    let lower: Double
  }

  struct Adjusted: Decodable {
    let p: [Double]
    let holm: [Double]
    let benjaminiHochberg: [Double]
  }

  struct McNemar: Decodable {
    let onlyFirst: Int
    let onlySecond: Int
    let p: Double
  }

  let cases: [Case]
  let bootstrap: Bootstrap
  let clopperPearson: [ExactBound]
  let adjusted: Adjusted
  let mcnemar: [McNemar]

  static func read() throws -> ReferenceNumbers { try referenceNumbers("metrics") }
}
