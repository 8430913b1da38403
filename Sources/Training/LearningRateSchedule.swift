import Foundation

/// How the learning rate changes from epoch to epoch.
public enum ScheduleKind: String, Codable, Sendable, CaseIterable {
  /// Multiplied by `factor` when the dev loss has not improved for `patience` epochs.
  case plateau
  /// From the initial rate along half a cosine to `minimum` at the last epoch. An epoch that is
  /// the only one behind the warm-up has the initial rate, so that it learns.
  case cosine
}

/// The settings of a learning-rate schedule.
public struct ScheduleSettings: Codable, Sendable, Equatable {
  /// The rule.
  public var kind: ScheduleKind = .cosine
  /// What a plateau multiplies the rate by, `0..<1`.
  public var factor: Double = 0.5
  /// Epochs without improvement before a plateau acts.
  public var patience: Int = 3
  /// The lowest rate; in a recipe file at most the learning rate.
  public var minimum: Double = 1e-5
  /// Epochs over which the rate rises linearly from a tenth, before the rule begins; all of a
  /// training that a limit in steps makes shorter. A plateau knows the best dev loss of these
  /// epochs and counts none of them as one without improvement.
  public var warmUpEpochs: Int = 1

  /// The defaults.
  public init() {}
}

/// A schedule's state; saved with every checkpoint, so a resumed training goes on alike.
///
/// The plateau rule is PyTorch's `ReduceLROnPlateau` with mode `min`, an absolute threshold of 0
/// and the warm-up as a first cooldown.
public struct LearningRateSchedule: Codable, Sendable, Equatable {
  private let settings: ScheduleSettings
  private let initialRate: Double
  private let epochs: Int
  private var best: Double?
  private var epochsWithoutImprovement = 0
  private var plateauRate: Double

  private var warmUpEpochs: Int { min(settings.warmUpEpochs, epochs) }

  /// Starts a schedule of `epochs` epochs at `initialRate`.
  public init(settings: ScheduleSettings, initialRate: Double, epochs: Int) {
    self.settings = settings
    self.initialRate = initialRate
    self.epochs = max(1, epochs)
    self.plateauRate = initialRate
  }

  /// The rate of an epoch, counted from 0.
  public func rate(epoch: Int) -> Double {
    if epoch < warmUpEpochs {
      let progress = Double(epoch + 1) / Double(warmUpEpochs + 1)
      return initialRate * (0.1 + 0.9 * progress)
    }
    switch settings.kind {
    case .plateau:
      return plateauRate
    case .cosine:
      let span = max(1, epochs - 1 - warmUpEpochs)
      let progress = min(1, Double(epoch - warmUpEpochs) / Double(span))
      let weight = (1 + cos(.pi * progress)) / 2
      return settings.minimum + (initialRate - settings.minimum) * weight
    }
  }

  /// Takes note of the dev loss of an epoch, counted from 0.
  public mutating func observe(epoch: Int, developmentLoss: Double) {
    if let best, developmentLoss >= best {
      if epoch >= warmUpEpochs { epochsWithoutImprovement += 1 }
    } else {
      best = developmentLoss
      epochsWithoutImprovement = 0
    }
    if epochsWithoutImprovement > settings.patience {
      plateauRate = max(settings.minimum, plateauRate * settings.factor)
      epochsWithoutImprovement = 0
    }
  }
}
