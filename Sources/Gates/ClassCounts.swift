import Corpora
import Metrics

/// How many emotions each test set asks for: those that have a recall over all speakers.
struct ClassCounts {
  /// A test set as one model answered it.
  private struct Key: Hashable {
    let testSet: TestSetName
    let seed: Int?
    let isLeaky: Bool

    init(_ row: MetricRow) {
      (testSet, seed, isLeaky) = (row.testSet, row.seed, row.isLeaky)
    }
  }

  private let counts: [Key: Int]

  init(_ rows: [MetricRow]) {
    let recalls = rows.filter {
      $0.metric == Metric.recall.rawValue && $0.emotion != nil && $0.speaker == nil
        && $0.attribute == nil && $0.perturbation == nil
    }
    counts = Dictionary(grouping: recalls, by: Key.init).mapValues { own in
      Set(own.compactMap(\.emotion)).count
    }
  }

  /// The number of the row's test set, or all emotions where nothing says it.
  subscript(row: MetricRow) -> Int { counts[Key(row)] ?? Emotion.allCases.count }
}
