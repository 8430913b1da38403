import Foundation

/// A field of a card that only the team can fill: its words, or what should stand there.
struct StatedField {
  /// What the field is called on the card.
  let fieldLabel: String
  /// The key of a file of statements.
  let fieldKey: String
  /// What should stand there.
  let wanted: String
  /// What the team says, or `nil` where it says nothing.
  let statedWords: String?
  /// What was measured where the words name a percentage or share.
  let besideWords: String?

  init(_ field: CardStatements.Field, _ statements: CardStatements, of report: AuditReport) {
    (fieldLabel, wanted) = Self.wording(field)
    fieldKey = field.rawValue
    statedWords = statements[field]?.trimmingCharacters(in: .whitespacesAndNewlines)
    besideWords = statedWords.flatMap { StatedPercentage.note(on: $0, of: report) }
  }

  private static func wording(_ field: CardStatements.Field) -> (label: String, wanted: String) {
    switch field {
    case .name: ("Name", "what the model is called, with its version")
    case .owners: ("Owners", "who made the model, and who answers for it")
    case .contact: ("Contact", "where questions and complaints go")
    case .licence:
      ("Licence", "the licence of the model, which those of its recordings may limit")
    case .intendedUse: ("Intended use", "what the model is for, by whom, and on which speech")
    case .outOfScope: ("Out of scope", "what the model must not be used for")
    case .ethicalReview:
      ("Ethical review", "who weighed consent and risks, when, and with what result")
    case .monitoring:
      ("Monitoring", "what is watched in use, by whom, and what makes the model go out of use")
    }
  }
}
