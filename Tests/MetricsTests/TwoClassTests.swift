import Corpora
import Metrics
import TestSupport
import Testing

@Suite("Two classes, every small table")
struct TwoClassTests {
  /// Right of the first class, the first called the second, the second called the first, right of
  /// the second.
  struct Cells {
    let a, b, c, d: Int

    /// Every table of up to three of each but the empty one.
    static let all = (1..<256).map {
      Cells(a: $0 & 3, b: $0 >> 2 & 3, c: $0 >> 4 & 3, d: $0 >> 6)
    }

    var truth: [Int] {
      [Int](repeating: 0, count: a + b) + [Int](repeating: 1, count: c + d)
    }
    var predicted: [Int] {
      [(0, a), (1, b), (0, c), (1, d)].flatMap { [Int](repeating: $0, count: $1) }
    }
    var predictions: [Prediction] {
      zip(truth, predicted).enumerated().map { index, pair in
        Prediction(
          utterance: "u\(index)", speaker: "s", word: nil, truth: Emotion.allCases[pair.0],
          predicted: Emotion.allCases[pair.1])
      }
    }

    /// The textbook's formulas; `nil` for 0/0.
    func value(of metric: Metric, label: Int?) -> Double? {
      let (hits, missed, alarms) = label == 1 ? (d, c, b) : (a, b, c)
      switch metric {
      case .accuracy: return ratio(a + d, a + b + c + d)
      case .recall: return ratio(hits, hits + missed)
      case .precision: return ratio(hits, hits + alarms)
      case .f1: return hits + missed == 0 ? nil : ratio(2 * hits, 2 * hits + missed + alarms)
      case .predictedShare: return ratio(hits + alarms, a + b + c + d)
      case .uar: return mean(.recall)
      case .macroF1: return mean(.f1)
      case .kappa: return ratio(2 * (a * d - b * c), (a + c) * (c + d) + (a + b) * (b + d))
      case .mcc:
        let squares = (a + b) * (c + d) * (a + c) * (b + d)
        return squares == 0 ? nil : Double(a * d - b * c) / Double(squares).squareRoot()
      default: return nil
      }
    }

    private func ratio(_ part: Int, _ whole: Int) -> Double? {
      whole == 0 ? nil : Double(part) / Double(whole)
    }

    private func mean(_ metric: Metric) -> Double? {
      guard let one = value(of: metric, label: 0), let other = value(of: metric, label: 1) else {
        return nil
      }
      return (one + other) / 2
    }
  }

  private static let metrics: [(metric: Metric, label: Int?)] =
    [Metric.accuracy, .uar, .macroF1, .kappa, .mcc].map { ($0, nil) }
    + [Metric.recall, .precision, .f1, .predictedShare].flatMap { [($0, 0), ($0, 1)] }

  private func isSame(_ found: Double?, _ expected: Double?) -> Bool {
    expected.map { agrees(found, $0) } ?? (found == nil)
  }

  @Test("From counts every metric is the textbook's formula, and has no value where that is 0/0")
  func counts() throws {
    for cells in Cells.all {
      let table = try PredictionTable(
        truth: cells.truth, predicted: cells.predicted, classCount: 2)
      for (metric, label) in Self.metrics {
        let (found, expected) = (
          table.value(of: metric, label: label), cells.value(of: metric, label: label)
        )
        #expect(isSame(found, expected), "\(metric) of \(cells)")
      }
    }
  }

  @Test("From sums over clusters it is the same, among five more classes that never occur")
  func sums() throws {
    let classes = [Emotion.angry, .disgust]
    for cells in Cells.all {
      let table = try ClusterTable(cells.predictions, unit: .utterance)
      for (metric, label) in Self.metrics {
        let summed = try #require(
          SummedMetric(metric, of: label.map { classes[$0] }, classes: classes))
        let (found, expected) = (table.value(of: summed), cells.value(of: metric, label: label))
        #expect(isSame(found, expected), "\(metric) of \(cells)")
      }
    }
  }

  @Test("Several matrices together are the matrix of all their predictions, and rows are shares")
  func together() throws {
    let matrices = Cells.all.prefix(20).map { ConfusionMatrix($0.predictions) }
    let sum = try #require(ConfusionMatrix.sum(matrices))
    #expect(sum == ConfusionMatrix(Cells.all.prefix(20).flatMap(\.predictions)))
    #expect(ConfusionMatrix.sum([ConfusionMatrix]()) == nil)
    let rates = ConfusionMatrix(Cells(a: 3, b: 1, c: 0, d: 0).predictions).rates
    #expect(rates[0] == [0.75, 0.25, 0, 0, 0, 0, 0])
    #expect(rates.dropFirst().allSatisfy { $0 == nil }, "a class without support has no rates")
  }
}
