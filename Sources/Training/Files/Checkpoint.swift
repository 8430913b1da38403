import Foundation
import Networks

/// Everything that a training needs to go on as if it had not stopped, after an epoch or within
/// one.
struct Checkpoint: Sendable {
  /// What must agree between the checkpoint and the training that resumes it.
  struct Identity: Codable, Equatable, Sendable {
    let recipe: Recipe
    let split: String
    let seed: UInt64
    /// Training and dev utterances with speakers and emotions, in order, as one hash.
    let data: String
  }

  /// What changes from step to step and from epoch to epoch, besides arrays.
  struct Progress: Codable, Sendable {
    var curve: [EpochReport]
    var schedule: LearningRateSchedule
    var stopping: EarlyStopping
    var steps: UInt64
    /// How long each complete epoch took.
    var seconds: [Double] = []
    var running = RunningEpoch()

    /// Whether epochs follow one another, the kept one is one of them and the steps are theirs, as
    /// in every checkpoint that was written by a training of `stepsPerEpoch`.
    func isConsistent(stepsPerEpoch: Int) -> Bool {
      let hasKept = stopping.keptEpoch.map(curve.indices.contains) ?? curve.isEmpty
      return curve.map(\.epoch) == Array(curve.indices) && curve.count == seconds.count && hasKept
        && (0...stepsPerEpoch).contains(running.steps) && curve.count < 1 << 31
        && steps == UInt64(curve.count * stepsPerEpoch + running.steps)
        && (running.steps > 0 || running.loss == 0)
    }
  }

  /// What is known of the epoch that is not complete.
  struct RunningEpoch: Codable, Sendable {
    var steps = 0
    /// The sum over utterances, in nats.
    var loss = 0.0
    var seconds = 0.0
  }

  let identity: Identity
  let progress: Progress
  /// The network as it is.
  let model: [NamedArray]
  /// The best weights so far.
  let best: [NamedArray]
  /// The running average of weights, empty where none is kept.
  let average: [NamedArray]
  /// The optimizer's moments and step count.
  let optimizer: [NamedArray]

  /// Another number wherever trainings round or draw otherwise: what goes on from a checkpoint
  /// equals an uninterrupted training.
  private static let format = "ser-audit-checkpoint/5"

  /// Writes the checkpoint whole or not at all; the one before stays until then.
  func write(to path: String) throws(TrainingError) {
    let groups = [
      ("model.", model), ("best.", best), ("average.", average), ("optimizer.", optimizer),
    ]
    let arrays = groups.flatMap { prefix, group in
      group.map { $0.renamed(prefix + $0.name) }
    }
    let metadata = [
      "format": Self.format, "identity": try jsonText(identity),
      "progress": try jsonText(progress),
    ]
    try SafeTensors(arrays: arrays, metadata: metadata).sealed().write(to: path)
  }
}

extension Checkpoint {
  /// Reads a checkpoint and refuses one of another training.
  init(
    path: String, expecting identity: Identity, stepsPerEpoch: Int
  ) throws(TrainingError) {
    let file = try SafeTensors(path: path)
    guard file.metadata["format"] == Self.format else {
      throw .foreignFile(path: path, reason: "it is not a checkpoint (\(Self.format))")
    }
    guard file.isSealed else {
      throw .foreignFile(path: path, reason: "its bytes are not those that were written")
    }
    let decoder = JSONDecoder()
    guard
      let found = try? decoder.decode(
        Identity.self, from: Data((file.metadata["identity"] ?? "").utf8)),
      let progress = try? decoder.decode(
        Progress.self, from: Data((file.metadata["progress"] ?? "").utf8))
    else { throw .foreignFile(path: path, reason: "its metadata cannot be understood") }
    try Self.compare(found, identity, path: path)
    guard progress.isConsistent(stepsPerEpoch: stepsPerEpoch) else {
      throw .foreignFile(path: path, reason: "its epochs and steps contradict one another")
    }
    self.identity = identity
    self.progress = progress
    func group(_ prefix: String) -> [NamedArray] {
      file.arrays.filter { $0.name.hasPrefix(prefix) }.map {
        $0.renamed(String($0.name.dropFirst(prefix.count)))
      }
    }
    model = group("model.")
    best = group("best.")
    average = group("average.")
    optimizer = group("optimizer.")
  }

  private static func compare(
    _ found: Identity, _ expected: Identity, path: String
  ) throws(TrainingError) {
    func mismatch(_ what: String, _ found: String, _ expected: String) -> TrainingError {
      .checkpointMismatch(path: path, what: what, found: found, expected: expected)
    }
    if found.split != expected.split { throw mismatch("split", found.split, expected.split) }
    if found.seed != expected.seed { throw mismatch("seed", "\(found.seed)", "\(expected.seed)") }
    if found.data != expected.data {
      throw mismatch("training data", found.data, expected.data)
    }
    if found.recipe != expected.recipe {
      throw mismatch("recipe", try jsonText(found.recipe), try jsonText(expected.recipe))
    }
  }
}

extension [NamedArray] {
  /// The arrays in the order of others with the same names and shapes.
  func ordered(like others: [NamedArray], path: String) throws(TrainingError) -> [NamedArray] {
    let byName = Dictionary(map { ($0.name, $0) }) { first, _ in first }
    var result: [NamedArray] = []
    for other in others {
      guard let array = byName[other.name], array.shape == other.shape else {
        throw .foreignFile(
          path: path,
          reason: "\(other.name) is missing or has another shape than \(other.shape)")
      }
      result.append(array)
    }
    return result
  }
}
