import Metrics

/// The question whether a model is better than the strongest probe: a predictor that sees nothing
/// but a shortcut, or a few statistics.
public struct ShortcutCheck: Codable, Sendable, Hashable {
  /// The metric that is judged: UAR of the model minus UAR of the probe.
  public static let metric = "uar-over-probe"
  /// The attribute of rows about probes; their subgroup is the probe's name.
  public static let attribute = "probe"

  /// A stable name in kebab case.
  public let name: String
  /// How much it matters.
  public let importance: Importance

  /// Creates a check.
  public init(name: String, importance: Importance = .critical) {
    self.name = name
    self.importance = importance
  }

  /// One finding for each honest test set and model, on the probe that comes nearest to the model
  /// or beats it most: passed where the whole interval of the difference lies above 0, failed where
  /// the difference is 0 or less, else undetermined. Undetermined, too, without any such number.
  ///
  /// Rungs that share speakers are no evidence and are not judged.
  public func findings(for rows: [MetricRow]) -> [Finding] {
    let honest = rows.filter {
      $0.metric == Self.metric && $0.attribute == Self.attribute && $0.speaker == nil
        && $0.isEvidence
    }
    guard !honest.isEmpty else { return [nothingToJudge] }
    return honest.grouped { Key(testSet: $0.testSet, seed: $0.seed) }
      .compactMap { Self.hardest($0.elements).map(finding) }
  }

  /// A test set as one model answered it.
  private struct Key: Hashable {
    let testSet: TestSetName
    let seed: Int?
  }

  /// The row with the least difference, of equal ones that with the least lower end; where one is
  /// undetermined it decides.
  private static func hardest(_ rows: [MetricRow]) -> MetricRow? {
    StrongestProbe.of(
      rows, strength: { row in row.value.map { -$0 } }, lowerEnd: { $0.interval?.lower })
  }

  private func finding(_ row: MetricRow) -> Finding {
    let status: Status =
      switch (row.value, row.interval) {
      case (nil, _): .undetermined
      case (let value?, _) where value <= 0: .failed
      case (_, let interval?) where interval.lower > 0: .passed
      default: .undetermined
      }
    let probe = row.subgroup ?? "unknown"
    let range = row.interval.map(\.wording) ?? "no interval"
    let measured =
      row.value.map {
        "UAR of the model minus that of the probe \(probe), the strongest here, is \(decimal($0)) "
          + "(\(range), n = \(row.count))"
      } ?? "UAR of the model minus that of the probe \(probe) has no value (n = \(row.count))"
    let conclusion =
      switch status {
      case .passed: "The model knows something that the probe does not."
      case .failed where (row.interval?.upper ?? 0) < 0:
        "The model is worse than a predictor that sees only what the probe sees."
      case .failed:
        "The model is not shown to be better than a predictor that sees only what the probe sees."
      case .undetermined: "Whether the model or the probe is better cannot be told."
      }
    return Finding(
      check: name, subject: row.subject, status: status, importance: importance,
      message: "\(measured). \(conclusion)",
      advice: status == .passed
        ? nil : "See the shortcut floor: which probe it is, and whether the model errs like it.",
      evidence: row)
  }

  private var nothingToJudge: Finding {
    Finding(
      check: name, subject: "all rungs", status: .undetermined, importance: importance,
      message:
        "No probe was measured on a rung without shared speakers, so that nothing says how far "
        + "a shortcut leads.",
      advice: "Audit at least one speaker-disjoint split with this version.")
  }
}
