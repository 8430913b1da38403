import Corpora
import Metrics

/// One way in which groups can differ: a number that is made of a metric's values in all of them.
public struct DisparityMeasure: Codable, Sendable, Hashable {
  /// How the values of the groups become one number.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The largest value less the smallest.
    case difference
    /// The smallest value over the largest; 1 where all are alike.
    case ratio
    /// The value of the group that fares worst.
    case worst
    /// Differences of recall, one emotion at a time: equal opportunity for many classes.
    case equalOpportunity = "equal-opportunity"
    /// Of each emotion the larger of the differences of its true and its false positive rate, one
    /// against the rest: equalised odds for many classes.
    case equalisedOdds = "equalised-odds"
    /// The difference of over-confidence, mean confidence less accuracy.
    case calibrationGap = "calibration-gap"
  }

  /// How one number is made of those of all emotions.
  public enum Summary: String, Codable, Sendable, CaseIterable {
    /// The largest.
    case max
    /// The mean.
    case mean
  }

  /// How the values of the groups become one number.
  public let kind: Kind
  /// The metric; `nil` for kinds that name their own.
  public let metric: Metric?
  /// The emotion of a metric of one class.
  public let emotion: Emotion?
  /// How emotions are summed up, for equal opportunity and equalised odds.
  public let summary: Summary?

  private init(_ kind: Kind, _ metric: Metric?, _ emotion: Emotion?, _ summary: Summary?) {
    self.kind = kind
    self.metric = metric
    self.emotion = emotion
    self.summary = summary
  }

  /// The largest difference of a metric.
  public static func difference(_ metric: Metric, of emotion: Emotion? = nil) -> DisparityMeasure {
    DisparityMeasure(.difference, metric, emotion, nil)
  }

  /// The smallest value of a metric over its largest.
  public static func ratio(_ metric: Metric, of emotion: Emotion? = nil) -> DisparityMeasure {
    DisparityMeasure(.ratio, metric, emotion, nil)
  }

  /// The value of the group that fares worst.
  public static func worst(_ metric: Metric, of emotion: Emotion? = nil) -> DisparityMeasure {
    DisparityMeasure(.worst, metric, emotion, nil)
  }

  /// Equal opportunity over emotions.
  public static func equalOpportunity(_ summary: Summary) -> DisparityMeasure {
    DisparityMeasure(.equalOpportunity, nil, nil, summary)
  }

  /// Equalised odds over emotions.
  public static func equalisedOdds(_ summary: Summary) -> DisparityMeasure {
    DisparityMeasure(.equalisedOdds, nil, nil, summary)
  }

  /// The difference of over-confidence.
  public static let calibrationGap = DisparityMeasure(.calibrationGap, nil, nil, nil)

  /// What an audit asks of every attribute.
  public static let standard: [DisparityMeasure] = [
    .difference(.accuracy), .ratio(.accuracy), .worst(.accuracy), .difference(.uar), .ratio(.uar),
    .worst(.uar), .equalOpportunity(.max), .equalOpportunity(.mean), .equalisedOdds(.max),
    .equalisedOdds(.mean), .difference(.ece), .calibrationGap,
  ]

  /// A stable name, for example `uar-difference` or `equalised-odds-max`: the metric of a row in
  /// the ledger.
  public var name: String {
    let parts = [metric?.rawValue, kind.rawValue, summary?.rawValue]
    return parts.compactMap { $0 }.joined(separator: "-")
  }

  /// Whether it reads probabilities.
  public var needsProbabilities: Bool {
    kind == .calibrationGap || metric?.needsProbabilities ?? false
  }

  /// Whether a smaller number is the larger disparity: of the worst group that of every metric but
  /// those of which less is better.
  var isSmallerWorse: Bool {
    kind == .ratio || kind == .worst && metric?.definition.direction != .lowerIsBetter
  }

  /// The largest number that a gap or a ratio can have: of a difference the width of the metric's
  /// range. `nil` for the value of the worst group, which noise alone does not make more extreme.
  var most: Double? {
    switch kind {
    case .worst: return nil
    case .ratio, .equalOpportunity, .equalisedOdds: return 1
    case .calibrationGap: return 2
    case .difference:
      guard let range = metric?.definition, let least = range.least, let most = range.most else {
        return .infinity
      }
      return most - least
    }
  }

  /// Whether all of it may come from one emotion, however rare that is.
  var isByEmotion: Bool {
    switch metric {
    case .accuracy, .top2Accuracy: false
    case nil: kind != .calibrationGap
    case let metric?: !metric.needsProbabilities
    }
  }

  /// Whether the number says how far groups are apart, so that chance alone makes it larger.
  var isGap: Bool { kind != .worst && kind != .ratio }
}
