import Wording

/// Who is served worse, and whether the stated confidence can be believed.
extension ReadingDetails {
  /// Attributes whose groups differ by more than chance, on a test set that does not leak.
  static func groups(_ report: AuditReport) -> String? {
    guard let summary = report.fairness, !summary.origin.isLeaky else { return nil }
    let differences = FairnessAnswer(summary, of: report).differences
    guard let first = differences.first else { return nil }
    let more = differences.count - 1
    let others =
      more == 1 ? " 1 more attribute differs." : more > 1 ? " \(more) more attributes differ." : ""
    return first + others
  }

  /// Test sets on which stated confidence and share of right answers lie at least a tenth apart.
  static func confidence(_ report: AuditReport) -> String? {
    let sets = report.reliability.filter { isTold($0.origin) }.byTestSet { $0.origin }
    let gaps = sets.compactMap(StatedConfidence.init).filter { abs($0.excess) >= 0.1 }
    guard !gaps.isEmpty, gaps.count <= most else {
      return gaps.isEmpty
        ? nil
        : "On \(gaps.count) of \(sets.count) test sets of speakers whom training never heard, "
          + "stated confidence and share of right answers lie at least .10 apart."
    }
    return "The model is \(gaps.map(\.clause).listed)."
  }
}

/// What a model states on average, and how often it is right, over all trainings of a test set.
private struct StatedConfidence {
  let stated: Double
  let right: Double
  let direction: String
  let trainings: Int

  var excess: Double { stated - right }

  /// `nil` where no answer has a confidence.
  init?(_ diagrams: [ReliabilityDiagram]) {
    let bins = diagrams.flatMap(\.bins)
    let count = Double(bins.reduce(0) { $0 + $1.count })
    guard count > 0, let origin = diagrams.first?.origin else { return nil }
    stated = bins.reduce(0) { $0 + Double($1.count) * ($1.meanConfidence ?? 0) } / count
    right = bins.reduce(0) { $0 + Double($1.count) * ($1.accuracy ?? 0) } / count
    direction = origin.direction
    trainings = diagrams.count
  }

  /// `over-confident for OAF → YAF (states .97, is right in .63)`.
  var clause: String {
    "\(excess > 0 ? "over-confident" : "under-confident") for \(direction) (states "
      + "\(NumberText.decimal(stated)), is right in \(NumberText.decimal(right))"
      + (trainings > 1 ? ", on average over \(trainings) trainings)" : ")")
  }
}
