/// What calibrations that were fitted to the training speakers' dev data change, where they should
/// help and where they may not.
public struct CalibrationSummary: Sendable, Hashable {
  /// A metric as the model gave it, and with calibrated probabilities.
  public struct Pair: Sendable, Hashable {
    /// As the model gave it, or `nil` where undetermined.
    public let before: Double?
    /// Calibrated, or `nil` where undetermined.
    public let after: Double?

    /// Creates a pair.
    public init(before: Double?, after: Double?) {
      self.before = before
      self.after = after
    }
  }

  /// One metric under one calibration.
  public struct Row: Sendable, Hashable {
    /// Which model, tested on whom it never heard.
    public let origin: Origin
    /// `temperature`, `vector` or `isotonic`.
    public let method: String
    /// The metric's name.
    public let metric: String
    /// On other words of the training speakers, or `nil` where none is tested.
    public let known: Pair?
    /// On unseen speakers.
    public let unseen: Pair
    /// The change on unseen speakers, after minus before.
    public let change: Measure
    /// The part of the gain on known speakers that is left on unseen ones.
    public let survivingShare: Double?

    /// Creates a row.
    public init(
      origin: Origin, method: String, metric: String, known: Pair?, unseen: Pair, change: Measure,
      survivingShare: Double?
    ) {
      self.origin = origin
      self.method = method
      self.metric = metric
      self.known = known
      self.unseen = unseen
      self.change = change
      self.survivingShare = survivingShare
    }
  }

  /// The temperature of one model.
  public struct FittedTemperature: Sendable, Hashable {
    /// Which model.
    public let origin: Origin
    /// What its logits are divided by; above 1 where it was over-confident.
    public let value: Double?
    /// Whether the fit ran into the end of its range, as it does where no dev answer is wrong.
    public let isAtBound: Bool

    /// Creates a temperature.
    public init(origin: Origin, value: Double?, isAtBound: Bool) {
      self.origin = origin
      self.value = value
      self.isAtBound = isAtBound
    }
  }

  /// The error of one test set when the least sure answers are turned down.
  public struct RiskCurve: Sendable, Hashable {
    /// Which model and test set.
    public let origin: Origin
    /// Shares of answers that are kept, rising, with the share of errors among them.
    public let points: [Point]

    /// One share.
    public struct Point: Sendable, Hashable {
      /// The share of answers that are kept.
      public let coverage: String
      /// The share of errors among them.
      public let risk: Double?

      /// Creates a point.
      public init(coverage: String, risk: Double?) {
        self.coverage = coverage
        self.risk = risk
      }
    }

    /// Creates a curve.
    public init(origin: Origin, points: [Point]) {
      self.origin = origin
      self.points = points
    }
  }

  /// One row a model, calibration and metric.
  public let rows: [Row]
  /// One a model.
  public let temperatures: [FittedTemperature]

  /// One a clean test set of the first seed.
  public let risks: [RiskCurve]

  /// Creates a summary.
  public init(rows: [Row], temperatures: [FittedTemperature], risks: [RiskCurve]) {
    self.rows = rows
    self.risks = risks
    self.temperatures = temperatures
  }
}
