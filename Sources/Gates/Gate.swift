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
  ///   - splits: who made the splits; it changes advice, no status.
  ///   - unjudged: splits of honest rungs of which it cannot be said whether they leak.
  ///   - awaitsBaseline: whether the baseline was to be a run that passed, and none has yet: rules
  ///     about a baseline then inform and do not gate, or no run could be the first that passes.
  ///   - stated: what somebody says of the model's training; only a rule about that decides by it.
  public static func decide(
    _ policy: Policy, rows: [MetricRow], reserve: TestReserve? = nil,
    splits: SplitOrigin = .planned, unjudged: [String] = [], awaitsBaseline: Bool = false,
    stated: StatedTraining? = nil
  ) -> Verdict {
    var verdict = Verdict(
      policy: policy.title,
      findings: findings(
        of: policy, rows: rows, reserve: reserve, splits: splits, unjudged: unjudged,
        awaitsBaseline: awaitsBaseline, stated: stated))
    verdict.statedTraining = stated
    return verdict
  }

  /// All findings of a policy, rule by rule in its order, and in the order of the rows; last, test
  /// sets that are not wholly answered, where no rule of the policy is about that. What is missing
  /// under a perturbation counts where a rule decides on a number under it.
  public static func findings(
    of policy: Policy, rows: [MetricRow], reserve: TestReserve? = nil,
    splits: SplitOrigin = .planned, unjudged: [String] = [], awaitsBaseline: Bool = false,
    stated: StatedTraining? = nil
  ) -> [Finding] {
    let limits = policy.rules.compactMap { rule -> LimitRule? in
      guard case .limit(let rule) = rule, rule.importance != .note else { return nil }
      return rule
    }
    let judged = limits.filter { $0.metric.name == AnsweredCheck.metric }
    let unruled = rows.filter { row in
      !judged.contains { $0.covers(row) }
        && (row.perturbation == nil || limits.contains { $0.isUnder(row) })
    }
    let judge = RowJudge(rows: rows, reserve: reserve, splits: splits)
    return policy.rules.flatMap { rule in
      let findings =
        switch rule {
        case .limit(let rule): judge.findings(of: rule)
        case .noLeakyEvidence(let check):
          [check.finding(for: rows, splits: splits, unjudged: unjudged)]
        case .noDeclaredTraining(let check): [check.finding(for: rows, stated: stated)]
        case .betterThanProbes(let check): check.findings(for: rows)
        case .notWorseThanBaseline(let check): check.findings(for: rows, reserve: reserve)
        }
      return awaitsBaseline && rule.isAboutBaseline
        ? findings.map { $0.beforeAnyBaseline(in: policy) } : findings
    } + AnsweredCheck().findings(for: unruled)
  }
}

extension Policy {
  /// Whether a run can pass by a rule that is not about a baseline.
  fileprivate var canPassAlone: Bool {
    rules.contains { !$0.isAboutBaseline && $0.importance != .note }
  }
}

extension PolicyRule {
  fileprivate var importance: Importance {
    switch self {
    case .limit(let rule): rule.importance
    case .noLeakyEvidence(let check): check.importance
    case .noDeclaredTraining(let check): check.importance
    case .betterThanProbes(let check): check.importance
    case .notWorseThanBaseline(let check): check.importance
    }
  }

  /// Whether the rule is about numbers that only a run beside a baseline has.
  fileprivate var isAboutBaseline: Bool {
    switch self {
    case .limit(let rule): rule.attribute == BaselineCheck.attribute
    case .notWorseThanBaseline: true
    case .noLeakyEvidence, .noDeclaredTraining, .betterThanProbes: false
    }
  }
}

extension Finding {
  /// The same for information alone, with what makes it gate.
  fileprivate func beforeAnyBaseline(in policy: Policy) -> Finding {
    let next =
      policy.canPassAlone
      ? "Once a run passes by the other rules, later ones are held against it."
      : "The policy has no other rule that gates, so no run can be the first that passes. Add one "
        + "that a run passes by itself (a limit of accuracy, for example), or name a first baseline "
        + "with --baseline RUN."
    return Finding(
      check: check, subject: subject, status: status, importance: .note, message: message,
      advice:
        "No earlier run that could be compared has passed, so this rule does not gate yet. \(next)",
      evidence: evidence, threshold: threshold, ground: ground)
  }
}
