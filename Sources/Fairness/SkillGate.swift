import Corpora
import Findings
import Metrics

/// The question that comes before every question of fairness or robustness: is the model better
/// than guessing? A model that guesses treats all groups alike, and that is no merit.
public struct SkillGate: Codable, Sendable, Hashable {
  /// UAR of all predictions; `nil` where an emotion has none.
  public let value: Double?
  /// Its interval over what varies independently.
  public let interval: ConfidenceInterval?
  /// What guessing scores, one over the number of emotions.
  public let chance: Double
  /// Whether the predictions are of a test that leaks: then they are no evidence of skill, however
  /// good they are, and the gate stays closed.
  public let isLeaky: Bool

  /// Measures the UAR of some predictions.
  ///
  /// - Parameter isLeaky: whether the test leaks.
  /// - Throws: `MetricError` where probabilities are no distributions.
  public init(
    _ predictions: [Prediction], classes: [Emotion] = Emotion.allCases,
    settings: IntervalSettings = IntervalSettings(), isLeaky: Bool = false
  ) throws(MetricError) {
    self.isLeaky = isLeaky
    chance = 1 / Double(max(1, classes.count))
    let table = try ClusterTable(predictions)
    let recall = SummedMetric.uar(over: classes)
    value = table.value(of: recall)
    interval = table.interval(of: recall, settings: settings)
  }

  /// What UAR says of these predictions, whether the test leaks or not: passed where the lower end
  /// of the interval is above chance. Without an interval failed where the value itself is not
  /// above chance, as that of a constant answer is, else undetermined.
  public var status: Status {
    guard let interval else {
      // Room for the rounding of a mean of K recalls.
      return value.map { $0 <= chance + 1e-12 } == true ? .failed : .undetermined
    }
    return interval.lower > chance ? .passed : .failed
  }

  /// What keeps UAR from showing skill; `nil` where it shows it.
  var doubt: SkillDoubt? {
    guard status != .passed else { return nil }
    guard let value else { return .unmeasured }
    // Room for the rounding of a mean of K recalls.
    let room = 1e-12
    guard let interval else { return value > chance + room ? .unmeasured : .atChance }
    if interval.upper > chance + room { return .unsure }
    return interval.upper < chance - room ? .belowChance : .atChance
  }

  /// Whether passes count: the model has skill, and the test does not leak.
  public var isOpen: Bool { status == .passed && !isLeaky }

  /// A status as it counts: what a model without skill passes, or any model on a test that leaks,
  /// is undetermined; what it fails stays failed.
  public func gated(_ status: Status) -> GatedStatus {
    guard status == .passed, let doubt = isLeaky ? .leaky : doubt else {
      return GatedStatus(status: status)
    }
    return GatedStatus(status: .undetermined, doubt: doubt)
  }

  /// One sentence about the gate.
  public var sentence: String {
    guard let value, let interval else {
      let lack = value == nil ? "value" : "interval"
      return "UAR has no \(lack) here, so nothing says that the model does better than guessing: "
        + "what it passes is shown apart and does not count."
    }
    let places = Threshold(.atLeast, chance, reason: "chance")
      .places(telling: [value, interval.lower, interval.upper])
    let range =
      "UAR is \(decimal(value, places: places)) (\(interval.wording(places: places))), chance is "
      + decimal(chance, places: places)
    if isLeaky {
      return "\(range), on a test that is LEAKY: that is no evidence of skill, so what the model "
        + "passes is shown apart and does not count."
    }
    guard let doubt else { return "\(range): the model does better than guessing." }
    return "\(range): \(doubt.sentence), so what it passes is shown apart and does not count."
  }
}

/// A status that counts, and whether a pass was taken off because the model has not shown skill.
public struct GatedStatus: Codable, Sendable, Hashable {
  /// The status that counts.
  public let status: Status
  /// Why a pass was taken off; `nil` where none was.
  public let doubt: SkillDoubt?

  /// Whether the check would have passed for a model with skill: shown apart.
  public var isVacuous: Bool { doubt != nil }

  package init(status: Status, doubt: SkillDoubt? = nil) {
    self.status = status
    self.doubt = doubt
  }
}
