import Corpora

/// One of the categorical checks of correctness and fairness that audeering's ser-tests publish, as
/// data: what is scored, for whom, and which limit was published.
///
/// - Source: ser-tests (audEERING, 2023), "Testing speech emotion recognition models": the checks
///   for emotion categories. Those for dimensions (arousal, dominance, valence) are out of scope.
public struct StandardCheck: Codable, Sendable, Hashable {
  /// What is scored.
  public enum Score: String, Codable, Sendable, CaseIterable {
    /// Unweighted average recall.
    case uar
    /// Unweighted average precision.
    case uap
    /// The recall of an emotion.
    case recall
    /// The precision of an emotion.
    case precision
    /// The share of an emotion among the answers less that among the truths.
    case distribution
    /// The mean over speakers of how far the two shares are apart.
    case speakerAverage = "speaker-average"
    /// Spearman's correlation over speakers of the two shares.
    case speakerRanking = "speaker-ranking"
    /// The share of an emotion among the answers in a group less that in all.
    case shareShift = "share-shift"
    /// How the share of a sentiment in a language departs from that language, less the mean of that
    /// over languages.
    case sentimentShift = "sentiment-shift"
    /// UAR in a group less that in all.
    case uarShift = "uar-shift"
    /// Recall in a group less that in all.
    case recallShift = "recall-shift"
    /// Precision in a group less that in all.
    case precisionShift = "precision-shift"
  }

  /// A stable name, for example `fairness-sex-recall-shift`.
  public let name: String
  /// What is scored.
  public let score: Score
  /// The attribute whose groups are compared, or `nil` for correctness.
  public let attribute: String?
  /// The limit that was published.
  public let published: Double
  /// Whether the rounded score must be above the limit; else its magnitude must be below.
  public let isAbove: Bool

  private init(
    _ topic: String, _ score: Score, _ published: Double, attribute: String? = nil,
    isAbove: Bool = false
  ) {
    name = "\(topic)-\(score.rawValue)"
    self.score = score
    self.attribute = attribute
    self.published = published
    self.isAbove = isAbove
  }

  /// Whether the limit is derived for the sizes at hand: of a comparison of groups it is, of
  /// correctness it stands.
  public var isDerived: Bool { attribute != nil }

  /// All checks, correctness first.
  public static let all: [StandardCheck] = [
    StandardCheck("correctness-classification", .uar, 0.5, isAbove: true),
    StandardCheck("correctness-classification", .uap, 0.5, isAbove: true),
    StandardCheck("correctness-classification", .recall, 0.5, isAbove: true),
    StandardCheck("correctness-classification", .precision, 0.5, isAbove: true),
    StandardCheck("correctness", .distribution, 0.15),
    StandardCheck("correctness", .speakerAverage, 0.1),
    StandardCheck("correctness", .speakerRanking, 0.7, isAbove: true),
    StandardCheck("fairness-accent", .shareShift, 0.225, attribute: "accent"),
    StandardCheck("fairness-language", .shareShift, 0.1, attribute: "language"),
    StandardCheck("fairness-linguistic-sentiment", .sentimentShift, 0.075, attribute: "sentiment"),
    StandardCheck("fairness-pitch", .precisionShift, 0.1, attribute: "pitch"),
    StandardCheck("fairness-pitch", .recallShift, 0.225, attribute: "pitch"),
    StandardCheck("fairness-pitch", .uarShift, 0.075, attribute: "pitch"),
    StandardCheck("fairness-sex", .precisionShift, 0.075, attribute: "sex"),
    StandardCheck("fairness-sex", .recallShift, 0.175, attribute: "sex"),
    StandardCheck("fairness-sex", .uarShift, 0.075, attribute: "sex"),
  ]

  /// Whether a score is on the passing side of a limit: rounded to two decimals first, and the
  /// limit itself does not pass.
  public func admits(_ score: Double, limit: Double) -> Bool {
    let rounded = Self.rounded(score)
    return isAbove ? rounded > limit : abs(rounded) < limit
  }

  /// A score to two decimals, as it is compared.
  public static func rounded(_ score: Double) -> Double { (score * 100).rounded() / 100 }
}
