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
    let summed = summedMetrics(of: context)
    let intervals = Dictionary(
      zip(summed, clusters.intervals(of: summed, settings: settings)), uniquingKeysWith: { $1 })

    var rows: [MetricRow] = []
    for metric in Metric.allCases where !metric.isPerClass {
      let own = SummedMetric(metric, classes: context.classes)
      rows.append(
        context.row(
          metric, speaker: speaker,
          value: own.map(clusters.value)
            ?? table.value(of: metric, classes: context.classes.map(\.index)),
          interval: own.flatMap { intervals[$0] ?? nil }, count: table.count))
    }
    for emotion in context.classes {
      for metric in Metric.allCases where metric.isPerClass {
        guard let own = SummedMetric(metric, of: emotion, classes: context.classes) else {
          continue
        }
        rows.append(
          context.row(
            metric, speaker: speaker, emotion: emotion, value: clusters.value(of: own),
            interval: intervals[own] ?? nil,
            count: count(behind: metric, emotion.index, confusion)))
      }
    }
    // An emotion that is named though nobody asks for it takes its share of the answers.
    for emotion in Emotion.allCases
    where !context.classes.contains(emotion) && confusion.predictedCount(of: emotion.index) > 0 {
      guard let own = SummedMetric(.predictedShare, of: emotion, classes: context.classes) else {
        continue
      }
      rows.append(
        context.row(
          .predictedShare, speaker: speaker, emotion: emotion, value: clusters.value(of: own),
          count: confusion.total))
    }
    return rows
  }

  private static func summedMetrics(of context: MetricContext) -> [SummedMetric] {
    Metric.allCases.flatMap { metric in
      metric.isPerClass
        ? context.classes.compactMap { SummedMetric(metric, of: $0, classes: context.classes) }
        : [SummedMetric(metric, classes: context.classes)].compactMap { $0 }
    }
  }

  /// The number of predictions that a class metric rests on.
  private static func count(
    behind metric: Metric, _ label: Int, _ confusion: ConfusionMatrix
  ) -> Int {
    switch metric {
    case .precision: confusion.predictedCount(of: label)
    case .predictedShare: confusion.total
    default: confusion.support(of: label)
    }
  }
}
