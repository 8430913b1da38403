import ArgumentParser
import Gates

/// How a policy is chosen.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A policy file (YAML; docs/policy.example.yaml explains every key); without one, the default "
        + "policy decides.", valueName: "file"))
  var policy: String?

  /// Reads the policy, and tells what is odd in it.
  func read(console: Console) throws -> Policy {
    let policy = try policy.map { try Policy(path: $0) } ?? .standard
    policy.oddities.forEach(console.warn)
    if policy.title != policy.name {
      console.warn(
        "The policy is called '\(policy.name)' and has other rules than the default policy of that "
          + "name, so verdicts call it '\(policy.title)'. Give it a name of its own.")
    }
    return policy
  }
}
