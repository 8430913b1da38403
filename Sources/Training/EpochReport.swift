/// Facts about one epoch, in the order in which they are known.
public struct EpochReport: Codable, Sendable, Equatable {
  /// Counted from 0.
  public let epoch: Int
  /// Mean training loss in nats, augmentation and dropout included.
  public let trainingLoss: Double
  /// Mean loss on dev in nats.
  public let developmentLoss: Double
  /// UAR on dev.
  public let developmentRecall: Double
  /// The learning rate of the epoch.
  public let learningRate: Double
  /// Whether dev chose it as the best epoch so far; never where the last epoch is kept, whatever
  /// dev says.
  public let isBest: Bool
}
