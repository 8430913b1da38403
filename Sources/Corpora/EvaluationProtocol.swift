/// How a split is made: the rungs of the protocol ladder.
public enum EvaluationProtocol: String, CaseIterable, Codable, Sendable {
  case random
  case augmentBeforeSplit = "augment-before-split"
  case wordDisjoint = "word-disjoint"
  case speakerDisjoint = "speaker-disjoint"
  case speakerWordDisjoint = "speaker-word-disjoint"
  case crossCorpus = "cross-corpus"

  /// Whether the rung shares speakers between training and test by design, so that its numbers are
  /// stamped LEAKY on every page and never gate.
  public var leaksByDesign: Bool {
    switch self {
    case .random, .augmentBeforeSplit, .wordDisjoint: true
    case .speakerDisjoint, .speakerWordDisjoint, .crossCorpus: false
    }
  }
}
