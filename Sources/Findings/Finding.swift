import Metrics

/// The answer to a question. Too little data is `undetermined`, never `passed`.
public enum Status: String, Codable, Sendable, CaseIterable {
  case passed, failed, undetermined
}

/// How much an answer matters to somebody who decides on a release.
public enum Importance: String, Codable, Sendable, CaseIterable {
  /// For information; never gates.
  case note
  /// Worth reading before a release; a rule of a policy gates by it as by `critical`.
  case warning
  /// A reason not to release.
  case critical
}

/// A limit on a value with the reason it stands where it does.
public struct Threshold: Codable, Sendable, Hashable {
  /// On which side of the limit a value passes.
  public enum Direction: String, Codable, Sendable {
    case atLeast = "at-least"
    case atMost = "at-most"

    /// `at least` or `at most`.
    package var words: String { self == .atLeast ? "at least" : "at most" }
  }

  /// On which side a value passes; the limit itself passes.
  public let direction: Direction
  /// The limit, in the unit of the metric.
  public let limit: Double
  /// Why the limit stands here.
  public let reason: String

  /// Creates a threshold.
  public init(_ direction: Direction, _ limit: Double, reason: String) {
    self.direction = direction
    self.limit = limit
    self.reason = reason
  }
}

/// One answered question: what was asked, what was measured on whom, and whether it passes.
public struct Finding: Codable, Sendable, Hashable {
  /// A stable name in kebab case, for example `per-speaker-accuracy`.
  public let check: String
  /// What it is about, for example `speaker-disjoint OAF > YAF`.
  public let subject: String
  /// The answer.
  public let status: Status
  /// How much it matters.
  public let importance: Importance
  /// What was measured, in one or two sentences: the value, on whom, with which interval.
  public let message: String
  /// What to do next, or `nil` where nothing is to be done.
  public let advice: String?
  /// The number that was judged, where there is one.
  public let evidence: MetricRow?
  /// The limit that it was judged by, where there is one.
  public let threshold: Threshold?
  /// What the status rests on, as a code of its check; `nil` where the check has none.
  public let ground: String?

  /// Creates a finding.
  public init(
    check: String, subject: String, status: Status, importance: Importance, message: String,
    advice: String? = nil, evidence: MetricRow? = nil, threshold: Threshold? = nil,
    ground: String? = nil
  ) {
    self.check = check
    self.subject = subject
    self.status = status
    self.importance = importance
    self.message = message
    self.advice = advice
    self.evidence = evidence
    self.threshold = threshold
    self.ground = ground
  }
}
