/// What a network says of a batch in evaluation mode.
public struct NetworkOutput: Sendable, Equatable {
  /// Utterances N.
  public let count: Int
  /// Classes K.
  public let classes: Int
  /// Scores before softmax, `[N, K]`.
  public let logits: [Float]
  /// Softmax of the logits, `[N, K]`.
  public let probabilities: [Float]
  /// Pooled frames T'.
  public let pooledFrames: Int
  /// Attention over pooled frames, `[N, T']`, summing to 1 over the valid ones and 0 elsewhere.
  public let attention: [Float]
  /// Valid pooled frames of each utterance, `[N]`.
  public let pooledLengths: [Int]
}

/// What a training step reports: of the forward pass in training mode, dropout included.
public struct StepResult: Sendable, Equatable {
  /// The batch's mean loss, in nats.
  public let loss: Float
  /// Softmax of the logits, `[N, K]`.
  public let probabilities: [Float]
}
