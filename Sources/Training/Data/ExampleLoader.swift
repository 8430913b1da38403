import Audio
import Corpora
import Features
import Parallel

/// Turns training utterances into examples: decoding, changed copies and spectrograms.
public struct ExampleLoader: Sendable {
  private let extractor: FeatureExtractor
  private let augmentation: WaveformAugmentation
  private let seed: UInt64
  private let cache: ExampleCache?
  private let read: @Sendable (Utterance) throws -> Waveform

  /// Prepares a recipe's features.
  ///
  /// - Parameters:
  ///   - recipe: its features and its waveform augmentation.
  ///   - seed: the training seed.
  ///   - cache: where spectrograms of originals are kept, and the file of an utterance; `nil` keeps
  ///     none. Changed copies are made anew: another seed makes others.
  ///   - read: decodes an utterance at any sample rate.
  /// - Throws: `TrainingError.recipe` where `Recipe.validate` refuses the recipe.
  public init(
    recipe: Recipe, seed: UInt64, cache: ExampleCache? = nil,
    read: @escaping @Sendable (Utterance) throws -> Waveform
  ) throws(TrainingError) {
    try recipe.requireValid()
    do throws(FeatureError) {
      extractor = try FeatureExtractor(recipe.features)
    } catch {
      throw .recipe(reason: error.description)
    }
    augmentation = recipe.waveformAugmentation
    self.seed = seed
    self.cache = cache
    self.read = read
  }

  /// The examples of utterances, in their order; what cannot be decoded, is silent or too short is
  /// left out. A changed copy that nothing can be heard of, one that is quicker than a short
  /// recording allows, is left out by itself.
  ///
  /// - Parameters:
  ///   - utterances: what to read.
  ///   - copies: whether changed copies are made, as for training but not for dev.
  ///   - leftOut: called with each utterance that is left out and why, in their order.
  ///   - progress: called from time to time with the number of utterances done; may throw to stop.
  public func examples(
    of utterances: [Utterance], copies: Bool,
    leftOut: (Utterance, any Error) -> Void = { _, _ in },
    progress: (Int) throws(TrainingError) -> Void = { _ in }
  ) throws(TrainingError) -> [TrainingExample] {
    var examples: [TrainingExample] = []
    var done = 0
    for chunk in utterances.chunks(of: 64) {
      let made = chunk.parallelMap { utterance in
        Result { try example(utterance, copies: copies) }
      }
      for (utterance, result) in zip(chunk, made) {
        switch result {
        case .success(let example): examples.append(example)
        case .failure(let error): leftOut(utterance, error)
        }
      }
      done += chunk.count
      try progress(done)
    }
    return examples
  }

  private func example(_ utterance: Utterance, copies: Bool) throws -> TrainingExample {
    let changes = (0..<(copies ? augmentation.copies : 0)).map {
      augmentation.plan(utterance: utterance.id, copy: $0 + 1, seed: seed)
    }
    // Changed copies need the samples; without copies a cached original needs none.
    let waveform = changes.isEmpty ? nil : try read(utterance)
    let original = try spectrogram(of: utterance) { try waveform ?? read(utterance) }
    let made = changes.compactMap { change in
      waveform.flatMap { copy(change, of: $0) }.map { (change: change, spectrogram: $0) }
    }
    return TrainingExample(
      utterance: utterance.id, speaker: utterance.speaker, emotion: utterance.emotion,
      original: original, copies: made.map(\.spectrogram), changes: made.map(\.change))
  }

  /// A changed copy; `nil` where nothing is left of it to hear, which is no fault of the recording.
  private func copy(_ change: ChangedCopy, of waveform: Waveform) -> LogMelSpectrogram? {
    (try? extractor.prepare(change.apply(to: waveform))).map(extractor.logMel)
  }

  private func spectrogram(
    of utterance: Utterance, from samples: () throws -> Waveform
  ) throws -> LogMelSpectrogram {
    func compute() throws -> LogMelSpectrogram {
      extractor.logMel(try extractor.prepare(samples()))
    }
    guard let cache, let file = cache.file(utterance) else { return try compute() }
    return try cache.features.spectrogram(ofFile: file, compute: compute)
  }
}

/// Where an example loader finds the spectrograms of originals again.
public struct ExampleCache: Sendable {
  /// The spectrograms.
  public let features: FeatureCache
  /// The file of an utterance, or `nil` for a changed copy, which is in no file.
  public let file: @Sendable (Utterance) -> String?

  /// Joins spectrograms and files.
  public init(features: FeatureCache, file: @escaping @Sendable (Utterance) -> String?) {
    self.features = features
    self.file = file
  }
}
