import Audits
import Corpora
import Findings
import Ledger
import Metrics
import Parallel
import Probes
import Wording

extension FullAudit {
  /// Fits every probe on each split's training part and evaluates it on the same test sets as the
  /// model, on clean audio; what stands in the ledger already is left as it is, unless recordings
  /// that could not be measured then can be measured now.
  func probe(_ judgedSplits: [JudgedSplit]) throws {
    let again = try canMeasureMore(judgedSplits.map(\.split))
    let missing = try judgedSplits.filter(hasTraining).map { judged in
      let probes = try Probe.all.filter { try again || !isProbed(judged.split, by: $0) }
      return (judged: judged, probes: probes)
    }.filter { !$0.probes.isEmpty }
    guard try again || !missing.isEmpty || isUnmeasured() else { return }
    let probed = probed(missing.map(\.judged.split))
    let stage = StageProgress("Probes", total: probed.count, console: setting.console)
    let table = try measure(probed) { stage.update(done: $0) }
    try ledger.record(measures: table.measures.mapValues(\.groupMeasures), in: run)
    guard !missing.isEmpty else { return stage.finish("recordings measured, nothing to fit to") }
    for (judged, probes) in missing {
      let train = utterances(judged.split.train).filter(isAskedFor)
      let fits = probes.parallelMap { probe in
        Result { () throws(ProbeError) in try FittedProbe(probe, table: table, train: train) }
      }
      for fit in fits {
        guard !Interruption.isRequested else { throw CommandFailure.interrupted }
        try evaluate(try fit.get(), judged)
      }
    }
    stage.finish(
      "\(Probe.all.count) probes of \(judgedSplits.count, "split")")
  }

  /// Whether there are recordings that a probe can be fitted to; of a model that was trained
  /// elsewhere there may be none.
  private func hasTraining(_ judged: JudgedSplit) -> Bool {
    setting.foreign == nil || utterances(judged.split.train).contains(where: isAskedFor)
  }

  /// Whether nothing is known yet of how recordings sound, by which utterances are grouped.
  private func isUnmeasured() throws -> Bool {
    try ledger.read { try $0.measures(run: run).isEmpty }
  }

  private func measure(
    _ utterances: [Utterance], progress: (Int) -> Void = { _ in }
  ) throws(CommandFailure) -> ProbeTable {
    let (augmentation, heard) = (setting.plan.recipe.waveformAugmentation, setting.heard)
    let table = ProbeTable.measure(
      utterances, path: { try heard.path(of: $0) },
      sound: { augmentation.sound(of: $0, from: $1) }
    ) { done in
      progress(done)
      return !Interruption.isRequested
    }
    guard let table else { throw .interrupted }
    return table
  }

  /// Whether recordings were measured before, and some that could not be can be measured now.
  private func canMeasureMore(_ splits: [Split]) throws -> Bool {
    let measured = Set(try ledger.read { try $0.measures(run: run) }.values.flatMap(\.keys))
    let left = measured.isEmpty ? [] : probed(splits).filter { !measured.contains($0.id) }
    return try !measure(left).measures.isEmpty
  }

  /// One finding a split without recordings to fit a probe to.
  func unprobed(_ judgedSplits: [JudgedSplit]) -> [Finding] {
    judgedSplits.filter { !hasTraining($0) }.map { judged in
      Finding(
        check: "shortcut-floor", subject: judged.split.id, status: .undetermined,
        importance: .warning,
        message: "Not measured: a probe must be fitted to the model's training recordings, and "
          + "they are not here, so how much simple shortcuts explain is not known.",
        advice: "Where the model was trained on recordings of this corpus, give its split "
          + "(--split). Else there is nothing to be done here.")
    }
  }

  /// The audited corpus, and of the rest what splits name.
  private func probed(_ splits: [Split]) -> [Utterance] {
    let own = Set(corpus.utterances.map(\.id))
    let named = splits.reduce(into: Set<String>()) { names, split in
      names.formUnion(split.train)
      names.formUnion(split.tests.flatMap(\.utterances))
    }
    return setting.heard.corpus.utterances.filter { own.contains($0.id) || named.contains($0.id) }
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
    try ledger.finishFit(model, checkpoint: nil, hash: nil, keptEpoch: nil)
    for (index, test) in split.tests.enumerated() {
      let outcome = fitted.predict(utterances(test.utterances))
      guard !outcome.predictions.isEmpty else { continue }
      let context = context(of: test, in: judged).ofProbe(fitted.probe.name)
      try ledger.record(
        EvaluationResult(
          predictions: outcome.predictions,
          metrics: try MetricTable.rows(predictions: outcome.predictions, context: context)),
        of: EvaluationKey(model: model, test: index), at: Clock.now())
    }
  }
}
