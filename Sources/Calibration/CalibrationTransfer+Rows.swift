import Findings
import Metrics

extension CalibrationTransfer {
  /// The attribute of all rows about a calibration; the subgroup is its method.
  public static let attribute = "calibration"

  /// The comparison as rows of an audit.
  ///
  /// - Each test set gets the metric's name with the value after calibration, and the name with
  ///   `-change`: after minus before, with its interval.
  /// - The unseen one gets the name with `-surviving-share`.
  ///
  /// - Parameters:
  ///   - known: what the rows of the model on known speakers share, or `nil` where none is tested:
  ///     there are no rows of them then.
  ///   - unseen: the same on unseen speakers.
  public func rows(known knownContext: MetricContext?, unseen unseenContext: MetricContext)
    -> [MetricRow]
  {
    (knownContext.map { rows(of: known, $0) } ?? []) + rows(of: unseen, unseenContext) + [
      unseenContext.labelled(Self.attribute, method).row(
        named: metric.rawValue + "-surviving-share", value: survivingShare, count: unseen.count)
    ]
  }

  private func rows(of change: Change, _ context: MetricContext) -> [MetricRow] {
    let context = context.labelled(Self.attribute, method)
    let difference = change.before.flatMap { before in change.after.map { $0 - before } }
    return [
      context.row(named: metric.rawValue, value: change.after, count: change.count),
      context.row(
        named: metric.rawValue + "-change", value: difference, interval: change.interval,
        count: change.count),
    ]
  }

  /// Whether what the calibration gains on known speakers it gains on unseen ones too: passed where
  /// the interval of the change on unseen speakers is on the better side of 0, failed where it is
  /// on the worse, undetermined across.
  public func finding(unseen context: MetricContext) -> Finding {
    let row = rows(of: unseen, context)[1]
    return Finding(
      check: "calibration-transfer", subject: row.subject, status: transferStatus,
      importance: .note, message: sentence,
      advice: transferStatus == .failed
        ? "Do not calibrate on the training speakers alone: hear dev data of more speakers." : nil,
      evidence: row,
      threshold: Threshold(
        metric.definition.direction == .lowerIsBetter ? .atMost : .atLeast, 0,
        reason: "a calibration is to make \(metric.rawValue) no worse on people it never heard"))
  }

  private var transferStatus: Status {
    guard let interval = unseen.interval else { return .undetermined }
    let isLowerBetter = metric.definition.direction == .lowerIsBetter
    if isLowerBetter ? interval.upper <= 0 : interval.lower >= 0 { return .passed }
    return (isLowerBetter ? interval.lower > 0 : interval.upper < 0) ? .failed : .undetermined
  }

  private var sentence: String {
    func words(_ change: Change) -> String {
      guard let before = change.before, let after = change.after else { return "undetermined" }
      return "from \(decimal(before)) to \(decimal(after))"
    }
    let start =
      "The calibration by \(method), fitted to dev data of the training speakers, takes "
      + "\(metric.rawValue) "
    guard known.count > 0 else {
      return start + "\(words(unseen)) on unseen speakers: \(effect). No other recording of the "
        + "training speakers is tested, so what it gains there cannot be told."
    }
    return start + "\(words(known)) on other recordings of those speakers "
      + "and \(words(unseen)) on unseen ones: \(survival)."
  }

  /// What it does to unseen speakers alone.
  private var effect: String {
    guard let interval = unseen.interval else { return "whether it helps them is undetermined" }
    let isLowerBetter = metric.definition.direction == .lowerIsBetter
    switch transferStatus {
    case .failed: return "it harms them"
    case .passed where interval.lower == 0 && interval.upper == 0: return "it changes nothing"
    case .passed where isLowerBetter ? interval.upper < 0 : interval.lower > 0:
      return "it helps them"
    case .passed: return "it does not harm them"
    default: return "whether it helps or harms them is not shown"
    }
  }

  /// What became of the gain, as the end of a sentence.
  private var survival: String {
    if transferStatus == .failed { return "it harms them" }
    if let share = survivingShare {
      return transferStatus == .passed && share > 0
        ? "a share of \(decimal(share)) of the gain survives"
        : "that any of the gain survives is not shown"
    }
    let direction = metric.definition.direction
    guard let gain = known.gain(direction), unseen.gain(direction) != nil else {
      return "what survives of a gain is undetermined"
    }
    return gain > 0
      ? "no gain on known speakers is shown that could survive"
      : "there was no gain on known speakers that could survive"
  }
}
