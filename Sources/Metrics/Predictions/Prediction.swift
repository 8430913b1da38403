import Corpora

/// What one model said of one utterance.
public struct Prediction: Codable, Sendable, Hashable {
  /// The `Utterance.id`.
  public let utterance: String
  /// The `Speaker.id`: the first level of dependence.
  public let speaker: String
  /// The word or sentence: the unit that is resampled within a speaker. `nil` where unknown; the
  /// utterance is then a unit of its own.
  public let word: String?
  /// The intended emotion.
  public let truth: Emotion
  /// The emotion with the highest probability (ties: the first), or the bare label that was given.
  public let predicted: Emotion
  /// Probabilities in the order of `Emotion.allCases`, shape `[K]`, summing to 1; `nil` where only
  /// a label is known.
  public let probabilities: [Double]?
  /// Whether the truth has a probability of 0 for want of digits, as `roundedForAFile` says: how
  /// little it was is not known, and a likelihood has no value.
  public package(set) var hidesTruth = false

  /// What is written of a prediction; how its numbers were written is said of the file.
  private enum CodingKeys: CodingKey {
    case utterance, speaker, word, truth, predicted, probabilities
  }

  /// Creates a prediction from probabilities in the order of `Emotion.allCases`, shape `[K]`. They
  /// are checked where a table is made of predictions.
  public init(
    utterance: String, speaker: String, word: String?, truth: Emotion, probabilities: [Double]
  ) {
    self.utterance = utterance
    self.speaker = speaker
    self.word = word
    self.truth = truth
    var best = 0
    for index in probabilities.indices where probabilities[index] > probabilities[best] {
      best = index
    }
    self.predicted = Emotion(index: best) ?? .neutral
    self.probabilities = probabilities
  }

  /// Creates a prediction that is a label alone.
  public init(
    utterance: String, speaker: String, word: String?, truth: Emotion, predicted: Emotion
  ) {
    self.utterance = utterance
    self.speaker = speaker
    self.word = word
    self.truth = truth
    self.predicted = predicted
    self.probabilities = nil
  }

  /// The same answer as of a file whose numbers were rounded: a 0 there is anything below half a
  /// unit of the last digit.
  public var roundedForAFile: Prediction {
    var prediction = self
    prediction.hidesTruth = probabilities.map { $0[truth.index] == 0 } ?? false
    return prediction
  }

  /// The same answer about an utterance, a speaker and a word of other names.
  package func renamed(utterance: String, speaker: String, word: String?) -> Prediction {
    guard let probabilities else {
      return Prediction(
        utterance: utterance, speaker: speaker, word: word, truth: truth, predicted: predicted)
    }
    var renamed = Prediction(
      utterance: utterance, speaker: speaker, word: word, truth: truth,
      probabilities: probabilities)
    renamed.hidesTruth = hidesTruth
    return renamed
  }

  /// Whether the answer is the intended emotion.
  package var isRight: Bool { predicted == truth }

  /// The word, or where it is unknown the utterance as a unit of its own.
  package var wordOrItself: String { word ?? "/\(utterance)" }
}
