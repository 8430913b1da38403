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
  /// SHA-256 of the file of predictions, of several each in the order of seeds, joined by commas;
  /// or a fingerprint of the command.
  let hash: String
  /// What it was trained on, as somebody said.
  let training: String
  /// The files of predictions, or the command; the same model from another place is the same model.
  var source = ""
  /// The digits behind the point that its file of each seed was rounded to, as the hash determines
  /// them; `nil` where rounding hides nothing.
  var digits: [Int?] = []

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
    let rounded = digits.enumerated().compactMap { seed, own in
      own.map { digits.count == 1 ? "\($0)" : "\($0) (seed \(seed))" }
    }
    if !rounded.isEmpty { facts[Provenance.digitsFact] = rounded.joined(separator: ", ") }
    return facts
  }

  private enum CodingKeys: CodingKey {
    case name, kind, hash, training
  }
}
