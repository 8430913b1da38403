import Findings
import Gates
import Ledger

extension RunVerification {
  /// The findings of a run beside those that follow: which questions were asked of what, and how
  /// they were answered. Words are not compared.
  static func findings(stored: [Finding], recomputed: [Finding]) -> Tally {
    let (old, new) = (answers(in: stored), answers(in: recomputed))
    return Set(old.keys).union(new.keys).sorted().reduce(into: Tally()) { tally, question in
      let (said, follows) = (old[question] ?? [], new[question] ?? [])
      // Several of one question are one drift and as many findings as the longer list has.
      tally.checked += max(said.count, follows.count) - 1
      tally.count(
        said == follows,
        else: Drift(
          kind: said.isEmpty ? .missing : follows.isEmpty ? .unexplained : .differs,
          subject: question.subject, metric: question.check,
          detail: "the ledger says \(words(said)), and \(words(follows)) follows"))
    }
  }

  /// Whether the stored status of each verdict is that of the findings it was decided by.
  static func verdicts(_ stored: [StoredVerdict]) -> Tally {
    stored.reduce(into: Tally()) { tally, stored in
      let (said, follows) = (stored.statedStatus, stored.verdict.status)
      tally.count(
        said == follows,
        else: Drift(
          kind: .differs, subject: "policy \(stored.verdict.policy), \(stored.decided)",
          metric: "verdict",
          detail: "the ledger says \(said.rawValue), and \(follows.rawValue) follows from its "
            + "findings"))
    }
  }

  /// The findings that only the recordings, the files that were given, the training or the runs of
  /// that time could give again.
  static func isOfTheRunAlone(_ finding: Finding, splits: Set<String>) -> Bool {
    switch finding.check {
    case "dropped-labels", "split-rows", "training-data", StatedTraining.otherwiseCheck: true
    case "shortcut-floor": splits.contains(finding.subject)
    default: finding.check.hasPrefix("corpus-") || finding.check.hasPrefix("predictions-")
    }
  }

  private struct Question: Hashable, Comparable {
    let check: String
    let subject: String

    static func < (left: Question, right: Question) -> Bool {
      (left.check, left.subject) < (right.check, right.subject)
    }
  }

  /// The statuses of each question, sorted.
  private static func answers(in findings: [Finding]) -> [Question: [Status]] {
    Dictionary(grouping: findings) { Question(check: $0.check, subject: $0.subject) }
      .mapValues { $0.map(\.status).sorted { $0.rawValue < $1.rawValue } }
  }

  private static func words(_ statuses: [Status]) -> String {
    statuses.isEmpty ? "nothing" : statuses.map(\.rawValue).joined(separator: " and ")
  }
}
