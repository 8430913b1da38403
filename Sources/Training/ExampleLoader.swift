import Audio
import Corpora
import Features
import Parallel

/// Turns training utterances into examples: decoding, changed copies and spectrograms.
public struct ExampleLoader: Sendable {
  private let extractor: FeatureExtractor
  private let augmentation: WaveformAugmentation
  private let seed: UInt64
  private let read: @Sendable (Utterance) throws -> Waveform

  /// Prepares a recipe's features.
  ///
  /// - Parameters:
  ///   - recipe: its features and its waveform augmentation.
  ///   - seed: the training seed.
  ///   - read: decodes an utterance at any sample rate.
  /// - Throws: `TrainingError.recipe` where the recipe's features cannot be computed.
  public init(
    recipe: Recipe, seed: UInt64, read: @escaping @Sendable (Utterance) throws -> Waveform
  ) throws(TrainingError) {
    do throws(FeatureError) {
      extractor = try FeatureExtractor(recipe.features)
    } catch {
      throw .recipe(reason: error.description)
    }
    augmentation = recipe.waveformAugmentation
    self.seed = seed
    self.read = read
  }

  /// The examples of utterances, in their order; what cannot be decoded or is silent is left out.
  ///
  /// - Parameters:
  ///   - utterances: what to read.
  ///   - copies: whether changed copies are made, as for training but not for dev.
  ///   - progress: called from time to time with the number of utterances done.
  public func examples(
    of utterances: [Utterance], copies: Bool, progress: (Int) -> Void = { _ in }
  ) -> [TrainingExample] {
    var examples: [TrainingExample] = []
    for start in stride(from: 0, to: utterances.count, by: 64) {
      let chunk = Array(utterances[start..<min(start + 64, utterances.count)])
      examples += chunk.parallelMap { try? example($0, copies: copies) }.compactMap { $0 }
      progress(start + chunk.count)
    }
    return examples
  }

  private func example(_ utterance: Utterance, copies: Bool) throws -> TrainingExample {
    let waveform = try read(utterance)
    let original = extractor.logMel(try extractor.prepare(waveform))
    let count = copies ? augmentation.copies : 0
    return TrainingExample(
      utterance: utterance.id, emotion: utterance.emotion, original: original,
      copies: try (0..<count).map { copy in
        let changed = augmentation.copy(
          of: waveform, utterance: utterance.id, copy: copy + 1, seed: seed)
        return extractor.logMel(try extractor.prepare(changed))
      })
  }
}
