import Corpora
import Features
import Foundation
import Metrics
import Networks
import Parallel
import Randomness

/// A training on its way: the network, the optimizer and what was learned about the epochs so far.
struct TrainingSession {
  private let trainer: Trainer
  private let data: TrainingData
  private let batches: BatchMaker
  private let loss: LossSettings
  private let network: CRNN
  private let optimizer: Adam
  private let identity: Checkpoint.Identity
  private var progress: Checkpoint.Progress
  private var best: [NamedArray]
  private var average: WeightAverage?

  /// The epochs that are complete, and how long each took.
  var epochs: (curve: [EpochReport], seconds: [Double]) { (progress.curve, progress.seconds) }

  /// The number of epochs that are complete.
  var epoch: Int { progress.curve.count }

  /// Whether the epochs are used up or dev has not improved for too long.
  var isFinished: Bool {
    epoch >= trainer.recipe.optimization.epochs(forUtterances: data.train.count)
      || (epoch > 0 && progress.stopping.shouldStop(after: epoch - 1))
  }

  init(trainer: Trainer, data: TrainingData) throws(TrainingError) {
    let recipe = trainer.recipe
    self.trainer = trainer
    self.data = data
    try Self.checkLength(of: recipe.optimization, utterances: data.train.count)
    batches = try BatchMaker(recipe: recipe, seed: trainer.seed)
    do throws(NetworkError) {
      loss = try LossSettings(
        labelSmoothing: Float(recipe.optimization.labelSmoothing),
        rowWeights: recipe.optimization.classWeights.factors(of: data.train.map(\.emotion)))
      network = try CRNN(
        try recipe.networkConfiguration(), seed: trainer.seed, workers: trainer.workers)
      optimizer = Adam(network, settings: try recipe.adamSettings())
    } catch {
      throw .recipe(reason: "The recipe gives no network: \(error.description).")
    }
    let shape = (
      count: min(recipe.optimization.batchSize, data.train.count),
      frames: batches.mostFrames(of: data.train)
    )
    try Self.checkMemory(network.trainingBytes(count: shape.count, frames: shape.frames))
    network.reserve(count: shape.count, frames: shape.frames)
    identity = Checkpoint.Identity(
      recipe: recipe, split: data.split, seed: trainer.seed, data: Self.fingerprint(of: data))
    progress = Checkpoint.Progress(
      curve: [],
      schedule: LearningRateSchedule(
        settings: recipe.schedule, initialRate: recipe.optimization.learningRate,
        epochs: recipe.optimization.epochs(forUtterances: data.train.count)),
      stopping: EarlyStopping(patience: recipe.optimization.patience), steps: 0)
    best = network.state
    if recipe.optimization.averaging > 0 {
      average = WeightAverage(
        decay: recipe.optimization.averaging, arrays: network.state, steps: 0)
    }
  }

  /// Refuses a training whose buffers the machine cannot hold.
  private static func checkMemory(_ needed: Int) throws(TrainingError) {
    guard let free = FreeMemory.bytes, needed > free else { return }
    func gigabytes(_ bytes: Int) -> String { String(format: "%.1f GB", Double(bytes) / 1e9) }
    throw .recipe(
      reason: "A step by this recipe takes \(gigabytes(needed)) of memory, and "
        + "\(gigabytes(free)) are free. Lower the recipe's batchSize, maximumFrames, channels or "
        + "hiddenSize, or end other programs.")
  }

  /// Refuses a training of more steps than a checkpoint can count.
  private static func checkLength(
    of settings: OptimizationSettings, utterances: Int
  ) throws(TrainingError) {
    let epochs = settings.epochs(forUtterances: utterances)
    let stepsAnEpoch = settings.stepsAnEpoch(forUtterances: utterances)
    guard epochs <= Adam.mostSteps / stepsAnEpoch else {
      throw .recipe(
        reason: "\(epochs) epochs of \(stepsAnEpoch) steps are more than the \(Adam.mostSteps) "
          + "steps that a training may have. Lower the recipe's epochs or steps, or raise its "
          + "batchSize.")
    }
  }

  private static func fingerprint(of data: TrainingData) -> String {
    let lines = (data.train + data.dev).map {
      "\($0.utterance)x\($0.spectrograms.count) \($0.speaker) \($0.emotion)"
    }
    let hash = StableHash.hash(lines.joined(separator: "\n"))
    return "\(data.train.count)+\(data.dev.count) utterances, \(String(hash, radix: 16))"
  }

  /// Goes on from a checkpoint where there is one.
  ///
  /// - Throws: `TrainingError.checkpointMismatch` for one of another training, `.damagedCheckpoint`
  ///   for what is none or is not whole; the file stays as it is.
  mutating func restore(from path: String) throws(TrainingError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let settings = trainer.recipe.optimization
    do throws(TrainingError) {
      let checkpoint = try Checkpoint(
        path: path, expecting: identity,
        stepsPerEpoch: settings.stepsAnEpoch(forUtterances: data.train.count))
      try take(over: checkpoint, path: path)
    } catch .foreignFile(_, let reason), .file(_, let reason) {
      throw .damagedCheckpoint(path: path, reason: reason)
    } catch {
      throw error
    }
  }

  private mutating func take(over checkpoint: Checkpoint, path: String) throws(TrainingError) {
    do throws(NetworkError) {
      try network.load(checkpoint.model)
      try optimizer.load(checkpoint.optimizer)
    } catch {
      throw .foreignFile(path: path, reason: error.description)
    }
    progress = checkpoint.progress
    best = try checkpoint.best.ordered(like: network.state, path: path)
    if average != nil {
      average = WeightAverage(
        decay: trainer.recipe.optimization.averaging,
        arrays: try checkpoint.average.ordered(like: network.state, path: path),
        steps: Int(checkpoint.progress.steps))
    }
  }

  /// The state after the last step.
  var checkpoint: Checkpoint {
    Checkpoint(
      identity: identity, progress: progress, model: network.state, best: best,
      average: average?.arrays ?? [], optimizer: optimizer.state)
  }

  /// Runs one epoch, or what is left of it; `nil` where the observer asked to stop within it.
  ///
  /// - Parameter checkpoint: where the last good one lies, for the words of an error.
  mutating func runEpoch(
    _ observer: TrainingObserver, checkpoint: String?
  ) throws(TrainingError) -> EpochReport? {
    let rate = progress.schedule.rate(epoch: epoch)
    let start = ContinuousClock.now
    func seconds() -> Double {
      progress.running.seconds + (ContinuousClock.now - start) / .seconds(1)
    }
    do throws(NetworkError) {
      guard let trainingLoss = try runSteps(rate: rate, observer) else {
        progress.running.seconds = seconds()
        return nil
      }
      let weights = network.state
      if let average { try network.load(average.arrays) }
      let evaluated = average?.arrays ?? weights
      let (developmentLoss, recall) = try evaluateDevelopment()
      if average != nil { try network.load(weights) }
      progress.schedule.observe(epoch: epoch, developmentLoss: developmentLoss)
      let isKept = progress.stopping.observe(
        epoch: epoch, recall: recall, loss: developmentLoss)
      if isKept { best = evaluated }
      let report = EpochReport(
        epoch: epoch, trainingLoss: trainingLoss, developmentLoss: developmentLoss,
        developmentRecall: recall, learningRate: rate,
        isBest: isKept && progress.stopping.isChoosing)
      progress.curve.append(report)
      progress.seconds.append(seconds())
      progress.running = Checkpoint.RunningEpoch()
      return report
    } catch {
      let kept = checkpoint.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
      throw error.isDivergence
        ? .diverged(epoch: epoch + 1, reason: error.description, checkpoint: kept)
        : .unusableBatch(epoch: epoch + 1, reason: error.description, checkpoint: kept)
    }
  }

  private mutating func runSteps(
    rate: Double, _ observer: TrainingObserver
  ) throws(NetworkError) -> Double? {
    let order = batches.order(of: data.train, epoch: epoch)
    for (step, draws) in order.enumerated().dropFirst(progress.running.steps) {
      let batch = try batches.augmentedBatch(of: draws, epoch: epoch)
      let result = try network.computeGradients(
        batch.input, targets: batch.targets, loss: loss, step: progress.steps)
      _ = try optimizer.step(learningRate: Float(rate))
      progress.steps += 1
      progress.running.steps += 1
      try average?.observe(network.state)
      progress.running.loss += Double(result.loss) * Double(draws.count)
      observer.onStep(epoch, step + 1, order.count)
      if observer.shouldStop() { return nil }
    }
    return progress.running.loss / Double(data.train.count)
  }

  /// Mean loss in nats and UAR over the classes that dev has.
  private func evaluateDevelopment() throws(NetworkError) -> (loss: Double, recall: Double) {
    let classes = Emotion.allCases.count
    var loss = 0.0
    var predictions: [Prediction] = []
    for examples in data.dev.chunks(of: batches.batchSize) {
      let output = try network.predict(try batches.plainBatch(of: examples).input)
      for (row, example) in examples.enumerated() {
        let own = row * classes..<(row + 1) * classes
        let probabilities = output.probabilities[own].map(Double.init)
        loss -= log(max(probabilities[example.emotion.index], 1e-12))
        predictions.append(
          Prediction(
            utterance: example.utterance, speaker: example.speaker, word: nil,
            truth: example.emotion, probabilities: probabilities))
      }
    }
    let confusion = ConfusionMatrix(predictions)
    let present = (0..<classes).filter { confusion.support(of: $0) > 0 }
    return (
      loss / Double(data.dev.count), confusion.unweightedAverageRecall(over: present) ?? .nan
    )
  }

  /// The weights of the epoch that is kept.
  func model(provenance: [String: String]) -> TrainedModel {
    TrainedModel(
      recipe: trainer.recipe, split: data.split, trainedOn: data.trainedOn, seed: trainer.seed,
      keptEpoch: progress.stopping.keptEpoch ?? 0, curve: progress.curve,
      speakerMean: data.speakerMean, omissions: data.omissions, provenance: provenance,
      state: best)
  }
}
