import Corpora
import Metrics

/// Sets of labels that hold the true one in a share `1 - alpha` of utterances, as long as they are
/// like those of the calibration: split conformal prediction.
///
/// - Source: Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World, 2005.
public struct ConformalPredictor: Codable, Sendable, Hashable {
  /// Of whom the coverage is promised.
  public enum Condition: String, Codable, Sendable, CaseIterable {
    /// Of all utterances together.
    case marginal
    /// Of each emotion by itself (Mondrian): a threshold from that emotion's rows alone.
    case perEmotion = "per-emotion"
    /// Of each calibrated speaker by itself.
    case perSpeaker = "per-speaker"
  }

  /// The largest score of a set's labels, and how many rows it rests on.
  public struct Limit: Codable, Sendable, Hashable {
    /// The limit; `nil` where the rows are too few, so that every label is in the set.
    public let value: Double?
    /// The number of calibration rows.
    public let count: Int
  }

  /// The share of sets that may miss the truth unless another is asked for.
  public static let usualAlpha = 0.1

  /// How unusual a label is.
  public let score: ConformalScore
  /// The share of utterances whose set may miss the truth.
  public let alpha: Double
  /// Of whom the coverage is promised.
  public let condition: Condition
  /// The limit of each emotion or speaker by name; of `marginal` under `all`.
  public let limits: [String: Limit]

  /// Finds the limits from calibration predictions, which must not have been used for anything
  /// else.
  ///
  /// - Parameter alpha: above 0 and below 1.
  /// - Throws: `MetricError` where probabilities are missing or no distributions, or without rows.
  public init(
    calibratedOn calibration: [Prediction], score: ConformalScore, alpha: Double = usualAlpha,
    condition: Condition = .marginal
  ) throws(MetricError) {
    precondition(alpha > 0 && alpha < 1, "alpha lies between 0 and 1")
    _ = try PredictionTable(calibration).requireProbabilities()
    self.score = score
    self.alpha = alpha
    self.condition = condition
    var scores: [String: [Double]] = [:]
    if condition == .perEmotion {
      for emotion in Emotion.allCases { scores[emotion.rawValue] = [] }
    }
    for prediction in calibration {
      let value = score.value(prediction.probabilities ?? [], label: prediction.truth.index)
      scores[Self.key(prediction.truth, prediction.speaker, condition), default: []].append(value)
    }
    limits = scores.mapValues { Limit(value: conformalLimit($0, alpha), count: $0.count) }
  }

  /// The fewest calibration rows that a limit can be found from: `ceil(1 / alpha) - 1`.
  public static func fewestRows(alpha: Double) -> Int {
    // Room for rounding: 1 / 0.1 is not exactly 10 in every expression.
    max(1, Int((1 / alpha - 1e-9).rounded(.up)) - 1)
  }

  /// The limit that a label of a speaker is compared with; `nil` where there is none.
  public func limit(of emotion: Emotion, speaker: String) -> Double? {
    limits[Self.key(emotion, speaker, condition)]?.value
  }

  /// The labels that are not too unusual, in the order of `Emotion.allCases`; all of them without
  /// probabilities, and those for which there is no limit.
  public func labels(for prediction: Prediction) -> [Emotion] {
    Emotion.allCases.filter { contains($0, prediction) }
  }

  /// What a sum of probabilities may be off by: all of them together are no more than 1.
  private static let rounding = 1e-12

  /// Whether a label is in an utterance's set.
  public func contains(_ emotion: Emotion, _ prediction: Prediction) -> Bool {
    guard let values = prediction.probabilities,
      let limit = limit(of: emotion, speaker: prediction.speaker)
    else { return true }
    return score.value(values, label: emotion.index) <= limit + Self.rounding
  }

  /// The score of the truth; `nil` without probabilities.
  func scoreOfTruth(_ prediction: Prediction) -> Double? {
    prediction.probabilities.map { score.value($0, label: prediction.truth.index) }
  }

  private static func key(_ emotion: Emotion, _ speaker: String, _ condition: Condition) -> String {
    switch condition {
    case .marginal: "all"
    case .perEmotion: emotion.rawValue
    case .perSpeaker: speaker
    }
  }
}

/// The rank of the calibration score that is the limit: `ceil((n + 1)(1 - alpha))`, which is above
/// `n` where the rows are too few.
func conformalRank(_ count: Int, _ alpha: Double) -> Int {
  Int((Double(count + 1) * (1 - alpha) - 1e-9).rounded(.up))
}

/// That score; `nil` where the rows are too few.
func conformalLimit(_ scores: [Double], _ alpha: Double) -> Double? {
  let rank = max(1, conformalRank(scores.count, alpha))
  return rank <= scores.count ? scores.sorted()[rank - 1] : nil
}
