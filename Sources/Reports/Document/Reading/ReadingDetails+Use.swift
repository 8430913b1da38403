import Wording

/// What becomes of confidence and of skill in use: with a calibration, and in worse audio.
extension ReadingDetails {
  /// What correcting the confidence on known speakers does to the calibration error on unseen ones.
  static func calibration(_ report: AuditReport) -> String? {
    let rows = (report.calibration?.rows ?? []).filter {
      $0.metric == "ece" && $0.method == "temperature" && isTold($0.origin)
        && $0.unseen.before != nil && $0.unseen.after != nil
    }
    guard !rows.isEmpty else { return nil }
    let start = "Correcting the confidence on recordings of known speakers"
    let signs = rows.map { DifferenceSign($0.change) }
    let how = "(temperature scaling\(report.hasSeveralSeeds ? ", first seed" : ""))"
    guard rows.count <= most else {
      let raised = signs.count { $0 == .positive }
      let lowered = signs.count { $0 == .negative }
      return "\(start) \(how) clearly raised the calibration error (ECE) on unseen speakers on "
        + "\(raised) of \(rows.count) test sets and clearly lowered it on \(lowered)."
    }
    let error = "on unseen ones: the calibration error (ECE)"
    if signs.allSatisfy({ $0 == .positive }) {
      return "\(start) \(how) made it worse \(error) rose \(rows.map(change).listed)."
    }
    if signs.allSatisfy({ $0 == .negative }) {
      return "\(start) \(how) made it better \(error) fell \(rows.map(change).listed)."
    }
    let parts = zip(rows, signs).map { row, sign in
      switch sign {
      case .positive: "rose \(change(row))"
      case .negative: "fell \(change(row))"
      case .undecided: "went \(change(row)), not told from no change"
      }
    }
    return "\(start) \(how) is no sure help \(error) \(parts.joined(separator: "; "))."
  }

  /// How far the calibration error of a test set changed.
  private static func change(_ row: CalibrationSummary.Row) -> String {
    "from \(NumberText.decimal(row.unseen.before)) to \(NumberText.decimal(row.unseen.after)) "
      + "(\(row.origin.direction))"
  }

  /// What is left of skill above chance where worse audio costs most, on average over seeds, and
  /// the least that any single one keeps.
  static func perturbations(_ report: AuditReport) -> String? {
    let all = report.robustness.filter { isTold($0.origin) }
    let curves = all.felt
    let left = SkillLeft.each(of: curves)
    guard let worst = left.min(by: { $0.mean < $1.mean }) else { return nil }
    let known = Set(left.map(\.perturbation)).count
    let unknown = RobustnessChart.perturbations(curves).count - known
    let rest = unknown == 0 ? "" : "; of \(unknown) more nothing can be said"
    let least =
      worst.leastOfAny(in: curves).map { " A single training keeps as little as \($0)." } ?? ""
    guard !worst.isWhole else {
      let what =
        known == 1
        ? "The perturbation \(worst.perturbation) costs no skill"
        : "None of \(known) perturbations costs skill"
      let seeds = worst.shares.count > 1 ? " on average over \(worst.shares.count) trainings" : ""
      return "\(what) at any severity\(seeds)\(rest).\(least)\(all.unfeltSentence)"
    }
    let facts = [worst.count.map { "n = \(NumberText.count($0))" }, worst.bySeed]
      .compactMap { $0 }
    let rank = (known > 1 ? ", the largest loss under \(known) perturbations" : "") + rest
    return "Under \(worst.perturbation) at \(worst.severity), \(worst.amount) of the skill "
      + "above chance on clean audio is left for \(worst.direction)"
      + (facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))")
      + "\(rank).\(least)\(all.unfeltSentence)"
  }
}
