/// Remembers the epoch whose weights are kept, the best by dev UAR (ties: the lower dev loss), and
/// says when to give up.
public struct EarlyStopping: Codable, Sendable, Equatable {
  /// Epochs without a better one after which training stops; 0 never stops and keeps each epoch in
  /// place of the one before, so that the last one counts.
  public let patience: Int
  /// The epoch that is kept so far, counted from 0.
  public private(set) var keptEpoch: Int?
  /// The dev UAR of that epoch.
  public private(set) var keptRecall: Double?
  /// The dev loss of that epoch.
  public private(set) var keptLoss: Double?

  /// Whether the epoch that is kept is chosen by dev; else it is the last.
  public var isChoosing: Bool { patience > 0 }

  // Checkpoints that are there already have the names of before.
  private enum CodingKeys: String, CodingKey {
    case patience
    case keptEpoch = "bestEpoch"
    case keptRecall = "bestRecall"
    case keptLoss = "bestLoss"
  }

  /// Starts without an epoch.
  public init(patience: Int) {
    self.patience = patience
  }

  /// Takes note of an epoch; returns whether its weights are to be kept.
  public mutating func observe(epoch: Int, recall: Double, loss: Double) -> Bool {
    if isChoosing, let keptRecall, let keptLoss {
      guard recall > keptRecall || (recall == keptRecall && loss < keptLoss) else { return false }
    }
    keptEpoch = epoch
    keptRecall = recall
    keptLoss = loss
    return true
  }

  /// Whether an epoch that has just ended is `patience` epochs past the one that is kept.
  public func shouldStop(after epoch: Int) -> Bool {
    guard isChoosing, let keptEpoch else { return false }
    return epoch - keptEpoch >= patience
  }
}
