import Ledger
import Metrics

extension RunVerification {
  /// Numbers that differ by less than this part of themselves are the same: what another
  /// processor's arithmetic may make of a sum.
  static let tolerance = 1e-9

  /// The rows of the ledger beside those that follow.
  static func rows(stored: [MetricRow], recomputed: [MetricRow]) -> Tally {
    let known = Dictionary(stored.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let found = Dictionary(
      recomputed.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    var tally = Tally()
    for row in recomputed {
      guard let old = known[Key(row)] else {
        tally.count(false, else: Drift(.missing, row, stored: nil, row.value))
        continue
      }
      tally.count(
        isSame(old, row),
        else: Drift(.differs, row, stored: old.value, row.value, detail: besideValue(old, row)))
    }
    for row in stored where found[Key(row)] == nil {
      tally.count(false, else: Drift(.unexplained, row, stored: row.value, nil))
    }
    return tally
  }

  /// Whether the bins of an evaluation's reliability diagrams follow from its predictions.
  static func bins(
    of evaluation: StoredEvaluation, _ numbers: RunNumbers, _ ledger: LedgerFile
  ) throws -> Tally {
    guard evaluation.key.condition == nil, !evaluation.key.model.isProbe else { return Tally() }
    let stored = try ledger.read { try $0.reliability(of: evaluation.id) }
    let bins =
      try whatFollows { try RunNumbers.bins(of: try numbers.predictions(of: evaluation)) } ?? []
    func sorted(_ bins: [ReliabilityBinRow]) -> [ReliabilityBinRow] {
      bins.sorted { ($0.speaker ?? "", $0.bin) < ($1.speaker ?? "", $1.bin) }
    }
    let differing =
      abs(stored.count - bins.count)
      + zip(sorted(stored), sorted(bins)).count { !isSame($0, $1) }
    let count = max(stored.count, bins.count)
    guard count > 0 else { return Tally() }
    var tally = Tally(checked: count - 1)
    tally.count(
      differing == 0,
      else: Drift(
        kind: .differs, subject: evaluation.place, metric: "reliability-bins",
        detail: "\(differing) of \(count) bins do not follow"))
    return tally
  }

  private static func isSame(_ old: ReliabilityBinRow, _ new: ReliabilityBinRow) -> Bool {
    old.speaker == new.speaker && old.bin == new.bin && old.count == new.count
      && isSame(old.lower, new.lower) && isSame(old.upper, new.upper)
      && isSame(old.meanConfidence, new.meanConfidence) && isSame(old.accuracy, new.accuracy)
  }

  /// What does not follow of a row whose value does; `nil` where the value does not either.
  private static func besideValue(_ old: MetricRow, _ new: MetricRow) -> String? {
    guard isSame(old.value, new.value) else { return nil }
    func interval(_ row: MetricRow) -> String {
      guard let own = row.interval else { return "none" }
      let unit = own.unit == .exact ? "by an exact bound" : "over \(own.unit.rawValue)s"
      return "\(own.lower) to \(own.upper) \(unit)"
    }
    guard interval(old) == interval(new) else {
      return "its value follows and its interval does not: the ledger says \(interval(old)), and "
        + "\(interval(new)) follows"
    }
    return old.count == new.count
      ? "its value follows, and what stands beside it (LEAKY, level of the interval) does not"
      : "its value follows and its number of predictions does not: the ledger says \(old.count), "
        + "and \(new.count) follows"
  }

  private static func isSame(_ old: MetricRow, _ new: MetricRow) -> Bool {
    isSame(old.value, new.value) && isSame(old.interval?.lower, new.interval?.lower)
      && isSame(old.interval?.upper, new.interval?.upper) && old.count == new.count
      && old.isLeaky == new.isLeaky && old.interval?.level == new.interval?.level
      && old.interval?.unit == new.interval?.unit
  }

  private static func isSame(_ old: Double?, _ new: Double?) -> Bool {
    guard let old, let new else { return old == nil && new == nil }
    return old == new
      || (old.isFinite && new.isFinite && abs(old - new) <= tolerance * max(1, abs(old)))
  }

  /// What a number is of, without what it says.
  private struct Key: Hashable {
    private let row: MetricRow

    init(_ row: MetricRow) {
      var row = row
      (row.value, row.interval, row.count, row.isLeaky) = (nil, nil, 0, false)
      self.row = row
    }
  }
}

extension RunVerification.Drift {
  fileprivate init(
    _ kind: Kind, _ row: MetricRow, stored: Double?, _ recomputed: Double?, detail: String? = nil
  ) {
    // JSON cannot say what is infinite.
    self.init(
      kind: kind, subject: row.subject, metric: row.metric,
      stored: stored.flatMap { $0.isFinite ? $0 : nil },
      recomputed: recomputed.flatMap { $0.isFinite ? $0 : nil }, detail: detail)
  }
}
