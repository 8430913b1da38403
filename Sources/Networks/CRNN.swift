import Tensors

/// A convolutional recurrent network with attention for sequences of mel frames.
///
/// Blocks of Conv2d 3x3, BatchNorm2d, ReLU, MaxPool2d and Dropout; two bidirectional LSTM layers;
/// attention over the valid frames; Linear, ReLU, Dropout, Linear. The features of a pooled frame
/// enter the LSTM band by band, channels within a band: PyTorch's `x.permute(0, 3, 2, 1)` of
/// `[N, C, F, T]`, flattened to `[N, T, F C]`.
///
/// Results are the same bits for any number of workers. One instance serves one caller at a time.
public final class CRNN {
  /// Sizes and dropout rates.
  public let configuration: CRNNConfiguration
  /// Threads that work on a step.
  public var workers: Int { pool.count }
  /// Learned values in all.
  public var parameterCount: Int { store.layout.count }

  /// Called at the end of each phase of a step with its name, for profiles; nil costs nothing.
  public var onPhase: ((String) -> Void)?

  let seed: UInt64
  let pool: Workers
  let store: ParameterStore
  private let arena = Arena()
  private var workspace: Workspace?
  private let predictionArena = Arena()
  private var predictionMemory: PredictionMemory?
  private lazy var predictionWeights = PredictionWeights(configuration, store)

  /// The values that a network begins with.
  public enum Start: Sendable {
    /// PyTorch's default distributions, drawn by the network's seed.
    case drawn
    /// Zeros throughout, for a network whose state is loaded next: drawing a million values that
    /// are then overwritten takes longer than an answer.
    case zeros
  }

  /// A network that can be trained, or that a state can be loaded into.
  ///
  /// - Parameters:
  ///   - seed: of the weights and of every dropout mask.
  ///   - start: of the weights.
  ///   - workers: threads to work on; nil for one a processor. Has no effect on results.
  /// - Throws: `NetworkError.configuration` for fewer than one worker.
  public init(
    _ configuration: CRNNConfiguration, seed: UInt64, start: Start = .drawn, workers: Int? = nil
  ) throws(NetworkError) {
    if let workers, workers < 1 {
      throw .configuration(field: "workers", found: "\(workers)", expected: "at least 1")
    }
    self.configuration = configuration
    self.seed = seed
    pool = Workers(workers)
    store = ParameterStore(ParameterLayout(configuration))
    if start == .drawn { store.start(seed: seed) }
  }

  /// Another network of the same sizes that works on the threads of `other`; the two take turns.
  package init(beside other: CRNN, seed: UInt64, start: Start = .drawn) {
    configuration = other.configuration
    self.seed = seed
    pool = other.pool
    store = ParameterStore(other.store.layout)
    if start == .drawn { store.start(seed: seed) }
  }

  /// Runs forward in training mode, the loss, and backward; leaves the gradients for an optimiser,
  /// in the place of those of an earlier call: nothing is added up between calls.
  ///
  /// - Parameters:
  ///   - targets: a probability for each class, `[N, K]`, each row summing to 1.
  ///   - step: counts training steps; selects the dropout masks.
  /// - Throws: `NetworkError` for an input or target that does not fit, and `.activationNotFinite`
  ///   and `.lossNotFinite`, after which weights and running statistics are as they were.
  public func computeGradients(
    _ input: NetworkInput, targets: [Float], loss: LossSettings, step: UInt64
  ) throws(NetworkError) -> StepResult {
    try check(input)
    try check(targets, count: input.count)
    let criterion = try CrossEntropy(loss, classes: configuration.classes)
    let pass = TrainingPass(self, input, workspace(for: input), dropoutStep: step)
    try pass.forward()
    let head = pass.workspace.head
    let mean = targets.withUnsafeBufferPointer {
      criterion.evaluate(
        logits: head.logits, targets: $0.baseAddress.unsafelyUnwrapped, count: input.count,
        probabilities: head.probabilities, dLogits: head.dLogits)
    }
    guard mean.isFinite else { throw .lossNotFinite(mean) }
    pass.updateStatistics()
    pass.backward()
    return StepResult(
      loss: mean, probabilities: copy(head.probabilities, input.count * configuration.classes))
  }

  /// Runs forward in evaluation mode: running statistics, no dropout.
  ///
  /// - Throws: `NetworkError` for an input that does not fit, `.activationNotFinite` and
  ///   `.outputNotFinite`.
  public func predict(_ input: NetworkInput) throws(NetworkError) -> NetworkOutput {
    try check(input)
    let pass = PredictionPass(self, input, predictionWeights, predictionMemory(for: input))
    try pass.run()
    let (count, classes) = (input.count, configuration.classes)
    let memory = pass.memory
    var probabilities = [Float](repeating: 0, count: count * classes)
    for utterance in 0..<count {
      let logits = memory.logits + utterance * classes
      guard (0..<classes).allSatisfy({ logits[$0].isFinite }) else {
        throw .outputNotFinite(utterance: utterance)
      }
      probabilities.withUnsafeMutableBufferPointer {
        let row = $0.baseAddress.unsafelyUnwrapped + utterance * classes
        _ = softmax(logits, count: classes, into: row)
      }
    }
    return NetworkOutput(
      count: count, classes: classes, logits: copy(memory.logits, count * classes),
      probabilities: probabilities, pooledFrames: memory.pooledFrames,
      attention: memory.groups.flatMap {
        copy($0.attention.weights, $0.utterances.count * memory.pooledFrames)
      }, pooledLengths: pass.lengths)
  }

  /// Valid pooled frames of an utterance with `length` valid frames: whole windows, at least one.
  public func pooledLength(_ length: Int) -> Int { max(1, configuration.pooledFrames(length)) }

  private func copy(_ source: UnsafePointer<Float>, _ count: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: source, count: count))
  }

  private func check(_ input: NetworkInput) throws(NetworkError) {
    guard input.bands == configuration.melBands else {
      throw .bands(found: input.bands, expected: configuration.melBands)
    }
    guard configuration.pooledFrames(input.frames) > 0 else {
      throw .inputVanishes(
        axis: "frames", found: input.frames, pooledBy: configuration.pools.map(\.frames).product)
    }
  }

  /// Rounding a mixture of two distributions stays far below this.
  private static let targetTolerance: Float = 1e-3

  private func check(_ targets: [Float], count: Int) throws(NetworkError) {
    let classes = configuration.classes
    guard targets.count == count * classes else {
      throw .elementCount(of: "targets", found: targets.count, expected: count * classes)
    }
    for utterance in 0..<count {
      let row = targets[(utterance * classes)..<((utterance + 1) * classes)]
      let sum = row.reduce(0, +)
      guard abs(sum - 1) <= CRNN.targetTolerance, row.allSatisfy({ $0 >= 0 }) else {
        throw .target(utterance: utterance, sum: sum)
      }
    }
  }

  /// Floats that training works in.
  package var reservedFloats: Int { arena.capacity }

  /// Reserves memory for batches of up to so many utterances and frames, so that no step after it
  /// needs more.
  package func reserve(count: Int, frames: Int) {
    workspace = nil
    arena.reset(reserving: trainingFloats(count: count, frames: frames))
  }

  /// The bytes that `reserve` takes.
  package func trainingBytes(count: Int, frames: Int) -> Int {
    trainingFloats(count: count, frames: frames) * MemoryLayout<Float>.stride
  }

  private func trainingFloats(count: Int, frames: Int) -> Int {
    arena.measure { _ in _ = layOut(count: count, frames: frames) }
  }

  private func layOut(count: Int, frames: Int) -> Workspace {
    Workspace(
      configuration, store, count: count, frames: frames, workers: pool.count, arena: arena)
  }

  /// The buffers for training on a batch's shape; laid out anew only when the shape changes, in
  /// memory that grows and never shrinks.
  private func workspace(for input: NetworkInput) -> Workspace {
    if let workspace, workspace.count == input.count, workspace.frames == input.frames {
      return workspace
    }
    let (count, frames) = (input.count, input.frames)
    arena.reset(reserving: trainingFloats(count: count, frames: frames))
    let fresh = layOut(count: count, frames: frames)
    fresh.clear()
    workspace = fresh
    return fresh
  }

  /// The same for prediction.
  private func predictionMemory(for input: NetworkInput) -> PredictionMemory {
    if let predictionMemory, predictionMemory.count == input.count,
      predictionMemory.frames == input.frames
    {
      return predictionMemory
    }
    func layOut(_ arena: Arena) -> PredictionMemory {
      PredictionMemory(
        configuration, predictionWeights, count: input.count, frames: input.frames,
        workers: pool.count, arena: arena)
    }
    let size = predictionArena.measure { _ = layOut($0) }
    predictionArena.reset(reserving: size)
    let fresh = layOut(predictionArena)
    fresh.clear()
    predictionMemory = fresh
    return fresh
  }
}
