import Corpora
import Features
import Networks
import Parallel
import Randomness

/// Utterances of one step: the network's input, with targets and true classes.
struct TrainingBatch: Sendable {
  let input: NetworkInput
  /// One-hot targets, shape `[N, K]`, row-major.
  let targets: [Float]
  /// True class indices, shape `[N]`.
  let classes: [Int]
}

/// Turns examples into batches: order, choice of copy and augmentation by seed, epoch and utterance.
struct BatchMaker: Sendable {
  let features: FeatureSettings
  let augmentation: SpectrogramAugmentation
  let mixup: Mixup?
  let batchSize: Int
  let seed: UInt64

  /// The examples of an epoch in the order of that epoch, cut into batches; the last may be smaller.
  func order(of examples: [TrainingExample], epoch: Int) -> [[TrainingExample]] {
    var generator = SplitMix64(seed: seed, names: "order", String(epoch))
    return chunks(of: generator.shuffled(examples))
  }

  /// Examples in their own order, cut into batches.
  func chunks(of examples: [TrainingExample]) -> [[TrainingExample]] {
    stride(from: 0, to: examples.count, by: batchSize).map {
      Array(examples[$0..<min($0 + batchSize, examples.count)])
    }
  }

  /// A batch for fitting: a copy of each utterance is drawn and changed, then mixed with others.
  func augmentedBatch(
    of examples: [TrainingExample], epoch: Int
  ) throws(NetworkError) -> TrainingBatch {
    let axis = MelAxis(features)
    let drawn = try batch(of: examples) { example in
      var generator = SplitMix64(
        seed: seed, names: "augmentation", example.utterance, String(epoch))
      let copy = example.spectrograms[generator.index(below: example.spectrograms.count)]
      return augmentation.apply(to: copy, on: axis, using: &generator)
    }
    guard let mixup, let first = examples.first else { return drawn }
    var generator = SplitMix64(seed: seed, names: "mixup", first.utterance, String(epoch))
    return try mixup.apply(to: drawn, using: &generator)
  }

  /// A batch for evaluation: originals, unchanged.
  func plainBatch(of examples: [TrainingExample]) throws(NetworkError) -> TrainingBatch {
    try batch(of: examples) { $0.spectrograms[0] }
  }

  /// Frames of a batch are a multiple of this: the network's convolutions work on whole tiles.
  private static let frameMultiple = 8

  /// Batches are as long as their longest utterance needs, since padding costs as much as speech; every
  /// utterance is written to its own place in the input, some at a time.
  private func batch(
    of examples: [TrainingExample],
    spectrogram: @escaping @Sendable (TrainingExample) -> LogMelSpectrogram
  ) throws(NetworkError) -> TrainingBatch {
    let bands = features.melBands
    if let other = examples.lazy.flatMap(\.spectrograms).first(where: { $0.bands != bands }) {
      throw .bands(found: other.bands, expected: bands)
    }
    let spectrograms = examples.parallelMap(spectrogram)
    let longest = spectrograms.map(\.frames).max() ?? 0
    let tiles = (longest + Self.frameMultiple - 1) / Self.frameMultiple
    let frames = min(features.maximumFrames, tiles * Self.frameMultiple)
    var values = [Float](repeating: 0, count: examples.count * bands * frames)
    let lengths = values.withUnsafeMutableBufferPointer { values in
      nonisolated(unsafe) let images = values
      return Array(spectrograms.enumerated()).parallelMap { row, spectrogram in
        guard let base = images.baseAddress else { return 0 }
        return spectrogram.write(features, length: frames, to: base + row * bands * frames)
      }
    }
    let classes = examples.map(\.emotion.index)
    var targets = [Float](repeating: 0, count: examples.count * Emotion.allCases.count)
    for (row, index) in classes.enumerated() {
      targets[row * Emotion.allCases.count + index] = 1
    }
    let input = try NetworkInput(
      features: values, count: examples.count, bands: bands, frames: frames, lengths: lengths)
    return TrainingBatch(input: input, targets: targets, classes: classes)
  }
}

extension NetworkInput {
  /// Spectrograms of one fixed length, normalised, as a network's input `[N, 1, M, T]`.
  init(spectrograms: [PaddedSpectrogram]) throws(NetworkError) {
    try self.init(
      features: spectrograms.flatMap(\.bandMajorValues), count: spectrograms.count,
      bands: spectrograms.first?.bands ?? 0, frames: spectrograms.first?.frames ?? 0,
      lengths: spectrograms.map(\.validFrames))
  }
}
