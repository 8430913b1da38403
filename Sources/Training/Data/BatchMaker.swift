import Corpora
import Features
import Networks
import Parallel
import Randomness

/// Utterances of one step: the network's input, with targets.
package struct TrainingBatch: Sendable {
  package let input: NetworkInput
  /// One-hot targets, shape `[N, K]`, row-major.
  let targets: [Float]
}

/// Turns examples into batches: order, choice of copy and augmentation by seed, epoch, utterance
/// and how often the epoch has heard it.
package struct BatchMaker: Sendable {
  private let features: FeatureSettings
  /// Frames that the pools leave something of.
  private let fewestFrames: Int
  private let augmentation: SpectrogramAugmentation
  private let mixup: Mixup?
  private let sampling: SpeakerSampling
  /// Examples of a batch; the last of an epoch may have fewer.
  let batchSize: Int
  private let seed: UInt64

  /// - Throws: `TrainingError.recipe` for a balance of speakers outside `0...1`.
  package init(recipe: Recipe, seed: UInt64) throws(TrainingError) {
    let settings = recipe.optimization
    let features = recipe.features
    self.features = features
    fewestFrames = recipe.network.pooledFrames.reduce(1) { min($0 * $1, features.maximumFrames) }
    augmentation = recipe.spectrogramAugmentation
    mixup = settings.mixup > 0 ? Mixup(alpha: settings.mixup) : nil
    sampling = try SpeakerSampling(balance: settings.speakerBalance)
    batchSize = settings.batchSize
    self.seed = seed
  }

  /// What an epoch hears, in the order of that epoch, cut into batches; the last may be smaller.
  package func order(of examples: [TrainingExample], epoch: Int) -> [[SpeakerSampling.Draw]] {
    var generator = SplitMix64(seed: seed, names: "order", String(epoch))
    return generator.shuffled(sampling.draws(from: examples, using: &generator))
      .chunks(of: batchSize)
  }

  /// A batch for fitting: a copy of each utterance is drawn and changed, then mixed with others.
  package func augmentedBatch(
    of draws: [SpeakerSampling.Draw], epoch: Int
  ) throws(NetworkError) -> TrainingBatch {
    let axis = MelAxis(features)
    let drawn = try batch(of: draws) { draw in
      var generator = source("augmentation", draw, epoch)
      let copies = draw.example.spectrograms
      let copy = copies[generator.index(below: copies.count)]
      return augmentation.apply(to: copy, on: axis, using: &generator)
    }
    guard let mixup, let first = draws.first else { return drawn }
    var generator = source("mixup", first, epoch)
    return try mixup.apply(to: drawn, using: &generator)
  }

  /// A further hearing within an epoch is changed otherwise than the first.
  private func source(
    _ name: String, _ draw: SpeakerSampling.Draw, _ epoch: Int
  ) -> SplitMix64 {
    let turn = draw.repetition == 0 ? String(epoch) : "\(epoch) again \(draw.repetition)"
    return SplitMix64(seed: seed, names: name, draw.example.utterance, turn)
  }

  /// A batch for evaluation: originals, unchanged, of the length that `Recognizer` gives its own,
  /// so that no answer depends on what else is in the batch.
  package func plainBatch(of examples: [TrainingExample]) throws(NetworkError) -> TrainingBatch {
    let draws = examples.map { SpeakerSampling.Draw(example: $0, repetition: 0) }
    return try batch(of: draws, frames: features.maximumFrames) { $0.example.original }
  }

  /// Frames of a batch are a multiple of this: the network's convolutions work on whole tiles.
  private static let frameMultiple = 8

  /// Frames of the longest batch that these examples can give.
  func mostFrames(of examples: [TrainingExample]) -> Int {
    let longest = examples.lazy.flatMap(\.spectrograms).map(\.frames).max() ?? 1
    let slowed = Double(longest) / max(1 - augmentation.tempoChange, 0.01)
    return frames(for: Int(min(slowed.rounded(.up), Double(features.maximumFrames))))
  }

  /// Frames of a batch whose longest utterance has so many: as many as it and the pools need, since
  /// padding costs as much as speech.
  private func frames(for longest: Int) -> Int {
    let multiple = Self.frameMultiple
    let whole = (max(longest, fewestFrames) + multiple - 1) / multiple * multiple
    return min(features.maximumFrames, whole)
  }

  /// Every utterance is written to its own place in the input, some at a time.
  ///
  /// - Parameter frames: the input's length, or `nil` for what the longest of them needs.
  private func batch(
    of draws: [SpeakerSampling.Draw], frames length: Int? = nil,
    spectrogram: @escaping @Sendable (SpeakerSampling.Draw) -> LogMelSpectrogram
  ) throws(NetworkError) -> TrainingBatch {
    let examples = draws.map(\.example)
    let bands = features.melBands
    if let other = examples.lazy.flatMap(\.spectrograms).first(where: { $0.bands != bands }) {
      throw .bands(found: other.bands, expected: bands)
    }
    let spectrograms = draws.parallelMap(spectrogram)
    let frames = length ?? frames(for: spectrograms.map(\.frames).max() ?? 0)
    var values = [Float](repeating: 0, count: examples.count * bands * frames)
    let lengths = values.withUnsafeMutableBufferPointer { values in
      nonisolated(unsafe) let images = values
      return Array(spectrograms.enumerated()).parallelMap { row, spectrogram in
        guard let base = images.baseAddress else { return 0 }
        return spectrogram.write(features, length: frames, to: base + row * bands * frames)
      }
    }
    var targets = [Float](repeating: 0, count: examples.count * Emotion.allCases.count)
    for (row, example) in examples.enumerated() {
      targets[row * Emotion.allCases.count + example.emotion.index] = 1
    }
    let input = try NetworkInput(
      features: values, count: examples.count, bands: bands, frames: frames, lengths: lengths)
    return TrainingBatch(input: input, targets: targets)
  }
}
