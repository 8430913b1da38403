import Corpora
import Metrics
import TestSupport
import Testing

@Suite("Metrics that read probabilities as an order")
struct RankingTests {
  private static let levels = [0.2, 0.5, 0.8]

  /// Every list of so many levels.
  private func lists(_ count: Int) -> [[Double]] {
    (0..<count).reduce([[]]) { lists, _ in
      lists.flatMap { list in Self.levels.map { list + [$0] } }
    }
  }

  /// Rows that all are called the first class, with a probability each.
  private func table(_ truth: [Int], _ confidences: [Double]) throws -> PredictionTable {
    try PredictionTable(
      truth: truth, predicted: truth.map { _ in 0 },
      probabilities: confidences.flatMap { [$0, 1 - $0] }, classCount: 2)
  }

  private func truths(_ count: Int) -> [[Int]] {
    (0..<1 << count).map { bits in (0..<count).map { bits >> $0 & 1 } }
  }

  @Test("AUC is the share of pairs that stand in the right order, an equal pair being half of one")
  func pairs() throws {
    for truth in truths(4) {
      for scores in lists(4) {
        let (own, others) = (
          truth.indices.filter { truth[$0] == 0 }, truth.indices.filter { truth[$0] == 1 }
        )
        var ordered = 0.0
        for first in own {
          for second in others {
            let (high, low) = (scores[first], scores[second])
            ordered += high > low ? 1 : high == low ? 0.5 : 0
          }
        }
        let pairs = Double(own.count * others.count)
        let found = try table(truth, scores).areaUnderCurve()
        let isSame = pairs == 0 ? found == nil : agrees(found, ordered / pairs)
        #expect(isSame, "\(truth) \(scores)")
      }
    }
  }

  private static let orders = [
    [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
  ]

  @Test("Risk by coverage is the mean error over all orders that put the more confident first")
  func risks() throws {
    for truth in truths(3) {
      for scores in lists(3) {
        let falling = Self.orders.filter { order in
          zip(order, order.dropFirst()).allSatisfy { scores[$0] >= scores[$1] }
        }
        let expected = (1...3).map { kept in
          let errors = falling.map { order in
            Double(order.prefix(kept).count { truth[$0] == 1 }) / Double(kept)
          }
          return errors.reduce(0, +) / Double(falling.count)
        }
        let own = try table(truth, scores)
        for (found, wanted) in zip(try own.riskByCoverage(), expected) {
          #expect(agrees(found, wanted), "\(truth) \(scores)")
        }
        #expect(agrees(try own.areaUnderRiskCoverage(), expected.reduce(0, +) / 3))
      }
    }
  }

  private func prediction(_ name: String, _ truth: Emotion, sad: Double) -> Prediction {
    Prediction(
      utterance: name, speaker: "s", word: nil, truth: truth,
      probabilities: Emotion.allCases.map { $0 == .sad ? sad : (1 - sad) / 6 })
  }

  @Test("Of three answers at least one is kept, and halves are rounded up")
  func fewAnswers() throws {
    // From the surest on: right, wrong, right.
    let rows = try SelectiveRisk.rows(
      of: [
        prediction("b", .fear, sad: 0.6), prediction("a", .sad, sad: 0.9),
        prediction("c", .sad, sad: 0.5),
      ], context: .example)
    #expect(rows.map(\.count) == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3])
    for row in rows {
      #expect(agrees(row.value, [0, 1.0 / 2, 1.0 / 3][row.count - 1]))
    }
    #expect(rows.allSatisfy { $0.attribute == "coverage" && $0.metric == "risk" })
    #expect(rows.compactMap(\.subgroup).first == "0.1")
  }

  @Test("Of equal probabilities the first class comes first, in answers and among the likeliest")
  func ties() throws {
    let even = [Double](repeating: 1.0 / 7, count: 7)
    let predictions = Emotion.allCases.map {
      Prediction(utterance: $0.rawValue, speaker: "s", word: nil, truth: $0, probabilities: even)
    }
    #expect(predictions.allSatisfy { $0.predicted == .angry })
    let table = try PredictionTable(predictions)
    #expect(agrees(try table.topAccuracy(1), 1.0 / 7))
    #expect(agrees(try table.topAccuracy(2), 2.0 / 7))
    #expect(try table.topAccuracy(7) == 1)
    #expect(try table.rows([0]).topAccuracy(2) == 1)
    #expect(try table.rows([1, 1]).topAccuracy(2) == 1)
    #expect(try table.rows([2]).topAccuracy(2) == 0)
  }
}
