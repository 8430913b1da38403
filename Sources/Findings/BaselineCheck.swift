import Corpora
import Metrics

/// The question whether a model is worse than that of an earlier run, by more than a margin: paired
/// by utterance, decided on the worse end of the interval of the difference.
public struct BaselineCheck: Codable, Sendable, Hashable {
  /// The attribute of rows about a baseline; their subgroup is the baseline run.
  public static let attribute = "baseline"
  /// The margin where a policy names none.
  public static let usualMargin = 0.02

  /// Of whom a difference is.
  public enum Per: String, CaseIterable, Codable, Sendable {
    case overall, speaker
  }

  /// The name of the row that holds a metric of this run minus that of the baseline.
  public static func metricName(_ metric: Metric) -> String { metric.rawValue + "-over-baseline" }

  /// A stable name in kebab case.
  public let name: String
  /// The metric that is compared.
  public let metric: Metric
  /// Of whom.
  public let per: Per
  /// The rungs that must be there and hold; empty for every honest rung that is there.
  public let protocols: [EvaluationProtocol]
  /// By how much the model may be worse, in the unit of the metric; that much still passes.
  public let margin: Double
  /// How much it matters.
  public let importance: Importance
  /// Why the margin is as wide as it is.
  public let reason: String

  /// Creates a check.
  public init(
    name: String, metric: Metric = .accuracy, per: Per = .overall,
    protocols: [EvaluationProtocol] = [], margin: Double = usualMargin,
    importance: Importance = .critical, reason: String
  ) {
    self.name = name
    self.metric = metric
    self.per = per
    self.protocols = protocols
    self.margin = margin
    self.importance = importance
    self.reason = reason
  }

  /// One finding for each honest test set, or each of its speakers: passed where the worse end of
  /// the interval is within the margin, failed where it is not, undetermined where the baseline has
  /// not the same utterances or where there is no interval. One undetermined finding without any
  /// baseline or with differences that leak alone, and for each rung that is named and not there,
  /// or that neither run has.
  public func findings(for rows: [MetricRow], reserve: TestReserve? = nil) -> [Finding] {
    let asked = rows.filter(isAbout)
    let covered = asked.filter(\.isEvidence)
    let leaky = asked.filter { !$0.isEvidence }
    let missing = protocols.filter { rung in
      !covered.contains { $0.evaluationProtocol == rung }
    }
    let there = ComparedRungs(rows)
    guard !covered.isEmpty || there != nil && !missing.isEmpty else {
      return [nothingToJudge(on: nil, leaky)]
    }
    return covered.map { finding($0, reserve) }
      + missing.map { rung in
        if let there, !there.has(rung) { return onNeither(rung, there) }
        return nothingToJudge(on: rung, leaky.filter { $0.evaluationProtocol == rung })
      }
  }

  private func isAbout(_ row: MetricRow) -> Bool {
    row.metric == Self.metricName(metric) && row.attribute == Self.attribute
      && row.emotion == nil && row.perturbation == nil
      && (row.speaker != nil) == (per == .speaker)
      && (protocols.isEmpty || protocols.contains(row.evaluationProtocol))
  }

  private func finding(_ row: MetricRow, _ reserve: TestReserve?) -> Finding {
    guard row.value == nil else { return check.finding(for: row, reserve: reserve) }
    let found =
      row.count == 0
      ? "and this run do not both have this test set"
        + (row.speaker.map { " with answers on \($0)" } ?? "")
      : "shares \(row.count) utterances of \(row.speaker ?? "this test set") with this run, of the "
        + "same sound and emotion, which are \(shortfall)"
    return Finding(
      check: name, subject: row.subject, status: .undetermined, importance: importance,
      message: "The baseline \(row.subgroup ?? "") \(found), so the difference of "
        + "\(metric.rawValue) cannot be paired by utterance.",
      advice: "Test both on the same utterances: audit what is missing, or name another baseline."
        + (metric == .nll ? " Of a rounded file, write more digits." : ""),
      evidence: row, threshold: check.threshold)
  }

  /// Why utterances that two runs share give no difference.
  private var shortfall: String {
    let notAll = "not all that the two answered"
    if metric.needsProbabilities {
      let hidden = metric == .nll ? ", or zeros for the truth that a file was rounded to" : ""
      return "\(notAll), or have no probabilities from one of them\(hidden)"
    }
    return metric == .accuracy
      ? notAll : "\(notAll), or too few for the metric (an utterance of each emotion)"
  }

  private var check: Check {
    let isLowerBetter = metric.definition.direction == .lowerIsBetter
    return Check(
      name: name,
      threshold: isLowerBetter
        ? Threshold(.atMost, margin, reason: reason)
        : Threshold(.atLeast, -margin, reason: reason),
      decidedOn: isLowerBetter ? .upper : .lower, importance: importance)
  }

  /// - Parameter leaky: differences that there are, of rungs that leak.
  private func nothingToJudge(on rung: EvaluationProtocol?, _ leaky: [MetricRow]) -> Finding {
    guard leaky.isEmpty else { return onlyLeaky(leaky, on: rung) }
    return Finding(
      check: name, subject: rung?.rawValue ?? "all rungs", status: .undetermined,
      importance: importance,
      message:
        "There is no difference to a baseline run\(rung.map { " on \($0.rawValue)" } ?? ""), "
        + "so nothing says whether \(metric.rawValue) has become worse.",
      advice:
        "Name a baseline with --baseline RUN (or latest-passed), or take the rule out of the "
        + "policy.",
      threshold: check.threshold)
  }

  /// A rung that is named and that a baseline there is has as little as this run.
  private func onNeither(_ rung: EvaluationProtocol, _ there: ComparedRungs) -> Finding {
    Finding(
      check: name, subject: rung.rawValue, status: .undetermined, importance: importance,
      message:
        "Neither the baseline \(there.baseline) nor this run has the rung \(rung.rawValue), so "
        + "nothing says whether \(metric.rawValue) has become worse on it.",
      advice: (there.withoutLeaks.isEmpty
        ? "The two have no rung without leaks. Test"
        : "Rungs without leaks that one or both have: \(there.withoutLeaks.joined(separator: ", ")). "
          + "Name one of these, or test")
        + " both on \(rung.rawValue), or take the rule out of the policy.",
      threshold: check.threshold)
  }

  private func onlyLeaky(_ leaky: [MetricRow], on rung: EvaluationProtocol?) -> Finding {
    let example = protocols.first ?? .speakerDisjoint
    let rungs = leaky.map(\.evaluationProtocol.rawValue).distinct().joined(separator: ", ")
    let place = rung.map { "on \($0.rawValue)" } ?? "(\(rungs))"
    return Finding(
      check: name, subject: rung?.rawValue ?? "all rungs", status: .undetermined,
      importance: importance,
      message:
        "The differences of \(metric.rawValue) to the baseline \(leaky[0].subgroup ?? "") "
        + "are of LEAKY test sets alone \(place) and no evidence, so nothing says whether "
        + "\(metric.rawValue) has become worse.",
      advice:
        "Test both runs on "
        + (rung.map { "\($0.rawValue) without leaks" }
          ?? "a rung without leaks, for example \(example.rawValue)")
        + ", or take the rule out of the policy.",
      threshold: check.threshold)
  }
}

/// The rungs on which a run is held against a baseline.
private struct ComparedRungs {
  let baseline: String
  private let all: Set<EvaluationProtocol>

  /// `nil` where no row is about a baseline.
  init?(_ rows: [MetricRow]) {
    let compared = rows.filter { $0.attribute == BaselineCheck.attribute }
    guard let baseline = compared.lazy.compactMap(\.subgroup).first else { return nil }
    self.baseline = baseline
    all = Set(compared.map(\.evaluationProtocol))
  }

  func has(_ rung: EvaluationProtocol) -> Bool { all.contains(rung) }

  /// The names of those that do not leak by design, in the order of the ladder.
  var withoutLeaks: [String] {
    EvaluationProtocol.allCases.filter { all.contains($0) && !$0.leaksByDesign }.map(\.rawValue)
  }
}
