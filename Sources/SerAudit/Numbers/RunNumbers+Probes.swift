import Ledger
import Metrics
import Probes

extension RunNumbers {
  /// Whether the model is somebody else's, whose training recordings no probe could be fitted to.
  func isForeignWithoutProbes() throws -> Bool {
    try ledger.read { reader in
      try reader.run(run).provenance.facts[ForeignModel.trainingFact] != nil
        && reader.probeEvaluations(run: run).isEmpty
    }
  }

  /// What each model is worth beside each probe on the same test set.
  func probeComparisons() throws -> [MetricRow] {
    let probes = try ledger.read { try $0.probeEvaluations(run: run) }
    let answers = Dictionary(
      try probes.map { ($0.id, try predictions(of: $0)) }, uniquingKeysWith: { first, _ in first })
    return try cleanEvaluations().flatMap { model in
      let said = try predictions(of: model)
      return try probes.filter { $0.isOfSameTest(as: model) }.flatMap { probe in
        try ProbeComparison.rows(
          model: said, probe: answers[probe.id] ?? [], name: probe.key.model.probe ?? "",
          context: context(of: model))
      }
    }
  }
}

extension MetricContext {
  /// The context of a probe's own rows: it has no seed, and its name is a subgroup.
  func ofProbe(_ name: String) -> MetricContext {
    var context = labelled(ProbeComparison.attribute, name)
    context.seed = nil
    return context
  }
}

extension StoredEvaluation {
  /// Whether two evaluations are of one test set of one split.
  func isOfSameTest(as other: StoredEvaluation) -> Bool {
    key.model.split == other.key.model.split && key.test == other.key.test
  }
}
