import Corpora

/// A test that was answered in another way than by one model from each recording alone, beside the
/// ordinary answers on the same utterances.
public struct VariantRow: Sendable, Hashable {
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

  /// Where the numbers come from; its note says what is different.
  public let origin: Origin
  /// The number of predictions.
  public let count: Int
  /// UAR of the variant.
  public let uar: Measure
  /// UAR of the ordinary answers.
  public let ordinary: Measure
  /// The emotion that the variant recognises worst; `nil` where no recall is known.
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
