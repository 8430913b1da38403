import Corpora
import Metrics

/// Which number of a row a check compares with its limit.
public enum DecidedOn: String, CaseIterable, Codable, Sendable {
  /// The value itself.
  case value
  /// The lower end of the interval. Nothing that names an end, or the interval, passes without one.
  case lower
  /// The upper end of the interval.
  case upper
  /// The whole interval: on the passing side it passes, on the other it fails, and across the limit
  /// it is undetermined.
  case interval
}

/// A question about one number: is it on the right side of a limit?
public struct Check: Codable, Sendable, Hashable {
  /// A stable name in kebab case, for example `per-speaker-accuracy`.
  public let name: String
  /// The limit and why it stands where it does.
  public let threshold: Threshold
  /// Which number is compared with the limit.
  public let decidedOn: DecidedOn
  /// How much the answer matters.
  public let importance: Importance
  /// The fewest predictions that are enough for an answer.
  public let leastCount: Int

  /// Creates a check.
  public init(
    name: String, threshold: Threshold, decidedOn: DecidedOn, importance: Importance = .critical,
    leastCount: Int = 1
  ) {
    self.name = name
    self.threshold = threshold
    self.decidedOn = decidedOn
    self.importance = importance
    self.leastCount = leastCount
  }

  /// The answer for one row: passed, failed, or undetermined where the number it is decided on is
  /// missing or rests on too few predictions.
  ///
  /// Without an interval only a check of the value passes. A value that misses the limit fails
  /// where the deciding end could only be worse, or where the model gives one answer to everything,
  /// so that no interval would reach anywhere else; all else is undetermined.
  ///
  /// A share of so few predictions that no model could pass, not even one with every answer right,
  /// is undetermined where a miss is not shown. So is, where only a miss that is shown fails, one
  /// of so few that no model could fail, where it is not shown to be on the passing side.
  ///
  /// - Parameters:
  ///   - reserve: what was tested and what the corpus has besides, which advice counts from.
  ///   - onlyAnswer: the emotion that the model says to everything behind the row, if it does.
  public func finding(
    for row: MetricRow, reserve: TestReserve? = nil, onlyAnswer: Emotion? = nil
  ) -> Finding {
    let units = row.interval.flatMap { reserve?.units(of: row, unit: $0.unit) }
    let (status, gap) = answer(for: row, onlyAnswer, units)
    return Finding(
      check: name, subject: row.subject, status: status, importance: importance,
      message: message(for: row, status: status, gap: gap, units: units)
        + direction(of: row, status, reserve),
      advice: advice(for: row, status: status, gap: gap, reserve: reserve), evidence: row,
      threshold: threshold, ground: ground(status, gap)?.rawValue)
  }

  /// Which number was compared with the limit, without an interval the value; `nil` where none was.
  private func ground(_ status: Status, _ gap: Gap?) -> DecidedOn? {
    switch gap {
    case nil, .acrossLimit: decidedOn
    case .noInterval, .oneAnswer: status == .failed ? .value : nil
    case .noValue, .tooFew, .noMissPossible, .noPassPossible: nil
    }
  }

  /// Why a row gives no answer.
  enum Gap {
    case noValue, noInterval, tooFew, acrossLimit
    /// Too few of what was resampled to show a miss, and how many could.
    case noMissPossible(needed: Int, ConfidenceInterval.Unit)
    /// Too few of what was resampled for any model to pass, and how many would do.
    case noPassPossible(needed: Int, ConfidenceInterval.Unit)
    /// No interval, since the model says this emotion to everything.
    case oneAnswer(Emotion)
  }

  private func answer(
    for row: MetricRow, _ onlyAnswer: Emotion?, _ units: TestReserve.Units?
  ) -> (Status, Gap?) {
    guard let value = row.value, value.isFinite else { return (.undetermined, .noValue) }
    guard row.count >= leastCount else { return (.undetermined, .tooFew) }
    if decidedOn == .value { return (threshold.admits(value) ? .passed : .failed, nil) }
    guard let interval = row.interval else {
      let isSure = !threshold.admits(value) && (isOfWorseEnd || onlyAnswer != nil)
      let gap = onlyAnswer.map(Gap.oneAnswer) ?? .noInterval
      guard isSure else { return (.undetermined, gap) }
      return isOfWorseEnd ? missed(row, nil, units, otherwise: gap) : (.failed, gap)
    }
    switch decidedOn {
    case .value, .lower, .upper:
      let end = decidedOn == .upper ? interval.upper : interval.lower
      if threshold.admits(end) {
        return isOfWorseEnd ? (.passed, nil) : met(row, interval, units)
      }
      return isOfWorseEnd ? missed(row, interval, units) : (.failed, nil)
    case .interval:
      let ends = [threshold.admits(interval.lower), threshold.admits(interval.upper)]
      if ends == [true, true] { return (.passed, nil) }
      return ends.contains(true) ? (.undetermined, .acrossLimit) : (.failed, nil)
    }
  }

  /// Whether the check decides on the end of the interval that is the worse one.
  private var isOfWorseEnd: Bool {
    decidedOn == (threshold.direction == .atLeast ? .lower : .upper)
  }
}

extension Threshold {
  /// Whether a number is on the passing side; the limit itself passes, also where the rounding of
  /// sums puts the number beside it.
  public func admits(_ value: Double) -> Bool {
    direction == .atLeast ? value >= limit - Self.rounding : value <= limit + Self.rounding
  }

  /// What differs by less differs by the rounding of sums alone.
  static let rounding = 1e-12
}
