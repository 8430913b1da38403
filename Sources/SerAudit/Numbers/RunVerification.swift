import Audits
import Corpora
import Findings
import Ledger
import Metrics

/// Whether what a ledger shows of a run is what follows from its predictions, splits and
/// recordings.
struct RunVerification: Encodable {
  /// Something that does not follow.
  struct Drift: Encodable {
    /// What kind of difference.
    enum Kind: String, Encodable {
      /// The ledger says something else than what follows.
      case differs
      /// What follows is not in the ledger.
      case missing
      /// The ledger has what nothing gives.
      case unexplained
    }

    let kind: Kind
    let subject: String
    let metric: String
    var stored: Double?
    var recomputed: Double?
    /// What differs, where it is not one number.
    var detail: String?
  }

  /// What was looked at, and what of it does not follow: never more than was looked at.
  struct Tally {
    var checked = 0
    private(set) var drifts: [Drift] = []

    init(checked: Int = 0) { self.checked = checked }

    /// Counts one thing that was looked at, and its drift where it does not follow.
    mutating func count(_ follows: Bool, else drift: @autoclosure () -> Drift) {
      checked += 1
      if !follows { drifts.append(drift()) }
    }

    static func += (left: inout Tally, right: Tally) {
      left.checked += right.checked
      left.drifts += right.drifts
    }
  }

  private enum CodingKeys: CodingKey {
    case checked, drifts, contradictedTruths, laterNumbers, alteredModels, unreadModels
    case missingModels
  }

  /// How much was held against what follows: numbers of either side, bins, stamps, reasons of
  /// leakage, findings, verdicts, and the answers of each evaluation and part.
  let checked: Int
  /// Whether the run has a number, or one follows.
  let hasNumbers: Bool
  let drifts: [Drift]
  /// How many predictions are scored against another emotion than the ledger has of the recording.
  let contradictedTruths: Int
  /// How many numbers follow of a kind of which the run has none at all, which is no drift: a run
  /// of before there were any has none. Those of ensembles, and calibrated ones where no known
  /// speaker is tested.
  let laterNumbers: Int
  /// Files of models that are not what the ledger says they are.
  let alteredModels: [String]
  /// Files of models that are there and could not be read, so that it cannot be told what they are.
  let unreadModels: [UnreadModel]
  /// Files of models that are not there, so that nothing can be said about them.
  let missingModels: [String]

  var status: Status {
    drifts.isEmpty && alteredModels.isEmpty && unreadModels.isEmpty && contradictedTruths == 0
      ? .passed : .failed
  }

  /// Recomputes a run.
  ///
  /// - Parameter progress: called with the number of evaluations done and their total.
  init(
    of run: String, ledger: LedgerFile, progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws {
    let numbers = try RunNumbers(ledger: ledger, run: run)
    let (facts, evaluations, models) = try ledger.read {
      (
        try $0.run(run), try $0.evaluations(run: run) + $0.probeEvaluations(run: run),
        try $0.models(run: run)
      )
    }
    try progress(0, evaluations.count + 1)
    let (foundations, judged) = try Self.foundations(of: facts, numbers, evaluations, models)
    var (rows, bins, measured) = (Tally(), Tally(), [MetricRow]())
    for (index, evaluation) in evaluations.enumerated() {
      let stored = try ledger.read { try $0.metrics(of: evaluation.id) }
      let recomputed = try Self.whatFollows { try numbers.rows(of: evaluation) } ?? []
      rows += Self.rows(stored: stored, recomputed: recomputed)
      bins += try Self.bins(of: evaluation, numbers, ledger)
      measured += recomputed
      try progress(index + 1, evaluations.count + 1)
    }
    let beyond = try Beyond(of: facts, numbers, measured: measured, judged: judged)
    try progress(evaluations.count + 1, evaluations.count + 1)
    rows += beyond.rows
    hasNumbers = rows.checked > 0
    laterNumbers = beyond.laterNumbers
    let all = [foundations, bins, rows, beyond.findings].reduce(into: Tally()) { $0 += $1 }
    (checked, drifts) = (all.checked, all.drifts)
    contradictedTruths = try ledger.read { try $0.contradictedTruths(run: run) }
    let files = ModelFiles(of: models, beside: ledger.path)
    (alteredModels, unreadModels) = (files.altered, files.unread)
    missingModels = files.missing
  }

  /// What numbers rest on: answers, models, the corpus, the judgements of leakage; and verdicts.
  ///
  /// - Returns: also the splits, judged again, where all of it can be.
  private static func foundations(
    of run: Run, _ numbers: RunNumbers, _ evaluations: [StoredEvaluation], _ models: [StoredModel]
  ) throws -> (Tally, [JudgedSplit]?) {
    let ledger = numbers.ledger
    let recordings = try StoredRecordings(of: run.id, ledger: ledger)
    let (splits, stored, decided) = try ledger.read { reader in
      (
        try reader.splits(run: run.id).map(\.split), try reader.leakage(run: run.id),
        try reader.verdicts(run: run.id)
      )
    }
    let judged = splits.map(recordings.judging)
    var tally = try answers(of: evaluations, by: models.map(\.key), ledger)
    tally += fits(models, in: run)
    tally += corpus(numbers.corpora.first, of: run, recordings)
    tally += leakage(stored: stored, judged: judged, recordings)
    tally += verdicts(decided)
    return (tally, recordings.haveFingerprints ? judged : nil)
  }

  /// What follows, or `nil` where the predictions are such that nothing does.
  static func whatFollows<Value>(_ value: () throws -> Value) throws -> Value? {
    do { return try value() } catch is MetricError { return nil }
  }
}
