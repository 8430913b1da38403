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
    return policy
  }
}
