import Metrics
import TestSupport
import Testing

@Suite("Laws of confusion matrices of many classes")
struct ConfusionMatrixLawTests {
  private static let counts = [[5, 2, 0, 1], [1, 7, 3, 0], [0, 0, 4, 4], [2, 1, 1, 9]]

  private func matrix(_ counts: [[Int]]) throws -> ConfusionMatrix {
    var (truth, predicted): ([Int], [Int]) = ([], [])
    for (row, cells) in counts.enumerated() {
      for (column, count) in cells.enumerated() {
        truth += [Int](repeating: row, count: count)
        predicted += [Int](repeating: column, count: count)
      }
    }
    return ConfusionMatrix(
      try PredictionTable(truth: truth, predicted: predicted, classCount: counts.count))
  }

  @Test("Where truth and answers change places, precision and recall do, and agreement stays")
  func transposed() throws {
    let own = try matrix(Self.counts)
    let turned = try matrix((0..<4).map { row in (0..<4).map { Self.counts[$0][row] } })
    for label in 0..<4 {
      #expect(agrees(turned.recall(of: label), try #require(own.precision(of: label))))
      #expect(agrees(turned.precision(of: label), try #require(own.recall(of: label))))
      #expect(agrees(turned.f1(of: label), try #require(own.f1(of: label))))
      #expect(turned.support(of: label) == own.predictedCount(of: label))
    }
    #expect(agrees(turned.kappa, try #require(own.kappa)))
    #expect(agrees(turned.matthewsCorrelation, try #require(own.matthewsCorrelation)))
    #expect(turned.accuracy == own.accuracy && turned.total == own.total)
  }

  @Test("Agreement of forty answers of four classes, worked by hand")
  func byHand() throws {
    let own = try matrix(Self.counts)
    // 25 of 40 right. True 8, 11, 8, 13; said 8, 10, 8, 14: products sum to 420, the squares of the
    // true ones to 418 and of the others to 424.
    #expect(own.total == 40 && own.correct == 25)
    let (gain, most) = (25.0 * 40 - 420, 1_600.0 - 420)
    #expect(agrees(own.kappa, gain / most))
    let spread = (1_600.0 - 418) * (1_600 - 424)
    #expect(agrees(own.matthewsCorrelation, gain / spread.squareRoot()))
    #expect(agrees(own.unweightedAverageRecall(over: [0, 3]), (5.0 / 8 + 9.0 / 13) / 2))
    #expect(agrees(own.macroF1(over: [2]), 8.0 / 16))
    #expect(agrees(own.predictedShare(of: 3), 14.0 / 40))
  }

  @Test("Where every answer is repeated as often, every share and every agreement stays")
  func repeated() throws {
    let once = try matrix(Self.counts)
    let thrice = try matrix(Self.counts.map { $0.map { 3 * $0 } })
    #expect(thrice.total == 3 * once.total)
    #expect(agrees(thrice.kappa, try #require(once.kappa)))
    #expect(agrees(thrice.matthewsCorrelation, try #require(once.matthewsCorrelation)))
    #expect(agrees(thrice.macroF1(), try #require(once.macroF1())))
    #expect(agrees(thrice.rates[2]?[3], 0.5))
  }
}
