import Audio
import Corpora
import Features
import Networks
import Parallel

/// What a trained model says of one recording.
public struct Recognition: Sendable {
  /// Probabilities in the order of `Emotion.allCases`, shape `[K]`.
  public let probabilities: [Double]
  /// Attention over the frames that were heard, shape `[T']`, summing to 1.
  public let attention: [Float]
  /// Where in the recording the first weight begins, in seconds: behind its leading silence.
  public let attentionStart: Double
  /// The time that one weight of attention covers, in seconds.
  public let secondsPerWeight: Double
  /// Seconds of sound beyond the longest utterance that the model takes, which were not heard.
  public let secondsUnheard: Double
}

/// A trained model ready to classify recordings; or those of several seeds, which answer together
/// with the mean of their probabilities and of their attention.
public final class Recognizer {
  /// The first model; the others differ from it by their seed and weights alone.
  public let model: TrainedModel
  /// Where each network's weights come from, for messages: a file, or a split and a seed.
  public let sources: [String]
  private let networks: [CRNN]
  private let extractor: FeatureExtractor

  private static let batch = 64

  /// Puts a model's weights into a network.
  ///
  /// - Parameter workers: threads, or `nil` for one a core.
  /// - Throws: `TrainingError.foreignFile` where the weights do not fit the recipe's network.
  public convenience init(model: TrainedModel, workers: Int? = nil) throws(TrainingError) {
    try self.init(model, togetherWith: [], workers: workers)
  }

  /// Puts the weights of models that answer together into networks.
  ///
  /// - Parameters:
  ///   - others: of the same recipe, split and recordings as `model`, each with a seed of its own.
  ///   - workers: threads, or `nil` for one a core.
  /// - Throws: `TrainingError.foreignFile` where weights do not fit the recipe's network;
  ///   `TrainingError.recipe` for models that cannot answer together.
  public init(
    _ model: TrainedModel, togetherWith others: [TrainedModel], workers: Int? = nil
  ) throws(TrainingError) {
    self.model = model
    let models = [model] + others
    sources = models.map(\.source)
    for (place, other) in models.enumerated() {
      for earlier in models[..<place] {
        guard let difference = other.difference(from: earlier) else { continue }
        throw .recipe(
          reason: "the models of \(earlier.name) and \(other.name) cannot answer together: "
            + difference)
      }
    }
    do throws(NetworkError) {
      let first = try CRNN(
        try model.recipe.networkConfiguration(), seed: model.seed, start: .zeros,
        workers: workers)
      networks = [first] + others.map { CRNN(beside: first, seed: $0.seed, start: .zeros) }
    } catch {
      throw .recipe(reason: error.description)
    }
    for (network, model) in zip(networks, models) {
      do throws(NetworkError) {
        try network.load(model.state)
      } catch {
        throw .foreignFile(
          path: model.file ?? "The model of \(model.name)", reason: error.description)
      }
    }
    do throws(FeatureError) {
      extractor = try FeatureExtractor(model.recipe.features)
    } catch {
      throw .recipe(reason: error.description)
    }
  }

  /// Whether knowing a speaker's mean can change an answer: the mean of the training speakers is
  /// known, and normalisation does not take every band's mean away.
  public var usesSpeakerMean: Bool {
    model.speakerMean != nil && model.recipe.features.normalization != .perBand
  }

  /// Adds recordings of one speaker, of any sample rate, to what is known of her; silence adds
  /// nothing.
  public func hear(_ waveforms: [Waveform], of speaker: inout SpeakerMean) {
    let extractor = extractor
    let spectrograms = waveforms.parallelMap { try? extractor.logMel(extractor.prepare($0)) }
    for spectrogram in spectrograms { spectrogram.map { speaker.add($0) } }
  }

  /// Classifies recordings of any sample rate, in their order; `nil` for one of silence, or too
  /// short (`fault`), and for one whose numbers do not stay finite on the way (no `fault`).
  ///
  /// - Parameter speaker: what is known of who speaks. Her mean is moved to that of the training
  ///   speakers; of whom nothing is known, as by default, everything is taken as it is.
  public func recognize(
    _ waveforms: [Waveform], of speaker: SpeakerMean = SpeakerMean()
  ) throws(NetworkError) -> [Recognition?] {
    let extractor = extractor
    let frames = model.recipe.features.maximumFrames
    let offsets = model.speakerMean?.offsets(from: speaker) ?? []
    let whole = waveforms.parallelMap { try? extractor.extractPlaced($0, adding: offsets) }
    let spectrograms = whole.map { $0?.spectrogram.padded(to: frames) }
    let unheard = whole.map { max(0, ($0?.spectrogram.frames ?? 0) - frames) }
    var results = [Recognition?](repeating: nil, count: waveforms.count)
    let heard = spectrograms.indices.filter { spectrograms[$0] != nil }
    func answer(_ rows: [Int]) throws(NetworkError) -> Bool {
      let spectrograms = rows.compactMap { spectrograms[$0] }
      guard let outputs = try outputs(for: spectrograms) else { return false }
      for (row, index) in rows.enumerated() {
        results[index] = mean(
          of: outputs.map {
            recognition(
              row, of: $0, start: whole[index]?.start ?? 0, framesUnheard: unheard[index])
          })
      }
      return true
    }
    for rows in heard.chunks(of: Self.batch) where try !answer(rows) && rows.count > 1 {
      // What is not finite in one recording takes no other's answer.
      for row in rows { _ = try answer([row]) }
    }
    return results
  }

  /// What the networks make of spectrograms; `nil` where a number is not finite.
  private func outputs(
    for spectrograms: [PaddedSpectrogram]
  ) throws(NetworkError) -> [NetworkOutput]? {
    do throws(NetworkError) {
      let input = try NetworkInput(spectrograms: spectrograms)
      var outputs: [NetworkOutput] = []
      for network in networks { outputs.append(try network.predict(input)) }
      return outputs
    } catch {
      guard error.isNotFinite else { throw error }
      return nil
    }
  }

  /// Why `recognize` says nothing of a recording; `nil` where it says something, or where the
  /// recording is well and a number that the model makes of it is not finite.
  public func fault(of waveform: Waveform) -> FeatureError? {
    do throws(FeatureError) {
      _ = try extractor.prepare(waveform)
      return nil
    } catch {
      return error
    }
  }

  private func recognition(
    _ row: Int, of output: NetworkOutput, start second: Double, framesUnheard: Int
  ) -> Recognition {
    let probabilities = output.probabilities[row * output.classes..<(row + 1) * output.classes]
    let start = row * output.pooledFrames
    let attention = output.attention[start..<start + output.pooledLengths[row]]
    let features = model.recipe.features
    let pooled = model.recipe.network.pooledFrames.reduce(1, *)
    let hop = Double(features.hopLength) / Double(features.sampleRate)
    return Recognition(
      probabilities: normalized(probabilities.map(Double.init)), attention: Array(attention),
      attentionStart: second, secondsPerWeight: hop * Double(pooled),
      secondsUnheard: hop * Double(framesUnheard))
  }

  /// The mean of what the networks say; `nil` where there are none.
  private func mean(of answers: [Recognition]) -> Recognition? {
    guard let first = answers.first, answers.count > 1 else { return answers.first }
    let rest = answers.dropFirst()
    return Recognition(
      probabilities: rest.reduce(first.probabilities) { zip($0, $1.probabilities).map(+) }
        .map { $0 / Double(answers.count) },
      attention: rest.reduce(first.attention) { zip($0, $1.attention).map(+) }
        .map { $0 / Float(answers.count) },
      attentionStart: first.attentionStart, secondsPerWeight: first.secondsPerWeight,
      secondsUnheard: first.secondsUnheard)
  }

  /// Float32 softmax sums to 1 within rounding; files and ledgers want it within Float64's.
  private func normalized(_ probabilities: [Double]) -> [Double] {
    let sum = probabilities.reduce(0, +)
    return probabilities.map { $0 / sum }
  }
}

extension NetworkInput {
  /// Spectrograms of one fixed length, normalised, as a network's input `[N, 1, M, T]`.
  fileprivate init(spectrograms: [PaddedSpectrogram]) throws(NetworkError) {
    try self.init(
      features: spectrograms.flatMap(\.bandMajorValues), count: spectrograms.count,
      bands: spectrograms.first?.bands ?? 0, frames: spectrograms.first?.frames ?? 0,
      lengths: spectrograms.map(\.validFrames))
  }
}

extension TrainedModel {
  /// The split and the seed, for messages.
  fileprivate var name: String { "\(split) (seed \(seed))" }

  /// The file, or of a model that was in none yet what it was trained on, for messages.
  fileprivate var source: String { file ?? "the model of \(name)" }

  /// Why this model and another cannot answer together; `nil` where they can.
  fileprivate func difference(from other: TrainedModel) -> String? {
    if recipe != other.recipe { return "their recipes differ" }
    if split != other.split || trainedOn != other.trainedOn
      || provenance["corpus"] != other.provenance["corpus"]
      || speakerMean?.recordings != other.speakerMean?.recordings
      || speakerMean?.frames != other.speakerMean?.frames
    {
      return "they were trained on other recordings"
    }
    return seed == other.seed ? "they have the same seed" : nil
  }
}
