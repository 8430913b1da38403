/// The condition of an evaluation that uses unlabelled recordings of the tested speaker. It stands
/// where a perturbation stands, so that nothing takes its rows for ordinary ones.
public enum Transduction {
  /// What stands in `MetricRow.perturbation`.
  public static let name = "transductive"
  /// What stands in `MetricRow.severity`; there are no degrees of it.
  public static let severity = 1
}
