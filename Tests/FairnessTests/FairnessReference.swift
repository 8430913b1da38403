import Corpora
import Foundation
import Metrics
import TestSupport

/// The numbers that `scripts/reference/fairness.py` wrote.
struct FairnessReference: Decodable {
  struct Frame: Decodable {
    struct Odds: Decodable {
      let max: Double
      let mean: Double
    }

    let sizes: [Int]
    let truth: String
    let predicted: String
    let difference: [String: Double]
    let ratio: [String: Double]
    let worst: [String: Double]
    let equalisedOdds: Odds
    let equalOpportunity: Odds

    /// One word an utterance; the group is the speaker's name.
    var predictions: [Prediction] {
      let groups = sizes.enumerated().flatMap { Array(repeating: "g\($0)", count: $1) }
      let labels = zip(truth, predicted)
      return zip(groups, labels).enumerated().map { index, row in
        Prediction(
          utterance: "u\(index)", speaker: row.0, word: "w\(index)",
          truth: Emotion.allCases[row.1.0.wholeNumberValue ?? 0],
          predicted: Emotion.allCases[row.1.1.wholeNumberValue ?? 0])
      }
    }
  }

  struct Limits: Decodable {
    let groups: Int
    let each: Int
    let quantiles: [String: [String: Double]]
  }

  struct Spearman: Decodable {
    let first: [Double]
    let second: [Double]
    let value: Double
  }

  let frames: [Frame]
  let limits: [Limits]
  let spearman: Spearman

  static func read() throws -> FairnessReference { try referenceNumbers("fairness") }
}

extension MetricContext {
  /// A context for rows whose circumstances do not matter to a test.
  static let example = MetricContext(
    evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", isLeaky: false, seed: 0
  )
}
