import Audio

/// What a model says of one recording.
public struct Classification: Sendable {
  /// Probabilities in the order of `Emotion.allCases`, shape `[K]`.
  public let probabilities: [Double]
  /// Attention over the recording's frames after trimming, shape `[T']`, summing to 1; `nil` where
  /// the model has none.
  public let attention: [Float]?

  /// Creates a classification.
  public init(probabilities: [Double], attention: [Float]? = nil) {
    self.probabilities = probabilities
    self.attention = attention
  }
}

/// The seam between the audit and whatever is audited: recordings in, probabilities out.
public protocol Classifier {
  /// Classifies recordings, 16 kHz mono, in their order.
  ///
  /// - Returns: one classification a recording; `nil` where nothing can be said of it (silence).
  func classify(_ waveforms: [Waveform]) throws -> [Classification?]
}
