import Corpora
import Metrics

/// How many emotions each test set asks for: those that have a recall over all speakers.
struct ClassCounts {
  private let counts: [MetricRow: Int]

  init(_ rows: [MetricRow]) {
    let recalls = rows.filter {
      $0.metric == Metric.recall.rawValue && $0.emotion != nil && $0.speaker == nil
        && $0.attribute == nil && $0.perturbation == nil
    }
    counts = Dictionary(grouping: recalls, by: Self.testSet).mapValues { own in
      Set(own.compactMap(\.emotion)).count
    }
  }

  /// The number of the row's test set, or all emotions where nothing says it.
  subscript(row: MetricRow) -> Int { counts[Self.testSet(row)] ?? Emotion.allCases.count }

  private static func testSet(_ row: MetricRow) -> MetricRow {
    MetricRow(
      evaluationProtocol: row.evaluationProtocol, trainedOn: row.trainedOn,
      testedOn: row.testedOn, metric: "", value: nil, count: 0, seed: row.seed,
      isLeaky: row.isLeaky)
  }
}
