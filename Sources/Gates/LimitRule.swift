import Corpora
import Findings
import Metrics

/// A limit on a metric, and on which rows it holds.
public struct LimitRule: Codable, Sendable, Hashable {
  /// Of whom a number is.
  public enum Per: String, CaseIterable, Codable, Sendable {
    case overall, speaker
    case emotion = "class"
    case speakerEmotion = "speaker-class"
    /// Each value of an attribute.
    case subgroup

    /// Whether each number is of one speaker.
    var isOfSpeakers: Bool { self == .speaker || self == .speakerEmotion }
  }

  /// What a limit is.
  public enum Limit: Codable, Sendable, Hashable {
    case number(Double)
    /// What guessing scores.
    case chance
  }

  /// The rule's name, in kebab case.
  public let name: String
  /// The metric.
  public let metric: RuleMetric
  /// Of whom.
  public let per: Per
  /// The speakers that are meant, each of whom must be there; `nil` for every speaker.
  public private(set) var speakers: [String]?
  /// The rungs that must be there and hold; empty for every honest rung that is there.
  public let protocols: [EvaluationProtocol]
  /// On which side of the limit a number passes.
  public let direction: Threshold.Direction
  /// The limit.
  public let limit: Limit
  /// Which number is compared with the limit.
  public let decidedOn: DecidedOn
  /// The attribute whose values are the subgroups.
  public let attribute: String?
  /// The one value of the attribute that is meant, or `nil` for each.
  public let subgroup: String?
  /// The perturbation, or `nil` for clean audio.
  public let perturbation: String?
  /// The severity of the perturbation, or `nil` for all of them.
  public let severity: Int?
  /// The fewest predictions that are enough for an answer.
  public let leastCount: Int
  /// How much it matters.
  public let importance: Importance
  /// Why the limit stands where it does.
  public let reason: String

  /// Creates a rule.
  public init(
    name: String, metric: RuleMetric, per: Per, speakers: [String]? = nil,
    protocols: [EvaluationProtocol] = [], direction: Threshold.Direction, limit: Limit,
    decidedOn: DecidedOn, attribute: String? = nil, subgroup: String? = nil,
    perturbation: String? = nil, severity: Int? = nil, leastCount: Int = 1,
    importance: Importance = .critical, reason: String
  ) {
    self.name = name
    self.metric = metric
    self.per = per
    self.speakers = speakers
    self.protocols = protocols
    self.direction = direction
    self.limit = limit
    self.decidedOn = decidedOn
    self.attribute = attribute
    self.subgroup = subgroup
    self.perturbation = perturbation
    self.severity = severity
    self.leastCount = leastCount
    self.importance = importance
    self.reason = reason
  }

  /// The check that the rule asks of a row of a test set with `classCount` emotions.
  public func check(classCount: Int = Emotion.allCases.count) -> Check {
    let number: Double
    switch limit {
    case .number(let given): number = given
    // A policy with `chance` of a metric that has none is refused when it is read.
    case .chance: number = metric.metric?.chance(classCount: classCount) ?? .nan
    }
    return Check(
      name: name, threshold: Threshold(direction, number, reason: reason), decidedOn: decidedOn,
      importance: importance, leastCount: leastCount)
  }

  /// Whether the rule is about a row. A row that leaks is no evidence and never matches.
  public func covers(_ row: MetricRow) -> Bool {
    isAbout(row) && row.isEvidence && names(row.evaluationProtocol)
  }

  /// Whether the rule decides on numbers of a row's rung, perturbation and severity.
  func isUnder(_ row: MetricRow) -> Bool {
    hasCondition(of: row) && names(row.evaluationProtocol)
  }

  /// Whether a row has the number that the rule asks for, on whatever rung, also where it leaks.
  func isAbout(_ row: MetricRow) -> Bool {
    row.metric == metric.name
      && coversSpeaker(of: row) && coversClass(of: row)
      && row.attribute == attribute && (subgroup == nil || row.subgroup == subgroup)
      && hasCondition(of: row)
  }

  private func names(_ rung: EvaluationProtocol) -> Bool {
    protocols.isEmpty || protocols.contains(rung)
  }

  private func hasCondition(of row: MetricRow) -> Bool {
    row.perturbation == perturbation && (severity == nil || row.severity == severity)
  }

  private func coversSpeaker(of row: MetricRow) -> Bool {
    guard per.isOfSpeakers else { return row.speaker == nil }
    return row.speaker.map { speakers?.contains($0) ?? true } ?? false
  }

  private func coversClass(of row: MetricRow) -> Bool {
    let isOfClass = row.emotion != nil
    if let own = metric.metric { return isOfClass == own.isPerClass }
    return per == .subgroup || isOfClass == (per == .emotion || per == .speakerEmotion)
  }

  /// The rule for each of its speakers alone; the rule itself where it names none.
  var ofEachSpeaker: [LimitRule] {
    speakers.map { names in
      names.map { name in
        var rule = self
        rule.speakers = [name]
        return rule
      }
    } ?? [self]
  }

  /// What the rule looks for, in words: `accuracy per speaker of sex under low-pass severity 3`.
  var subject: String {
    var what = metric.name + (per == .overall ? " over all speakers" : " per \(per.rawValue)")
    if let speakers { what += " (\(speakers.joined(separator: ", ")))" }
    if let attribute { what += " of \(attribute)" + (subgroup.map { " \($0)" } ?? "") }
    if perturbation == Transduction.name {
      what += ", transductive"
    } else if let perturbation {
      what += " under \(perturbation)" + (severity.map { " severity \($0)" } ?? "")
    }
    return what
  }
}
