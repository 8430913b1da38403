import Metrics

/// What a run is worth beside an earlier one that it was held against.
public struct BaselineSummary: Sendable, Hashable {
  /// The difference on one test set, of all its speakers or of one.
  public struct Row: Sendable, Hashable {
    /// Where the run's own numbers come from.
    public let origin: Origin
    /// One speaker, or `nil` for all tested speakers together.
    public let speaker: String?
    /// The number of utterances that both answered.
    public let count: Int
    /// UAR of this run minus that of the baseline.
    public let uar: Measure
    /// Accuracy of this run minus that of the baseline.
    public let accuracy: Measure

    /// Creates a row.
    public init(
      origin: Origin, speaker: String?, count: Int, uar: Measure, accuracy: Measure
    ) {
      self.origin = origin
      self.speaker = speaker
      self.count = count
      self.uar = uar
      self.accuracy = accuracy
    }
  }

  /// The baseline run.
  public let run: String
  /// When it began, as text, or `nil` where the ledger has it no more.
  public let started: String?
  /// Rows of honest test sets, those of a test set together and all its speakers first.
  public let rows: [Row]
  /// Every difference on honest test sets, also of metrics that no row shows.
  public let differences: [MetricRow]

  /// Creates a summary.
  public init(run: String, started: String?, rows: [Row], differences: [MetricRow] = []) {
    self.run = run
    self.started = started
    self.rows = rows
    self.differences = differences
  }
}
