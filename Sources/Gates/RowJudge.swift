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
  /// without any.
  func findings(of rule: LimitRule) -> [Finding] {
    let covered = rows.filter(rule.covers)
    var findings = covered.map { row in
      rule.check(classCount: classes[row])
        .finding(for: row, reserve: reserve, onlyAnswer: onlyAnswers[row])
    }
    if rule.protocols.isEmpty {
      if covered.isEmpty { findings.append(nothingToJudge(rule, on: nil)) }
    } else {
      for rung in rule.protocols where !covered.contains(where: { $0.evaluationProtocol == rung }) {
        findings.append(nothingToJudge(rule, on: rung))
      }
    }
    return findings
  }

  private func nothingToJudge(_ rule: LimitRule, on rung: EvaluationProtocol?) -> Finding {
    let place = rung?.rawValue ?? "any rung without shared speakers"
    return Finding(
      check: rule.name, subject: rung?.rawValue ?? "all rungs", status: .undetermined,
      importance: rule.importance,
      message:
        "There is no number for \(rule.subject) on \(place) that may count as evidence, so the "
        + "rule cannot be judged.",
      advice: rule.unknownName(among: rows) ?? leaks(rule, on: rung)
        ?? "Run the audit that gives this number, or take the rule out of the policy.",
      threshold: rule.check().threshold)
  }

  /// What to do where the run has the number, and it leaks; `nil` where it has none.
  private func leaks(_ rule: LimitRule, on rung: EvaluationProtocol?) -> String? {
    let leaky = rows.filter { row in
      rule.isAbout(row) && (rung == nil || row.evaluationProtocol == rung)
    }
    guard !leaky.isEmpty else { return nil }
    let isDesign = leaky.allSatisfy(\.evaluationProtocol.leaksByDesign)
    return "All that the run has of this number comes from splits that leak. "
      + (isDesign ? splits.keepingApart : splits.mending) + " Or take the rule out of the policy."
  }
}
