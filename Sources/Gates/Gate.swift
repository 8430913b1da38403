import Corpora
import Findings
import Metrics

/// Decides on a release: a policy and the numbers of an audit in, a verdict out.
public enum Gate {
  /// The verdict of a policy over the rows of an audit.
  ///
  /// - Parameters:
  ///   - policy: the rules.
  ///   - rows: the numbers of the audit; those beside a baseline run among them.
  ///   - reserve: what was tested and what the corpus has besides; it changes advice, no status.
  public static func decide(
    _ policy: Policy, rows: [MetricRow], reserve: TestReserve? = nil
  ) -> Verdict {
    Verdict(policy: policy.name, findings: findings(of: policy, rows: rows, reserve: reserve))
  }

  /// All findings of a policy, rule by rule in its order, and in the order of the rows; last, test
  /// sets that are not wholly answered, where no rule of the policy is about that.
  public static func findings(
    of policy: Policy, rows: [MetricRow], reserve: TestReserve? = nil
  ) -> [Finding] {
    let judged = policy.rules.compactMap { rule -> LimitRule? in
      guard case .limit(let rule) = rule, rule.importance != .note else { return nil }
      return rule.metric.name == AnsweredCheck.metric ? rule : nil
    }
    let unjudged = rows.filter { row in !judged.contains { $0.covers(row) } }
    let classes = ClassCounts(rows)
    return policy.rules.flatMap { rule in
      switch rule {
      case .limit(let rule): findings(of: rule, rows: rows, classes, reserve: reserve)
      case .noLeakyEvidence(let check): [check.finding(for: rows)]
      case .betterThanProbes(let check): check.findings(for: rows)
      case .notWorseThanBaseline(let check): check.findings(for: rows, reserve: reserve)
      }
    } + AnsweredCheck().findings(for: unjudged)
  }

  /// One finding a row that the rule covers, and one undetermined finding for each rung it names
  /// without any.
  private static func findings(
    of rule: LimitRule, rows: [MetricRow], _ classes: ClassCounts, reserve: TestReserve?
  ) -> [Finding] {
    let covered = rows.filter(rule.covers)
    var findings = covered.map { row in
      rule.check(classCount: classes[row]).finding(for: row, reserve: reserve)
    }
    if rule.protocols.isEmpty {
      if covered.isEmpty { findings.append(nothingToJudge(rule, on: nil, among: rows)) }
    } else {
      for rung in rule.protocols where !covered.contains(where: { $0.evaluationProtocol == rung }) {
        findings.append(nothingToJudge(rule, on: rung, among: rows))
      }
    }
    return findings
  }

  private static func nothingToJudge(
    _ rule: LimitRule, on rung: EvaluationProtocol?, among rows: [MetricRow]
  ) -> Finding {
    let place = rung?.rawValue ?? "any rung without shared speakers"
    return Finding(
      check: rule.name, subject: rung?.rawValue ?? "all rungs", status: .undetermined,
      importance: rule.importance,
      message:
        "There is no number for \(rule.subject) on \(place) that may count as evidence, so the "
        + "rule cannot be judged.",
      advice: rule.unknownName(among: rows)
        ?? "Run the audit that gives this number, or take the rule out of the policy.",
      threshold: rule.check().threshold)
  }
}
