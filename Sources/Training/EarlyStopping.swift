/// Remembers the best epoch by dev UAR (ties: the lower dev loss) and says when to give up.
public struct EarlyStopping: Codable, Sendable, Equatable {
  /// Epochs without a better one after which training stops; 0 never stops and takes each epoch for
  /// better than the one before, so that the last one counts.
  public let patience: Int
  /// The best epoch so far, counted from 0.
  public private(set) var bestEpoch: Int?
  /// The dev UAR of the best epoch.
  public private(set) var bestRecall: Double?
  /// The dev loss of the best epoch.
  public private(set) var bestLoss: Double?

  /// Starts without a best epoch.
  public init(patience: Int) {
    self.patience = patience
  }

  /// Takes note of an epoch; returns whether it is the best so far.
  public mutating func observe(epoch: Int, recall: Double, loss: Double) -> Bool {
    if patience > 0, let bestRecall, let bestLoss {
      guard recall > bestRecall || (recall == bestRecall && loss < bestLoss) else { return false }
    }
    bestEpoch = epoch
    bestRecall = recall
    bestLoss = loss
    return true
  }

  /// Whether an epoch that has just ended is `patience` epochs past the best one.
  public func shouldStop(after epoch: Int) -> Bool {
    guard patience > 0, let bestEpoch else { return false }
    return epoch - bestEpoch >= patience
  }
}
