import Corpora

/// How often conformal sets held the truth: calibrated on the training speakers, used on other
/// words of theirs and on speakers whom nothing heard.
public struct ConformalSummary: Sendable, Hashable {
  /// Coverage and size on one test set.
  public struct Coverage: Sendable, Hashable {
    /// The share of sets that held the truth.
    public let value: Double?
    /// Where it would lie in 95 of 100 repetitions if calibration and test were alike, or `nil`
    /// where that is not promised.
    public let band: ClosedRange<Double>?
    /// The mean number of labels in a set.
    public let setSize: Double?

    /// Creates a coverage.
    public init(value: Double?, band: ClosedRange<Double>?, setSize: Double?) {
      self.value = value
      self.band = band
      self.setSize = setSize
    }
  }

  /// One way of making sets, for one model.
  public struct Row: Sendable, Hashable {
    /// Which model, tested on whom it never heard.
    public let origin: Origin
    /// Score and condition, for example `aps per-emotion`.
    public let sets: String
    /// One true emotion, or `nil` for all.
    public let emotion: Emotion?
    /// On other words of the calibration's speakers, or `nil` where none is tested.
    public let known: Coverage?
    /// On unseen speakers.
    public let unseen: Coverage

    /// Creates a row.
    public init(
      origin: Origin, sets: String, emotion: Emotion?, known: Coverage?, unseen: Coverage
    ) {
      self.origin = origin
      self.sets = sets
      self.emotion = emotion
      self.known = known
      self.unseen = unseen
    }
  }

  /// What was asked for.
  public let nominal: Double
  /// The fewest recordings that sets which promise so much can be calibrated on.
  public let fewestRows: Int
  /// Rows of all emotions together and of each.
  public let rows: [Row]

  /// Creates a summary.
  public init(nominal: Double, fewestRows: Int, rows: [Row]) {
    self.nominal = nominal
    self.fewestRows = fewestRows
    self.rows = rows
  }
}
