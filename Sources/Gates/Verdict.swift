import Findings

/// The decision of a gate, with the findings that led to it.
public struct Verdict: Codable, Sendable, Hashable {
  /// Failed if any gating finding failed; otherwise undetermined if any is undetermined or none
  /// could be judged; otherwise passed.
  public let status: Status
  /// The policy's name.
  public let policy: String
  /// The gating findings, in the order of the policy.
  public let findings: [Finding]

  /// Decides from the gating findings of a policy.
  public init(policy: String, findings: [Finding]) {
    self.policy = policy
    self.findings = findings
    if findings.contains(where: { $0.status == .failed }) {
      status = .failed
    } else if findings.isEmpty || findings.contains(where: { $0.status == .undetermined }) {
      status = .undetermined
    } else {
      status = .passed
    }
  }
}
