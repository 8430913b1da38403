import Corpora
import Fairness
import Findings
import Ledger
import Metrics

extension RunNumbers {
  /// The answers of all folds of a rung together: each utterance is answered by a model that never
  /// heard its speaker, so that speakers of different folds can be compared.
  struct PooledFolds {
    /// The attribute of numbers over all folds together, and its value.
    static let attribute = (name: "folds", value: "together")

    let context: MetricContext
    let predictions: [Prediction]
  }

  /// Fairness and weak subgroups over the pooled folds of the first seed, and numbers over all of
  /// them together of every seed.
  func fairness() throws -> Outcome {
    let pools = try pools()
    guard let first = pools.map(\.context.seed).compactMap({ $0 }).min() else { return Outcome() }
    let (corpus, measures) = try ledger.read {
      (try $0.joinedCorpus(run: run), try $0.measures(run: run))
    }
    return try pools.reduce(into: Outcome()) { outcome, pool in
      let label = PooledFolds.attribute
      let together = pool.context.labelled(label.name, label.value)
      outcome.rows += try MetricTable.rows(predictions: pool.predictions, context: together)
        .filter { $0.speaker == nil }
      guard pool.context.seed == first else { return }
      let audit = try FairnessAudit(
        pool.predictions, corpus: corpus, measures: measures, context: pool.context)
      outcome.rows += try audit.rows()
      outcome.findings += audit.findings
    }
  }

  /// The folds of the best rung that is there: speakers kept apart, else another corpus; where all
  /// rungs leak, the first of them, stamped.
  private func pools() throws -> [PooledFolds] {
    let clean = try cleanEvaluations()
    let rungs: [EvaluationProtocol] =
      [.speakerDisjoint, .crossCorpus] + EvaluationProtocol.allCases
    guard
      let rung = rungs.first(where: { rung in clean.contains { $0.evaluationProtocol == rung } })
    else { return [] }
    let members = try ofOneCorpus(clean.filter { $0.evaluationProtocol == rung })
    let bySeed = Dictionary(grouping: members, by: \.key.model.seed)
    var pools: [PooledFolds] = []
    for (seed, folds) in bySeed.sorted(by: { $0.key < $1.key }) {
      let predictions = try together(folds)
      guard !predictions.isEmpty else { continue }
      let speakers = SpeakerNames.joined(Set(predictions.map(\.speaker)).sorted())
      pools.append(
        PooledFolds(
          context: MetricContext(
            evaluationProtocol: rung,
            trainedOn: folds.count == 1 ? folds[0].trainedOn : Split.othersTraining,
            testedOn: speakers, isLeaky: folds.contains(where: \.isLeaky), seed: seed
          ).asking(for: folds.flatMap(tested), of: emotions),
          predictions: predictions))
    }
    return pools
  }

  /// Of tests of somebody else's model on several corpora those on the audited one, or where there
  /// are none on the first beside it: a gap between groups must not be one between corpora.
  private func ofOneCorpus(_ tests: [StoredEvaluation]) throws -> [StoredEvaluation] {
    let facts = try ledger.read { try $0.run(run).provenance.facts }
    guard facts[ForeignModel.trainingFact] != nil else { return tests }
    let own = tests.filter { !furtherCorpora.contains($0.testedOn) }
    return own.isEmpty ? tests.filter { $0.testedOn == tests.first?.testedOn } : own
  }

  /// What the folds say, each utterance once, in the order of utterances: sums must not depend on
  /// which fold came first.
  private func together(_ folds: [StoredEvaluation]) throws -> [Prediction] {
    var heard: Set<String> = []
    var all: [Prediction] = []
    for fold in folds {
      for prediction in try predictions(of: fold) where heard.insert(prediction.utterance).inserted
      {
        all.append(prediction)
      }
    }
    return all.sorted { $0.utterance < $1.utterance }
  }
}
