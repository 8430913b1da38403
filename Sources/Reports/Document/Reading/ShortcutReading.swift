/// What the shortcut floor says, in sentences chosen by its numbers.
enum ShortcutReading {
  static func sentences(_ floor: ShortcutFloor) -> [String] {
    let rows = floor.rows.filter { $0.speaker == nil }
    let honest = rows.filter { !$0.origin.isLeaky }
    var sentences =
      honest.count > most
      ? summary(honest, floor) : honest.compactMap { sentence($0, floor) }
    if honest.isEmpty {
      sentences.append(
        Reading.nothingHonest(rows.map(\.origin))
          + ", so nothing here says how far a shortcut leads to a new speaker.")
    }
    if let leaky = rows.first(where: \.origin.isLeaky),
      let score = floor.strongest("shortcut", on: leaky), let uar = score.uar.value
    {
      sentences.append(
        "On the \(leaky.origin.evaluationProtocol.rawValue) split (LEAKY) the shortcut "
          + "\(score.probe) alone reaches \(NumberText.decimal(uar)).")
    }
    return sentences
  }

  /// The most test sets that have a sentence each.
  private static let most = 4

  /// How many test sets the model is better on, and the one where it is worst beside its probe.
  private static func summary(_ rows: [ShortcutFloor.Row], _ floor: ShortcutFloor) -> [String] {
    func lower(_ row: ShortcutFloor.Row) -> Double {
      let difference = floor.strongest(nil, on: row)?.difference
      return difference?.interval?.lower ?? difference?.value ?? -.infinity
    }
    let better = rows.count { row in
      floor.strongest(nil, on: row).map { DifferenceSign($0.difference) == .positive } ?? false
    }
    let start =
      "On \(better) of \(rows.count) test sets of speakers whom training never heard, the model is "
      + "better than the strongest probe by the whole interval of the difference."
    let worst = rows.min { lower($0) < lower($1) }
    return [start] + (worst.flatMap { sentence($0, floor) }.map { ["Worst of all: \($0)"] } ?? [])
  }

  private static func sentence(_ row: ShortcutFloor.Row, _ floor: ShortcutFloor) -> String? {
    guard let score = floor.strongest(nil, on: row), score.difference.value != nil else {
      return nil
    }
    let verb =
      switch DifferenceSign(score.difference) {
      case .positive: "is better than"
      case .undecided: "is not shown to be better or worse than"
      case .negative: "is worse than"
      }
    let start =
      "On \(row.origin.label), the model (UAR \(NumberText.measure(row.model))) \(verb) the "
      + "strongest probe, \(score.probe) (\(NumberText.measure(score.uar))): a difference of "
      + "\(NumberText.difference(score.difference))."
    return start + (floor.strongest("shortcut", on: row).map(errors) ?? "")
  }

  /// Whether the model makes a probe's very errors.
  private static func errors(_ score: ShortcutFloor.Score) -> String {
    guard let shared = score.shared.value, let sharedByChance = score.sharedByChance.value,
      let alike = score.alike.value, let chance = score.alikeByChance.value
    else { return "" }
    let comparison = SharedErrors(alike: alike, chance: chance, of: score.errorCount).comparison
    let verdict =
      comparison.map { "\($0) chance would" } ?? "which so few errors cannot tell from chance"
    return
      " On \(NumberText.percent(shared)) of its "
      + "\(NumberText.count(score.errorCount, of: "error")) the shortcut \(score.probe) errs too "
      + "(chance \(NumberText.percent(sharedByChance))). On \(NumberText.percent(alike)) of them it "
      + "gives the same wrong answer, \(verdict) (\(NumberText.percent(chance)))."
  }
}
