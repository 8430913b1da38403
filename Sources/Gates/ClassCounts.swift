import Corpora
import Metrics

/// How many emotions each test set asks for: those that have a recall over all speakers.
struct ClassCounts {
  private let ofTestSet: [TestSetName: Int]
  private let ofRung: [EvaluationProtocol: Int]

  init(_ rows: [MetricRow]) {
    let recalls = rows.filter {
      $0.metric == Metric.recall.rawValue && $0.emotion != nil && $0.speaker == nil
        && $0.attribute == nil && $0.perturbation == nil
    }
    func counts<Key>(_ key: (MetricRow) -> Key) -> [Key: Int] {
      Dictionary(grouping: recalls, by: key).mapValues { Set($0.compactMap(\.emotion)).count }
    }
    ofTestSet = counts(\.testSet)
    ofRung = counts(\.evaluationProtocol)
  }

  /// The number of the row's test set; of a row about several, that of its rung; all emotions where
  /// nothing says it.
  subscript(row: MetricRow) -> Int {
    ofTestSet[row.testSet] ?? ofRung[row.evaluationProtocol] ?? Emotion.allCases.count
  }
}
