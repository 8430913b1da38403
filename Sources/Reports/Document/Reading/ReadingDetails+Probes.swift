import Wording

extension ReadingDetails {
  /// Where a predictor that is too simple to recognise emotion does as well as the model.
  static func probes(_ report: AuditReport) -> String? {
    guard let floor = report.shortcuts else { return nil }
    let sets = floor.rows.filter { $0.speaker == nil && isTold($0.origin) }
      .byTestSet { $0.origin }
    let open = sets.compactMap { clause($0, floor) }
    guard open.count > most else { return open.isEmpty ? nil : sentence(open) }
    let lost = sets.count { rows in
      rows.compactMap { floor.strongest(nil, on: $0) }
        .contains { DifferenceSign($0.difference) == .negative }
    }
    let worse = lost == 0 ? "" : "; on \(lost) it beats the model"
    return "On \(open.count) of \(sets.count) test sets of speakers whom training never heard the "
      + "strongest simple predictor is not shown to be beaten\(worse)."
  }

  /// The strongest probe of a test set, or `nil` where every seed beats it.
  private static func clause(_ rows: [ShortcutFloor.Row], _ floor: ShortcutFloor) -> String? {
    let scores = rows.compactMap { floor.strongest(nil, on: $0) }
      .filter { $0.difference.value != nil }
    guard let row = rows.first, let score = scores.first else { return nil }
    let signs = scores.map { DifferenceSign($0.difference) }
    guard signs.contains(where: { $0 != .positive }) else { return nil }
    let probe =
      "the strongest simple predictor, \(score.probe) (UAR \(NumberText.decimal(score.uar.value)))"
    guard scores.count > 1 else {
      let verdict =
        signs == [.negative]
        ? "the model is worse than \(probe)" : "it is undecided whether the model beats \(probe)"
      return "for \(row.origin.direction) \(verdict): "
        + "a difference of \(NumberText.difference(score.difference))"
    }
    return "for \(row.origin.direction) \(verdict(signs, on: probe))"
  }

  /// How several trainings stand beside a probe that not all of them beat.
  private static func verdict(_ signs: [DifferenceSign], on probe: String) -> String {
    if signs.allSatisfy({ $0 == .negative }) {
      return "each of \(signs.count) trainings is worse than \(probe)"
    }
    if signs.allSatisfy({ $0 == .undecided }) {
      return "none of \(signs.count) trainings can be told from \(probe)"
    }
    func part(_ sign: DifferenceSign, _ one: String, _ several: String) -> String? {
      let count = signs.count { $0 == sign }
      return count == 0 ? nil : "\(count) \(count == 1 ? one : several)"
    }
    let parts = [
      part(.positive, "is better than it", "are better than it"),
      part(.negative, "is worse", "are worse"),
      part(.undecided, "is not told apart", "are not told apart"),
    ].compactMap { $0 }
    return "\(probe), is not clearly beaten: of \(signs.count) trainings \(parts.listed)"
  }
}
