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

/// A trained model ready to classify recordings.
public final class Recognizer {
  /// The model.
  public let model: TrainedModel
  private let network: CRNN
  private let extractor: FeatureExtractor

  private static let batch = 64

  /// Puts a model's weights into a network.
  ///
  /// - Parameter workers: threads, or `nil` for one a core.
  /// - Throws: `TrainingError.foreignFile` where the weights do not fit the recipe's network.
  public init(model: TrainedModel, workers: Int? = nil) throws(TrainingError) {
    self.model = model
    do throws(NetworkError) {
      network = try CRNN(
        try model.recipe.networkConfiguration(), seed: model.seed, workers: workers)
      try network.load(model.state)
    } catch {
      throw .foreignFile(path: "The model of \(model.split)", reason: error.description)
    }
    do throws(FeatureError) {
      extractor = try FeatureExtractor(model.recipe.features)
    } catch {
      throw .recipe(reason: error.description)
    }
  }

  /// Whether knowing a speaker's mean can change an answer: the mean of the training speakers is known,
  /// and normalisation does not take every band's mean away.
  public var usesSpeakerMean: Bool {
    model.speakerMean != nil && model.recipe.features.normalization != .perBand
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
    let extractor = extractor
    let frames = model.recipe.features.maximumFrames
    let offsets = model.speakerMean?.offsets(from: speaker) ?? []
    let spectrograms = waveforms.parallelMap {
      try? extractor.extract($0, adding: offsets).padded(to: frames)
    }
    var results = [Recognition?](repeating: nil, count: waveforms.count)
    let heard = spectrograms.indices.filter { spectrograms[$0] != nil }
    for start in stride(from: 0, to: heard.count, by: Self.batch) {
      let rows = heard[start..<min(start + Self.batch, heard.count)]
      let input = try NetworkInput(spectrograms: rows.compactMap { spectrograms[$0] })
      let output = try network.predict(input)
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
    let features = model.recipe.features
    let pooled = model.recipe.network.pooledFrames.reduce(1, *)
    return Recognition(
      probabilities: normalized(probabilities.map(Double.init)), attention: Array(attention),
      secondsPerWeight: Double(features.hopLength * pooled) / Double(features.sampleRate))
  }

  /// Float32 softmax sums to 1 within rounding; files and ledgers want it within Float64's.
  private func normalized(_ probabilities: [Double]) -> [Double] {
    let sum = probabilities.reduce(0, +)
    return probabilities.map { $0 / sum }
  }
}
