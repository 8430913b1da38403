import ArgumentParser

/// How a policy is chosen.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A policy file (YAML; docs/policy.example.yaml explains every key); without one, the default "
        + "policy decides.", valueName: "file"))
  var policy: String?
}
