import Corpora

/// Turns the predictions of one test set into all its rows.
public enum MetricTable {
  /// All metrics of a test set: of all speakers together and of each, and of each class in both.
  ///
  /// - Parameters:
  ///   - predictions: what the model said of the test set, in any order.
  ///   - context: what all rows share.
  ///   - settings: how intervals are made; `.none` for point estimates only.
  /// - Returns: for all speakers (`speaker` is `nil`) and then for each speaker by name: the
  ///   metrics of all classes in the order of `Metric.allCases`, then those of each class of the
  ///   context, then the predicted share of any other emotion that is named. A metric without
  ///   support is there with `value` `nil`.
  /// - Throws: `MetricError` where probabilities are no distributions.
  public static func rows(
    predictions: [Prediction], context: MetricContext,
    settings: IntervalSettings = IntervalSettings()
  ) throws(MetricError) -> [MetricRow] {
    var rows = try rows(of: nil, predictions, context, settings)
    let bySpeaker = Dictionary(grouping: predictions, by: \.speaker)
    for (speaker, own) in bySpeaker.sorted(by: { $0.key < $1.key }) {
      rows += try Self.rows(of: speaker, own, context, settings)
    }
    return rows
  }

  /// The rows of one speaker, or of all together.
  ///
  /// - Parameter unit: what intervals are over; by default what varies independently, as far as it
  ///   can be resampled (`ClusterTable.naturalUnit(of:)`).
  package static func rows(
    of speaker: String?, _ predictions: [Prediction], _ context: MetricContext,
    _ settings: IntervalSettings, unit: ConfidenceInterval.Unit? = nil
  ) throws(MetricError) -> [MetricRow] {
    let table = try PredictionTable(predictions)
    let clusters = ClusterTable(predictions, table: table, unit: unit)
    let confusion = ConfusionMatrix(table)
    let asked: [(metric: Metric, emotion: Emotion?)] =
      Metric.allCases.filter { !$0.isPerClass }.map { ($0, nil) }
      + context.classes.flatMap { emotion in
        Metric.allCases.filter(\.isPerClass).map { ($0, emotion) }
      }
    func summed(_ metric: Metric, _ emotion: Emotion?) -> SummedMetric? {
      SummedMetric(metric, of: emotion, classes: context.classes)
    }
    let drawn = asked.compactMap(summed)
    let intervals = Dictionary(
      zip(drawn, clusters.intervals(of: drawn, settings: settings)), uniquingKeysWith: { $1 })
    // An emotion that is named though nobody asks for it takes its share of the answers.
    let unasked = Emotion.allCases.filter { emotion in
      !context.classes.contains(emotion) && confusion.predictedCount(of: emotion.index) > 0
    }
    return (asked + unasked.map { (.predictedShare, $0) }).map { metric, emotion in
      let own = summed(metric, emotion)
      return context.row(
        metric, speaker: speaker, emotion: emotion,
        value: own.map(clusters.value)
          ?? table.value(of: metric, classes: context.classes.map(\.index)),
        interval: own.flatMap { intervals[$0] ?? nil },
        count: count(behind: metric, emotion?.index, confusion))
    }
  }

  /// The number of predictions that a metric of all classes, or of one, rests on.
  private static func count(
    behind metric: Metric, _ label: Int?, _ confusion: ConfusionMatrix
  ) -> Int {
    guard let label, metric != .predictedShare else { return confusion.total }
    return metric == .precision ? confusion.predictedCount(of: label) : confusion.support(of: label)
  }
}
