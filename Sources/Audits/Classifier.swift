import Audio
import Corpora

/// What a model says of one recording.
public struct Classification: Sendable {
  /// What was answered.
  public enum Answer: Sendable, Hashable {
    /// Probabilities, or a label alone.
    case stated(StatedAnswer)
    /// Nothing, for the reason that is given.
    case nothing(reason: String)
  }

  /// What was answered.
  public let answer: Answer
  /// Attention over the recording's frames after trimming, shape `[T']`, summing to 1; `nil` where
  /// the model has none.
  public let attention: [Float]?

  /// Creates a classification from probabilities in the order of `Emotion.allCases`, shape `[K]`.
  public init(probabilities: [Double], attention: [Float]? = nil) {
    answer = .stated(.probabilities(probabilities))
    self.attention = attention
  }

  /// Creates a classification of a model without attention.
  public init(_ answer: Answer) {
    self.answer = answer
    attention = nil
  }
}

/// The seam between the audit and whatever is audited: recordings in, answers out.
public protocol Classifier {
  /// Classifies recordings, 16 kHz mono, in their order.
  ///
  /// - Parameters:
  ///   - waveforms: the recordings.
  ///   - speakers: who speaks in each: somebody who uses a model knows that too.
  /// - Returns: one classification a recording; `nil` where nothing can be said of it, for a
  ///   reason that is not known.
  func classify(_ waveforms: [Waveform], of speakers: [String]) throws -> [Classification?]
}
