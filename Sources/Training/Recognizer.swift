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
  /// The time that one weight of attention covers, in seconds.
  public let secondsPerWeight: Double
}

/// A trained model ready to classify recordings; or several that answer together, with the mean of their
/// probabilities and of their attention.
public final class Recognizer {
  /// A model in its network.
  private struct Member {
    let model: TrainedModel
    let network: CRNN

    init(_ model: TrainedModel, workers: Int?) throws(TrainingError) {
      self.model = model
      do throws(NetworkError) {
        network = try CRNN(
          try model.recipe.networkConfiguration(), seed: model.seed, workers: workers)
        try network.load(model.state)
      } catch {
        throw .foreignFile(path: "The model of \(model.split)", reason: error.description)
      }
    }
  }

  /// The settings of the features, which all its models share.
  public let features: FeatureSettings
  private let members: [Member]
  private let extractor: FeatureExtractor
  private let pooledFrames: Int

  private static let batch = 64

  /// Puts a model's weights into a network.
  ///
  /// - Parameter workers: threads, or `nil` for one a core.
  /// - Throws: `TrainingError.foreignFile` where the weights do not fit the recipe's network.
  public convenience init(model: TrainedModel, workers: Int? = nil) throws(TrainingError) {
    try self.init(models: [model], workers: workers)
  }

  /// Puts the weights of models that answer together into networks.
  ///
  /// - Parameters:
  ///   - models: at least one; all have the same features and pool as many frames, as those of several
  ///     seeds do.
  ///   - workers: threads, or `nil` for one a core.
  /// - Throws: `TrainingError.foreignFile` where weights do not fit their recipe's network;
  ///   `TrainingError.recipe` for models that cannot answer together.
  public init(models: [TrainedModel], workers: Int? = nil) throws(TrainingError) {
    guard let first = models.first else { throw .recipe(reason: "no model was given") }
    var members: [Member] = []
    for model in models {
      guard model.recipe.features == first.recipe.features, model.pooled == first.pooled else {
        throw .recipe(
          reason: "the model of \(model.split), seed \(model.seed), hears other features than that "
            + "of \(first.split), seed \(first.seed); models answer together only where features and "
            + "the pooling of frames are the same, as those of several seeds are")
      }
      members.append(try Member(model, workers: workers))
    }
    self.members = members
    features = first.recipe.features
    pooledFrames = first.pooled
    do throws(FeatureError) {
      extractor = try FeatureExtractor(features)
    } catch {
      throw .recipe(reason: error.description)
    }
  }

  /// Whether knowing a speaker's mean can change an answer: the mean of the training speakers is known,
  /// and normalisation does not take every band's mean away.
  public var usesSpeakerMean: Bool {
    members.allSatisfy { $0.model.speakerMean != nil } && features.normalization != .perBand
  }

  /// Adds recordings of one speaker, of any sample rate, to what is known of her; silence adds nothing.
  public func hear(_ waveforms: [Waveform], of speaker: inout SpeakerMean) {
    let extractor = extractor
    let spectrograms = waveforms.parallelMap { try? extractor.logMel(extractor.prepare($0)) }
    for spectrogram in spectrograms { spectrogram.map { speaker.add($0) } }
  }

  /// Classifies recordings of any sample rate, in their order; `nil` for one of silence.
  ///
  /// - Parameter speaker: what is known of who speaks. Her mean is moved to that of the training
  ///   speakers; of whom nothing is known, as by default, everything is taken as it is.
  public func recognize(
    _ waveforms: [Waveform], of speaker: SpeakerMean = SpeakerMean()
  ) throws(NetworkError) -> [Recognition?] {
    var answers: [[Recognition?]] = []
    for member in members { answers.append(try recognize(waveforms, of: speaker, by: member)) }
    return waveforms.indices.map { index in mean(of: answers.compactMap { $0[index] }) }
  }

  private func recognize(
    _ waveforms: [Waveform], of speaker: SpeakerMean, by member: Member
  ) throws(NetworkError) -> [Recognition?] {
    let extractor = extractor
    let frames = features.maximumFrames
    let offsets = member.model.speakerMean?.offsets(from: speaker) ?? []
    let spectrograms = waveforms.parallelMap {
      try? extractor.extract($0, adding: offsets).padded(to: frames)
    }
    var results = [Recognition?](repeating: nil, count: waveforms.count)
    let heard = spectrograms.indices.filter { spectrograms[$0] != nil }
    for start in stride(from: 0, to: heard.count, by: Self.batch) {
      let rows = heard[start..<min(start + Self.batch, heard.count)]
      let input = try NetworkInput(spectrograms: rows.compactMap { spectrograms[$0] })
      let output = try member.network.predict(input)
      for (row, index) in rows.enumerated() {
        results[index] = recognition(row, of: output)
      }
    }
    return results
  }

  private func recognition(_ row: Int, of output: NetworkOutput) -> Recognition {
    let probabilities = output.probabilities[row * output.classes..<(row + 1) * output.classes]
    let start = row * output.pooledFrames
    let attention = output.attention[start..<start + output.pooledLengths[row]]
    return Recognition(
      probabilities: normalized(probabilities.map(Double.init)), attention: Array(attention),
      secondsPerWeight: Double(features.hopLength * pooledFrames) / Double(features.sampleRate))
  }

  /// The mean of what the members say; `nil` where they say nothing.
  private func mean(of answers: [Recognition]) -> Recognition? {
    guard let first = answers.first, answers.count > 1 else { return answers.first }
    let rest = answers.dropFirst()
    return Recognition(
      probabilities: rest.reduce(first.probabilities) { zip($0, $1.probabilities).map(+) }
        .map { $0 / Double(answers.count) },
      attention: rest.reduce(first.attention) { zip($0, $1.attention).map(+) }
        .map { $0 / Float(answers.count) },
      secondsPerWeight: first.secondsPerWeight)
  }

  /// Float32 softmax sums to 1 within rounding; files and ledgers want it within Float64's.
  private func normalized(_ probabilities: [Double]) -> [Double] {
    let sum = probabilities.reduce(0, +)
    return probabilities.map { $0 / sum }
  }
}

extension TrainedModel {
  /// The frames that one weight of attention covers.
  fileprivate var pooled: Int { recipe.network.pooledFrames.reduce(1, *) }
}
