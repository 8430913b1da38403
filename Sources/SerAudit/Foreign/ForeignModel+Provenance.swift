import Ledger

extension ForeignModel {
  /// What pages and ledger call the model of a run, the suite's own among them.
  static func name(in run: Provenance) -> String { run.facts[nameFact] ?? own }
}
