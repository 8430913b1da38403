import Corpora
import Findings
import Metrics

/// Judges the rows of an audit by a limit.
struct RowJudge {
  private let rows: [MetricRow]
  private let reserve: TestReserve?
  private let splits: SplitOrigin
  private let classes: ClassCounts
  private let onlyAnswers: OnlyAnswers

  init(rows: [MetricRow], reserve: TestReserve?, splits: SplitOrigin) {
    self.rows = rows
    self.reserve = reserve
    self.splits = splits
    classes = ClassCounts(rows)
    onlyAnswers = OnlyAnswers(rows)
  }

  /// One finding a row that the rule covers, and one undetermined finding for each rung it names
  /// without any; of a rule that names speakers, for each of them.
  func findings(of rule: LimitRule) -> [Finding] {
    let covered = rows.filter(rule.covers)
    let findings = covered.map { row in
      rule.check(classCount: classes[row])
        .finding(for: row, reserve: reserve, onlyAnswer: onlyAnswers[row])
    }
    return findings + rule.ofEachSpeaker.flatMap { missing($0, among: covered) }
  }

  /// One undetermined finding for each rung that a rule names without a row, or for all of them
  /// where it names none.
  private func missing(_ rule: LimitRule, among covered: [MetricRow]) -> [Finding] {
    let rungs = Set(covered.filter(rule.covers).map(\.evaluationProtocol))
    guard !rule.protocols.isEmpty else {
      return rungs.isEmpty ? [nothingToJudge(rule, on: nil)] : []
    }
    return rule.protocols.filter { !rungs.contains($0) }.map { nothingToJudge(rule, on: $0) }
  }

  private func nothingToJudge(_ rule: LimitRule, on rung: EvaluationProtocol?) -> Finding {
    let place = rung?.rawValue ?? "any rung without shared speakers"
    let who = rule.speakers.map { ", speaker \($0.joined(separator: ", "))" } ?? ""
    let unknownName = rule.unknownName(among: rows)
    let isUnknown = unknownName == nil && isOfUnknownTraining(rule)
    return Finding(
      check: rule.name, subject: (rung?.rawValue ?? "all rungs") + who, status: .undetermined,
      importance: rule.importance,
      message: isUnknown
        ? SplitOrigin.unknownTraining
        : "There is no number for \(rule.subject) on \(place) that may count as evidence, so the "
          + "rule cannot be judged.",
      advice: isUnknown
        ? SplitOrigin.unknown.mending
        : unknownName ?? leaks(rule, on: rung)
          ?? "Run the audit that gives this number, or take the rule out of the policy.",
      threshold: rule.check().threshold)
  }

  /// Whether the run has the number, and nobody says what the model was trained on; a number that
  /// labels alone cannot give wants more than that.
  private func isOfUnknownTraining(_ rule: LimitRule) -> Bool {
    let own = rows.filter(rule.isAbout)
    return !own.isEmpty && own.allSatisfy { $0.trainedOn == Split.unknownTraining }
      && !lacksProbabilities(rule)
  }

  /// Whether the rule is about probabilities, and no number of the run is of any.
  private func lacksProbabilities(_ rule: LimitRule) -> Bool {
    rule.metric.metric?.needsProbabilities == true
      && !rows.contains { row in
        row.value != nil && Metric(rawValue: row.metric)?.needsProbabilities == true
      }
  }

  /// What to do where the run has the number, and it leaks; `nil` where it has none.
  private func leaks(_ rule: LimitRule, on rung: EvaluationProtocol?) -> String? {
    let leaky = rows.filter { row in
      rule.isAbout(row) && (rung == nil || row.evaluationProtocol == rung)
    }
    guard !leaky.isEmpty else { return nil }
    if lacksProbabilities(rule) {
      return "The run has no value of this number on any split: it is of probabilities, and with "
        + "labels alone there are none. Give probabilities, or take the rule out of the policy."
    }
    let isDesign = leaky.allSatisfy(\.evaluationProtocol.leaksByDesign)
    return "All that the run has of this number comes from splits that leak. "
      + (isDesign ? splits.keepingApart : splits.mending) + " Or take the rule out of the policy."
  }
}
