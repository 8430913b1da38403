import Corpora

/// A test of unheard speakers whose unlabelled recordings the model was given, beside the ordinary test
/// of the same model on the same utterances.
public struct TransductiveRow: Sendable, Hashable {
  /// The emotion that is recognised worst.
  public struct Worst: Sendable, Hashable {
    /// The emotion.
    public let emotion: Emotion
    /// Its recall.
    public let recall: Double

    /// Creates an emotion with its recall.
    public init(emotion: Emotion, recall: Double) {
      self.emotion = emotion
      self.recall = recall
    }
  }

  /// Where the numbers come from; its note says `transductive`.
  public let origin: Origin
  /// The number of predictions.
  public let count: Int
  /// UAR with the recordings.
  public let uar: Measure
  /// UAR without them.
  public let ordinary: Measure
  /// The emotion that is recognised worst with them; `nil` where no recall is known.
  public let worst: Worst?

  /// Creates a row.
  public init(origin: Origin, count: Int, uar: Measure, ordinary: Measure, worst: Worst?) {
    self.origin = origin
    self.count = count
    self.uar = uar
    self.ordinary = ordinary
    self.worst = worst
  }
}
