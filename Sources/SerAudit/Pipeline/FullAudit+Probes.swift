import Audits
import Corpora
import Ledger
import Metrics
import Parallel
import Probes

extension FullAudit {
  /// Fits every probe on each split's training part and evaluates it on the same test sets as the
  /// model, on clean audio; what stands in the ledger already is left as it is.
  func probe(_ judgedSplits: [JudgedSplit]) throws {
    let missing = try judgedSplits.map { judged in
      (judged: judged, probes: try Probe.all.filter { try !isProbed(judged.split, by: $0) })
    }.filter { !$0.probes.isEmpty }
    guard !missing.isEmpty else { return }
    let stage = StageProgress("Probes", total: corpus.utterances.count, console: console)
    let table = ProbeTable.measure(corpus.utterances, root: corpus.root) { done in
      stage.update(done: done)
      return !Interruption.isRequested
    }
    guard let table else { throw CommandFailure(.interrupted, "Interrupted.") }
    try ledger.record(measures: table.measures.mapValues(\.groupMeasures), in: run)
    for (judged, probes) in missing {
      let train = utterances(judged.split.train)
      let fits = probes.parallelMap { probe in
        Result { () throws(ProbeError) in try FittedProbe(probe, table: table, train: train) }
      }
      for fit in fits {
        guard !Interruption.isRequested else { throw CommandFailure(.interrupted, "Interrupted.") }
        try evaluate(try fit.get(), judged)
      }
    }
    stage.finish("\(Probe.all.count) probes of \(judgedSplits.count) splits")
  }

  private func key(of probe: Probe, _ split: Split, test: Int) -> EvaluationKey {
    EvaluationKey(model: .probe(run: run, split: split.id, probe: probe.name), test: test)
  }

  private func isProbed(_ split: Split, by probe: Probe) throws -> Bool {
    try ledger.read { reader in
      try split.tests.indices.filter { !utterances(split.tests[$0].utterances).isEmpty }
        .allSatisfy { try reader.isEvaluated(key(of: probe, split, test: $0)) }
    }
  }

  private func evaluate(_ fitted: FittedProbe, _ judged: JudgedSplit) throws {
    let split = judged.split
    let model = ModelKey.probe(run: run, split: split.id, probe: fitted.probe.name)
    try ledger.beginFit(model)
    try ledger.finishFit(model, checkpoint: nil, hash: nil, bestEpoch: nil)
    for (index, test) in split.tests.enumerated() {
      let outcome = fitted.predict(utterances(test.utterances))
      guard !outcome.predictions.isEmpty else { continue }
      let context = MetricContext(
        evaluationProtocol: test.evaluationProtocol,
        trainedOn: split.trainedOn.joined(separator: "+"),
        testedOn: test.testedOn.joined(separator: "+"), isLeaky: judged.isLeaky(test),
        attribute: ProbeComparison.attribute, subgroup: fitted.probe.name)
      try ledger.record(
        EvaluationResult(
          predictions: outcome.predictions,
          metrics: try MetricTable.rows(predictions: outcome.predictions, context: context)),
        of: EvaluationKey(model: model, test: index), at: Clock.now())
    }
  }
}
