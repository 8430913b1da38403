import Audits
import Corpora
import Findings
import Foundation
import Ledger
import Metrics

/// Whether the numbers that a ledger shows of a run are those that follow from its predictions.
struct RunVerification: Encodable {
  /// A number that does not follow.
  struct Drift: Encodable {
    /// What kind of difference.
    enum Kind: String, Encodable {
      /// The ledger says something else than the predictions.
      case differs
      /// The predictions give a number that the ledger does not have.
      case missing
      /// The ledger has a number that nothing gives.
      case unexplained
    }

    let kind: Kind
    let subject: String
    let metric: String
    let stored: Double?
    let recomputed: Double?
  }

  /// How many numbers were recomputed.
  let checked: Int
  let drifts: [Drift]
  /// How many predictions are scored against another emotion than the ledger has of the recording.
  let contradictedTruths: Int
  /// How many numbers of ensembles follow although the run has none at all, which is no drift: a
  /// run of before there were any has none.
  let laterNumbers: Int
  /// Files of models that are not what the ledger says they are.
  let alteredModels: [String]
  /// Files of models that are not there, so that nothing can be said about them.
  let missingModels: [String]

  var status: Status {
    drifts.isEmpty && alteredModels.isEmpty && contradictedTruths == 0 ? .passed : .failed
  }

  /// Numbers that differ by less than this part of themselves are the same: what another
  /// processor's arithmetic may make of a sum.
  static let tolerance = 1e-9

  /// Recomputes a run.
  ///
  /// - Parameter progress: called with the number of evaluations done and their total.
  init(
    of run: String, ledger: LedgerFile, progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws {
    let numbers = try RunNumbers(ledger: ledger, run: run)
    let evaluations = try ledger.read {
      try $0.evaluations(run: run) + $0.probeEvaluations(run: run)
    }
    var (checked, drifts): (Int, [Drift]) = (0, [])
    var measured: [MetricRow] = []
    for (index, evaluation) in evaluations.enumerated() {
      let stored = try ledger.read { try $0.metrics(of: evaluation.id) }
      let recomputed = try Self.whatFollows { try numbers.rows(of: evaluation) }
      drifts += Self.drifts(stored: stored, recomputed: recomputed)
      drifts += try Self.binDrift(of: evaluation, numbers, ledger)
      checked += recomputed.count
      measured += recomputed
      try progress(index + 1, evaluations.count + 1)
    }
    drifts += try Self.stampDrifts(in: run, ledger)
    let (stored, status, contradicted) = try ledger.read {
      (
        try $0.runMetrics(run: run), try $0.run(run).status, try $0.contradictedTruths(run: run)
      )
    }
    contradictedTruths = contradicted
    // A run that goes on has none of them before its end.
    let isExpected = status == .complete || !stored.isEmpty
    let outcome =
      isExpected ? try Self.whatFollows { try numbers.outcome(from: measured).rows } : []
    let hasEnsembles = stored.contains { $0.isOfEnsemble }
    laterNumbers = hasEnsembles ? 0 : outcome.filter(\.isOfEnsemble).count
    let recomputed =
      outcome.filter { hasEnsembles || !$0.isOfEnsemble }
      + (try BaselineNumbers.again(for: stored, of: run, ledger: ledger))
    drifts += Self.drifts(stored: stored, recomputed: recomputed)
    try progress(evaluations.count + 1, evaluations.count + 1)
    self.checked = checked + recomputed.count
    self.drifts = drifts
    let models = try ledger.read { try $0.models(run: run) }.filter { $0.checkpoint != nil }
    let paths = models.map { ($0.checkpoint ?? "", $0.checkpointHash) }
    missingModels = paths.map(\.0).filter { !FileManager.default.fileExists(atPath: $0) }
    alteredModels = paths.filter { path, hash in
      FileManager.default.fileExists(atPath: path) && (try? FileHash.sha256(path: path)) != hash
    }.map(\.0)
  }

  /// What follows, or nothing where the predictions are such that no number does.
  private static func whatFollows<Row>(_ rows: () throws -> [Row]) throws -> [Row] {
    do { return try rows() } catch is MetricError { return [] }
  }

  /// Whether the bins of an evaluation's reliability diagrams follow from its predictions.
  private static func binDrift(
    of evaluation: StoredEvaluation, _ numbers: RunNumbers, _ ledger: LedgerFile
  ) throws -> [Drift] {
    guard evaluation.key.condition == nil, !evaluation.key.model.isProbe else { return [] }
    let stored = try ledger.read { try $0.reliability(of: evaluation.id) }
    let bins = try whatFollows {
      try RunNumbers.bins(of: try numbers.predictions(of: evaluation))
    }
    func sorted(_ bins: [ReliabilityBinRow]) -> [ReliabilityBinRow] {
      bins.sorted { ($0.speaker ?? "", $0.bin) < ($1.speaker ?? "", $1.bin) }
    }
    let areSame =
      stored.count == bins.count
      && zip(sorted(stored), sorted(bins)).allSatisfy {
        $0.speaker == $1.speaker && $0.bin == $1.bin && $0.count == $1.count
          && isSame($0.lower, $1.lower) && isSame($0.upper, $1.upper)
          && isSame($0.meanConfidence, $1.meanConfidence) && isSame($0.accuracy, $1.accuracy)
      }
    return areSame
      ? []
      : [
        Drift(
          kind: .differs,
          subject: "\(evaluation.testSet.title), seed \(evaluation.key.model.seed)",
          metric: "reliability-bins", stored: nil, recomputed: nil)
      ]
  }

  /// Test sets whose numbers are stamped otherwise than the judgement of their leakage says.
  private static func stampDrifts(in run: String, _ ledger: LedgerFile) throws -> [Drift] {
    try ledger.read { try $0.leakage(run: run) }.flatMap { stored -> [Drift] in
      zip(stored.tests, try stored.judgements()).filter { $0.isLeaky != $1.isLeaky }.map {
        test, judgement in
        func number(_ isLeaky: Bool) -> Double { isLeaky ? 1 : 0 }
        return Drift(
          kind: .differs, subject: "\(stored.split) on \(test.testedOn)", metric: "leaky",
          stored: number(test.isLeaky), recomputed: number(judgement.isLeaky))
      }
    }
  }

  private static func drifts(stored: [MetricRow], recomputed: [MetricRow]) -> [Drift] {
    let known = Dictionary(stored.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let found = Dictionary(
      recomputed.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let differing = recomputed.compactMap { row -> Drift? in
      guard let old = known[Key(row)] else { return Drift(.missing, row, stored: nil, row.value) }
      return isSame(old, row) ? nil : Drift(.differs, row, stored: old.value, row.value)
    }
    return differing
      + stored.filter { found[Key($0)] == nil }.map {
        Drift(.unexplained, $0, stored: $0.value, nil)
      }
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

extension MetricRow {
  fileprivate var isOfEnsemble: Bool { attribute == SeedEnsemble.attribute && seed == nil }
}

extension RunVerification.Drift {
  fileprivate init(_ kind: Kind, _ row: MetricRow, stored: Double?, _ recomputed: Double?) {
    self.kind = kind
    subject = row.subject
    metric = row.metric
    // JSON cannot say what is infinite.
    self.stored = stored.flatMap { $0.isFinite ? $0 : nil }
    self.recomputed = recomputed.flatMap { $0.isFinite ? $0 : nil }
  }
}
