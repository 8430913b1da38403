import Gates

extension ExampleFile {
  /// The policy with every key, as docs/policy.example.yaml has it.
  static let policy = ExampleFile(name: "policy.yaml", text: Policy.standardText)
}
