import Ledger

/// A model of somebody else's, as far as it determines the numbers of an audit.
struct ForeignModel: Codable {
  /// How its answers come.
  enum Kind: String, Codable {
    case predictions, command
  }

  /// What ledger and pages call it.
  let name: String
  let kind: Kind
  /// SHA-256 of the file of predictions, or a fingerprint of the command.
  let hash: String
  /// What it was trained on, as somebody said.
  let training: String
  /// The file of predictions, or the command; the same model from another place is the same model.
  var source = ""
  /// The digits behind the point that its file was rounded to, as the hash determines them; `nil`
  /// where rounding hides nothing.
  var digits: Int?

  /// What pages call the suite's own network.
  static let own = "crnn"

  /// The fact that says what it is called.
  static let nameFact = "Model"
  /// The fact that says what it was trained on.
  static let trainingFact = "Trained on"
  /// The fact that says how its answers come, and from where.
  static let sourceFact = "Model from"
  /// The fact that tells one model from another.
  static let hashFact = "Model hash"

  /// Facts for the provenance of a run.
  var facts: [String: String] {
    var facts = [
      Self.nameFact: name, Self.sourceFact: "\(kind.rawValue): \(source.onOneLine)",
      Self.hashFact: hash, Self.trainingFact: training,
    ]
    facts[Provenance.digitsFact] = digits.map { "\($0)" }
    return facts
  }

  private enum CodingKeys: CodingKey {
    case name, kind, hash, training
  }
}
