import Findings

/// The decision of a gate, with the findings that led to it.
public struct Verdict: Codable, Sendable, Hashable {
  /// Failed if any gating finding failed; otherwise undetermined if any is undetermined or none
  /// could be judged; otherwise passed.
  public let status: Status
  /// What the policy is called: its name, or that it is not what the name stands for.
  public let policy: String
  /// The gating findings, in the order of the policy.
  public let findings: [Finding]
  /// The findings of rules that only inform, in the order of the policy.
  public let notes: [Finding]
  /// What somebody says of the model's training and the verdict rests on; `nil` where the program
  /// trained it, or where nobody says anything. It changes no status.
  public var statedTraining: StatedTraining?

  /// Decides from the findings of a policy; those of importance `note` do not count.
  public init(policy: String, findings all: [Finding]) {
    self.policy = policy
    findings = all.filter { $0.importance != .note }
    notes = all.filter { $0.importance == .note }
    if findings.contains(where: { $0.status == .failed }) {
      status = .failed
    } else if findings.isEmpty || findings.contains(where: { $0.status == .undetermined }) {
      status = .undetermined
    } else {
      status = .passed
    }
  }
}
