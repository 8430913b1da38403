import Metrics

extension Temperature {
  /// The temperature as a row of the audit of a model: `temperature`.
  ///
  /// - Parameter count: the number of dev predictions that it was fitted to.
  public func row(in context: MetricContext, count: Int) -> MetricRow {
    context.labelled(CalibrationTransfer.attribute, "temperature")
      .row(named: "temperature", value: value, count: count)
  }
}
