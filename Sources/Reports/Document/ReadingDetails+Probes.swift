extension ReadingDetails {
  /// Where a predictor that is too simple to recognise emotion does as well as the model.
  static func probes(_ report: AuditReport) -> String? {
    guard let floor = report.shortcuts else { return nil }
    let sets = floor.rows.filter { $0.speaker == nil && isTold($0.origin) }
      .byTestSet { $0.origin }
    let open = sets.compactMap { clause($0, floor) }
    guard open.count > most else { return open.isEmpty ? nil : sentence(open) }
    return "On \(open.count) of \(sets.count) test sets of speakers whom training never heard the "
      + "strongest simple predictor is not clearly beaten."
  }

  /// The strongest probe of a test set, or `nil` where every seed beats it.
  private static func clause(_ rows: [ShortcutFloor.Row], _ floor: ShortcutFloor) -> String? {
    let scores = rows.compactMap { floor.strongest(nil, on: $0) }
      .filter { $0.difference.value != nil }
    guard let row = rows.first, let score = scores.first else { return nil }
    let beaten = scores.filter { lowest($0.difference) > 0 }.count
    guard beaten < scores.count else { return nil }
    let probe =
      "the strongest simple predictor, \(score.probe) (UAR \(NumberText.decimal(score.uar.value)))"
    guard scores.count > 1 else {
      return "for \(row.origin.direction) the model does not clearly beat \(probe): "
        + "a difference of \(NumberText.difference(score.difference))"
    }
    let worse = scores.filter { highest($0.difference) < 0 }.count
    let number = beaten == 0 ? "no seed of \(scores.count)" : "\(beaten) of \(scores.count) seeds"
    let rest =
      worse == 0 ? "" : ", and \(worse) \(worse == 1 ? "is" : "are") clearly worse than it"
    return "for \(row.origin.direction) \(probe), is clearly beaten by \(number)\(rest)"
  }

  private static func lowest(_ difference: Measure) -> Double {
    difference.interval?.lower ?? difference.value ?? 0
  }

  private static func highest(_ difference: Measure) -> Double {
    difference.interval?.upper ?? difference.value ?? 0
  }
}
