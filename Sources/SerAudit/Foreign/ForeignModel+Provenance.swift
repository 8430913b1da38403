import Ledger

extension ForeignModel {
  /// What pages and ledger call the model of a run, the suite's own among them.
  static func name(in run: Provenance) -> String { run.facts[nameFact] ?? own }

  /// The hashes of the files of a run's model, or of its command; none of the suite's own.
  static func hashes(in run: Provenance) -> Set<String> {
    Set((run.facts[hashFact] ?? "").split(separator: ", ").map(String.init))
  }
}
