import Networks

/// What a training tells while it goes on, and how it is asked to stop.
public struct TrainingObserver {
  /// Called after each step with the epoch, the step and the number of steps of an epoch.
  public var onStep: (_ epoch: Int, _ step: Int, _ steps: Int) -> Void = { _, _, _ in }
  /// Called once before the first step, with the epochs that an earlier call completed and how long
  /// each took; none in a new training.
  public var onStart: (_ curve: [EpochReport], _ seconds: [Double]) -> Void = { _, _ in }
  /// Called after each epoch, when its checkpoint is written, with how long it took.
  public var onEpoch: (EpochReport, _ seconds: Double) -> Void = { _, _ in }
  /// Asked after each step; `true` ends the training with `TrainingError.interrupted`.
  public var shouldStop: () -> Bool = { false }

  /// An observer that does nothing.
  public init() {}
}

/// Fits a CRNN by a recipe.
///
/// Equal recipe, seed and data give bit-identical weights, for any number of workers, and whether
/// or not the training was interrupted and resumed.
public struct Trainer: Sendable {
  /// What the training does.
  public let recipe: Recipe
  /// Where initial weights, order, augmentation and dropout come from.
  public let seed: UInt64
  /// Threads, or `nil` for one a core.
  public let workers: Int?

  /// Creates a trainer.
  public init(recipe: Recipe, seed: UInt64, workers: Int? = nil) {
    self.recipe = recipe
    self.seed = seed
    self.workers = workers
  }

  /// Trains until the epochs end or dev has not improved for `patience` epochs.
  ///
  /// - Parameters:
  ///   - data: the train and dev parts; nothing else is ever looked at.
  ///   - checkpoint: a file that is gone on from where it exists, and written after each epoch and
  ///     where the training is asked to stop; `nil` for none.
  ///   - provenance: facts that the model carries.
  ///   - observer: progress and interruption.
  /// - Returns: the weights of the epoch that is kept: the best on dev, or the last.
  /// - Throws: `TrainingError`, `.recipe` where `Recipe.validate` refuses the recipe; after
  ///   `.diverged` and `.unusableBatch` the last checkpoint stays, after `.interrupted` it holds
  ///   the last step.
  public func fit(
    _ data: TrainingData, checkpoint: String? = nil, provenance: [String: String] = [:],
    observer: TrainingObserver = TrainingObserver()
  ) throws(TrainingError) -> TrainedModel {
    try recipe.requireValid()
    var session = try TrainingSession(trainer: self, data: data)
    if let checkpoint { try session.restore(from: checkpoint) }
    observer.onStart(session.epochs.curve, session.epochs.seconds)
    while !session.isFinished {
      let report = try session.runEpoch(observer, checkpoint: checkpoint)
      if let checkpoint { try session.checkpoint.write(to: checkpoint) }
      guard let report else { throw .interrupted(checkpoint: checkpoint) }
      observer.onEpoch(report, session.epochs.seconds.last ?? 0)
    }
    return session.model(provenance: provenance)
  }
}
