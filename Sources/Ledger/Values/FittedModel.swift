/// One row of a learning curve.
public struct EpochRow: Codable, Sendable, Hashable {
  /// Counted from 1; 0 is the state before training.
  public let epoch: Int
  /// Mean loss over the training part, in nats.
  public let trainLoss: Double
  /// Mean loss over the dev part, in nats, or `nil` without a dev part.
  public let devLoss: Double?
  /// Unweighted average recall over the dev part, or `nil` where it is undetermined.
  public let devUAR: Double?
  /// The learning rate of the epoch.
  public let learningRate: Double
  /// How long the epoch took.
  public let seconds: Double

  /// Creates a row.
  public init(
    epoch: Int, trainLoss: Double, devLoss: Double?, devUAR: Double?, learningRate: Double,
    seconds: Double
  ) {
    self.epoch = epoch
    self.trainLoss = trainLoss
    self.devLoss = devLoss
    self.devUAR = devUAR
    self.learningRate = learningRate
    self.seconds = seconds
  }
}

/// A model of a run.
public struct StoredModel: Sendable, Hashable {
  /// Which model it is.
  public let key: ModelKey
  /// Whether fitting has come to its end.
  public let isFitted: Bool
  /// Where its weights are, or `nil` where none are kept.
  public let checkpoint: String?
  /// The hash of the weights.
  public let checkpointHash: String?
  /// The epoch whose weights were kept, counted from 1; the column has the name `best_epoch` of
  /// before trainings could keep the last.
  public let keptEpoch: Int?
  /// The learning curve.
  public let epochs: [EpochRow]
}
