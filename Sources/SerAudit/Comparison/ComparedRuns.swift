import Corpora
import Ledger
import Metrics

/// What comparisons ask a ledger about whole runs, read once a run and kept: a run has many test
/// sets, and a history many pairs of runs.
final class ComparedRuns {
  let ledger: LedgerFile
  private var numbers: [String: RunNumbers] = [:]
  private var changed: [[String]: Set<String>] = [:]

  /// Asks a ledger.
  init(_ ledger: LedgerFile) { self.ledger = ledger }

  /// What is known of a run beside its predictions.
  func numbers(of run: String) throws -> RunNumbers {
    let known = try numbers[run] ?? RunNumbers(ledger: ledger, run: run)
    numbers[run] = known
    return known
  }

  /// The emotions that the test of an evaluation asks for: what means over classes run over.
  func emotions(of evaluation: StoredEvaluation) throws -> [Emotion] {
    try numbers(of: evaluation.key.model.run).context(of: evaluation).classes
  }

  /// What both runs said of a test set; `nil` where they answered no utterance in common.
  func comparison(of pair: SharedTestSets.Pair) throws -> ModelComparison? {
    guard let runs = pair.seeds.first.map({ [$0.first.key.model.run, $0.second.key.model.run] })
    else { return nil }
    let answers = try ledger.read { reader in
      try pair.seeds.map {
        ModelComparison.Answers(
          first: try reader.predictions(of: $0.first.id),
          second: try reader.predictions(of: $0.second.id))
      }
    }
    let differing =
      try changed[runs]
      ?? ledger.read { try $0.recordingsThatDiffer(between: runs[0], and: runs[1]) }
    changed[runs] = differing
    return try ModelComparison.of(answers, changed: differing)
  }
}
