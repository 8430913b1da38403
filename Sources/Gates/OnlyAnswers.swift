import Corpora
import Metrics

/// The test sets on which a model says one emotion to everything. What its answers score there is
/// the same however words or speakers are drawn, so that no interval comes of it.
struct OnlyAnswers {
  private let emotions: [MetricRow: Emotion]
  /// Test sets that do not hold all their emotions equally often.
  private let uneven: Set<MetricRow>

  init(_ rows: [MetricRow]) {
    let own = rows.filter { $0.attribute == nil && $0.emotion != nil }
    emotions = Dictionary(
      own.filter { $0.metric == Metric.predictedShare.rawValue && $0.value == 1 }
        .compactMap { row in row.emotion.map { (Self.subject(of: row), $0) } },
      uniquingKeysWith: { first, _ in first })
    let counts = Dictionary(
      grouping: own.filter { $0.metric == Metric.recall.rawValue }, by: Self.subject)
    uneven = Set(counts.filter { Set($0.value.map(\.count)).count > 1 }.keys)
  }

  /// The emotion that is said to everything behind a row, where the row's number follows from that
  /// alone: UAR in any case, other scores of answers where each emotion is tested equally often.
  subscript(row: MetricRow) -> Emotion? {
    guard row.attribute == nil, let metric = Metric(rawValue: row.metric),
      !metric.needsProbabilities
    else { return nil }
    let subject = Self.subject(of: row)
    guard metric == .uar || !uneven.contains(subject) else { return nil }
    return emotions[subject]
  }

  /// Whom and what a row is about, without its number.
  private static func subject(of row: MetricRow) -> MetricRow {
    var subject = row
    (subject.emotion, subject.metric, subject.value) = (nil, "", nil)
    (subject.interval, subject.count) = (nil, 0)
    return subject
  }
}
