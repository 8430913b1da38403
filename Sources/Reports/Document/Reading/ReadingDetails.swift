import Corpora

/// What a reader who decides must not miss beside the ladder, a sentence each: emotions that are
/// not recognised, groups that are served worse, confidence that is off, probes that are not
/// beaten, what calibration does to strangers, and what costs most skill. Only of rungs without
/// shared speakers; with nothing to say, nothing is said.
enum ReadingDetails {
  static func sentences(_ report: AuditReport) -> [String] {
    [
      emotions(report), groups(report), confidence(report), probes(report), calibration(report),
      perturbations(report),
    ].compactMap { $0 }
  }

  /// The most test sets that have a clause each.
  static let most = 4

  /// Whether a test set is told of; words that training never heard are a part of the others.
  static func isTold(_ origin: Origin) -> Bool {
    !origin.isLeaky && origin.evaluationProtocol != .speakerWordDisjoint
  }

  /// Clauses as one sentence.
  static func sentence(_ clauses: [String]) -> String {
    clauses.joined(separator: "; ").capitalizedAtStart.asSentence
  }
}
