import Metrics

extension MetricRow {
  /// What was asked, whatever one training answered: the row without seed, value, interval and
  /// count.
  package var question: MetricRow {
    var row = self
    (row.seed, row.value, row.interval, row.count) = (nil, nil, nil, 0)
    return row
  }
}
