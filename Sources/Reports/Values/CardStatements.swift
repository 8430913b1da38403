/// What only the team behind a model can say of it. A card shows it as the team's words, apart from
/// what was measured.
public struct CardStatements: Sendable, Hashable {
  /// What a team is asked to say; raw values are the keys of a file of statements.
  public enum Field: String, CaseIterable, Sendable {
    /// What the model is called.
    case name
    /// Who made it, and who answers for it.
    case owners
    /// Where questions go.
    case contact
    /// Under which licence it is handed on.
    case licence
    /// What it is for.
    case intendedUse = "intended-use"
    /// What it is not for.
    case outOfScope = "out-of-scope"
    /// Who weighed its risks.
    case ethicalReview = "ethical-review"
    /// What is watched while it is in use.
    case monitoring
  }

  private let words: [Field: String]

  /// Creates statements; fields that are left out are shown as not stated.
  public init(_ words: [Field: String] = [:]) { self.words = words }

  /// What is said in a field, or `nil` where nothing is.
  public subscript(field: Field) -> String? { words[field] }

  /// The fields that nobody filled, in the order of a card.
  public var missing: [Field] { Field.allCases.filter { words[$0] == nil } }
}
