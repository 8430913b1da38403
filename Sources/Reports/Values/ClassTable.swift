import Corpora

/// How well each emotion of a test set was recognised.
public struct ClassTable: Sendable, Hashable {
  /// What was measured of one emotion.
  public struct Row: Sendable, Hashable {
    /// The emotion.
    public let emotion: Emotion
    /// The number of utterances that carry it.
    public let support: Int
    /// The share of answers of this emotion that are right.
    public let precision: Measure
    /// The share of its utterances that are recognised.
    public let recall: Measure
    /// The harmonic mean of both.
    public let f1: Measure

    /// Creates a row.
    public init(
      emotion: Emotion, support: Int, precision: Measure, recall: Measure, f1: Measure
    ) {
      self.emotion = emotion
      self.support = support
      self.precision = precision
      self.recall = recall
      self.f1 = f1
    }
  }

  /// Where the numbers come from.
  public let origin: Origin
  /// One row an emotion.
  public let rows: [Row]

  /// Creates a table.
  public init(origin: Origin, rows: [Row]) {
    self.origin = origin
    self.rows = rows
  }
}

/// Which emotion was taken for which in a test set.
public struct ConfusionTable: Sendable, Hashable {
  /// Where the numbers come from.
  public let origin: Origin
  /// One speaker, or `nil` for all tested speakers together.
  public let speaker: String?
  /// Rows truth, columns predicted, in the order of `Emotion.allCases`, shape `[K, K]`. Missing
  /// rows and columns count as not measured.
  public let counts: [[Int]]

  /// Creates a table.
  public init(origin: Origin, speaker: String? = nil, counts: [[Int]]) {
    self.origin = origin
    self.speaker = speaker
    self.counts = counts
  }

  /// The count of a cell, or `nil` where the table has no such cell.
  func count(_ truth: Int, _ predicted: Int) -> Int? {
    guard counts.indices.contains(truth), counts[truth].indices.contains(predicted) else {
      return nil
    }
    return counts[truth][predicted]
  }

  /// The share of a truth's utterances, or `nil` where the truth has none.
  func rate(_ truth: Int, _ predicted: Int) -> Double? {
    guard let count = count(truth, predicted) else { return nil }
    let support = counts[truth].reduce(0, +)
    return support > 0 ? Double(count) / Double(support) : nil
  }
}
