/// What can be wrong with a self-test's own tables.
public enum SelfTestError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The table of expected verdicts has no row of a subject's name.
  case subjectWithoutVerdicts(String)

  /// What was found, what was expected, and the next step.
  public var description: String {
    switch self {
    case .subjectWithoutVerdicts(let name):
      "no verdicts are expected of the model \(name); expected a row of its name in "
        + "ExpectedVerdicts.all"
    }
  }
}
