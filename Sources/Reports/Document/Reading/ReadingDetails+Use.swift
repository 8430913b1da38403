import Wording

/// What becomes of confidence and of skill in use: with a calibration, and in worse audio.
extension ReadingDetails {
  /// What a temperature that suits known speakers does to the calibration error on unseen ones.
  static func calibration(_ report: AuditReport) -> String? {
    let rows = (report.calibration?.rows ?? []).filter {
      $0.metric == "ece" && $0.method == "temperature" && isTold($0.origin)
        && $0.unseen.before != nil && $0.unseen.after != nil
    }
    guard !rows.isEmpty else { return nil }
    let start = "A temperature fitted to dev data of the training speakers"
    let seed = report.hasSeveralSeeds ? " (first seed)" : ""
    guard rows.count <= most else {
      let raised = rows.filter { $0.change.interval.map { $0.lower > 0 } ?? false }.count
      let lowered = rows.filter { $0.change.interval.map { $0.upper < 0 } ?? false }.count
      return "\(start) clearly raised the calibration error (ECE) on unseen speakers on \(raised) "
        + "of \(rows.count) test sets and clearly lowered it on \(lowered)\(seed)."
    }
    let parts = rows.map { row in
      "from \(NumberText.decimal(row.unseen.before)) to \(NumberText.decimal(row.unseen.after)) "
        + "for \(row.origin.direction)"
    }
    return "\(start) took the calibration error (ECE) on unseen speakers \(parts.listed)\(seed)."
  }

  /// What is left of skill above chance where worse audio costs most, on average over seeds.
  static func perturbations(_ report: AuditReport) -> String? {
    let curves = report.robustness.filter { isTold($0.origin) }
    let left = SkillLeft.each(of: curves)
    guard let worst = left.min(by: { $0.mean < $1.mean }) else { return nil }
    let known = Set(left.map(\.perturbation)).count
    let unknown = RobustnessChart.perturbations(curves).count - known
    let rest = unknown == 0 ? "" : "; of \(unknown) more nothing can be said"
    guard !worst.isWhole else {
      let what =
        known == 1
        ? "The perturbation \(worst.perturbation) costs no skill"
        : "None of \(known) perturbations costs skill"
      let seeds = worst.shares.count > 1 ? " on average over \(worst.shares.count) seeds" : ""
      return "\(what) at any severity\(seeds)\(rest)."
    }
    let count = worst.count.map { " (n = \(NumberText.count($0)))" } ?? ""
    let average = worst.average.map { ", \($0)" } ?? ""
    let rank = (known > 1 ? ", the largest loss under \(known) perturbations" : "") + rest
    return "Under \(worst.perturbation) at severity \(worst.severity), \(worst.text) of the skill "
      + "above chance on clean audio is left for \(worst.direction)\(count)\(average)\(rank)."
  }
}
