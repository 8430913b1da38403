import Corpora
import Metrics

/// Speakers said not to be heard who are recognised as well as if they had been: a remark, which
/// decides nothing, since a good model of easy speech does the same.
enum CeilingOfUnheard {
  /// The least UAR that is remarked.
  static let least = 0.95
  /// The least lower end of its interval.
  static let leastLower = 0.9
  /// By how much at least the whole interval of the difference to every probe lies above 0.
  static let overProbes = 0.25

  /// A finding for each test set with such speakers.
  ///
  /// - Parameter probes: what the model's UAR is beside each probe, by speaker.
  static func findings(of sides: HeardAndUnheard, probes: [MetricRow]) -> [Finding] {
    sides.unheardRows.grouped(by: \.testSet).compactMap { test, rows in
      let own = rows.filter { row in
        isAtCeiling(row) && isAsHeard(row, heard: sides.heard)
          && beside(row, probes).allSatisfy { ($0.interval?.lower ?? 0) >= overProbes }
      }
      guard let first = own.first else { return nil }
      let names = SpeakerNames.shown(SpeakerNames.joined(own.compactMap(\.speaker)))
      let isOne = own.count == 1
      let whom = isOne ? "this speaker" : "these speakers"
      return Finding(
        check: DeclaredTrainingPlausibility.check, subject: test.title, status: .undetermined,
        importance: .note,
        message: "\(first.measurement)\(isOne ? "" : ", as high as that of \(own.count - 1) more")"
          + ", \(first.circumstances): numbers like those of a model that heard \(whom) (\(names))"
          + "\(reference(first, sides, probes)). A model that never heard \(whom) may do so too; "
          + "nothing here can verify it.",
        advice: "Make sure that no recording of \(whom), nor a copy of one, was in training.",
        evidence: first, ground: DeclaredTrainingPlausibility.Ground.ceiling.rawValue)
    }
  }

  private static func isAtCeiling(_ row: MetricRow) -> Bool {
    (row.value ?? 0) >= least && (row.interval?.lower ?? 0) >= leastLower
  }

  /// Whether heard speakers are not shown to be recognised better; so where there are none.
  private static func isAsHeard(_ row: MetricRow, heard: HeardAndUnheard.Side?) -> Bool {
    let difference = ConfidenceInterval.difference(
      heard?.value, heard?.interval, minus: row.value, row.interval)
    return difference.map { $0.lower <= 0 } ?? true
  }

  private static func beside(_ row: MetricRow, _ probes: [MetricRow]) -> [MetricRow] {
    probes.filter {
      $0.testSet == row.testSet && $0.speaker == row.speaker && $0.seed == row.seed
    }
  }

  /// What was compared beside it.
  private static func reference(
    _ row: MetricRow, _ sides: HeardAndUnheard, _ probes: [MetricRow]
  ) -> String {
    let least = beside(row, probes).min { ($0.value ?? 0) < ($1.value ?? 0) }
    let strongest = least.map {
      ", higher than those of the strongest probe, \($0.subgroup ?? ""), by "
        + decimal($0.value ?? 0)
    }
    return strongest ?? "; no probe says how easy the recordings are"
  }
}
