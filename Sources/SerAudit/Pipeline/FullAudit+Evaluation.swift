import Audits
import Corpora
import Ledger
import Metrics

extension FullAudit {
  /// Evaluates a model on every test set of its split, on clean audio.
  func evaluate(_ judged: JudgedSplit, seed: UInt64, model: AuditedModel) throws {
    for index in judged.split.tests.indices {
      try evaluate(judged, test: index, cell: nil, seed: seed, model: model)
    }
  }

  /// Evaluates a model on honest test sets of other speakers, perturbed.
  func sweep(_ judged: JudgedSplit, seed: UInt64, model: AuditedModel) throws {
    guard model.hearsAudio else { return }
    for (index, test) in judged.split.tests.enumerated() where isSwept(test, of: judged.split) {
      for cell in plan.sweep.cells {
        try evaluate(judged, test: index, cell: cell, seed: seed, model: model)
      }
    }
  }

  /// Speakers whom training never heard are swept, of a model that was trained elsewhere another corpus
  /// too; where nobody says whom it heard, all are.
  private func isSwept(_ test: TestSet, of split: Split) -> Bool {
    switch test.evaluationProtocol {
    case .speakerDisjoint: true
    case .crossCorpus: foreign != nil
    default: split.hasUnknownTraining
    }
  }

  private func evaluate(
    _ judged: JudgedSplit, test index: Int, cell: SweepCell?, seed: UInt64, model: AuditedModel
  ) throws {
    let split = judged.split
    let condition = cell.map {
      EvaluationKey.Condition(perturbation: $0.perturbation.name, severity: $0.severity.rawValue)
    }
    let key = EvaluationKey(
      model: modelKey(split, seed: seed), test: index, condition: condition)
    if try ledger.read({ try $0.isEvaluated(key) }) { return }
    let test = split.tests[index]
    let all = utterances(test.utterances)
    let chosen = cell == nil ? all : plan.sweep.utterances(of: all, seed: RunPlan.dataSeed)
    let title = Self.title(of: test, trainedOn: split.trainedOn, cell: cell)
    let stage = StageProgress(title, total: chosen.count, console: console)
    let outcome = try model.outcome(on: chosen, cell: cell, by: evaluation) { done in
      stage.update(done: done)
      return !Interruption.isRequested
    }
    guard let outcome else { throw CommandFailure(.interrupted, "Interrupted.") }
    try account(for: outcome, title: title, model: model, isChanged: cell != nil)
    guard !outcome.predictions.isEmpty else { return }
    let result = try result(of: outcome, judged: judged, test: test, cell: cell, seed: seed)
    try ledger.record(result, of: key, at: Clock.now())
    stage.finish(Self.summary(of: result.metrics, omitted: outcome.omitted.count))
  }

  /// Everything that follows from the predictions of one evaluation.
  private func result(
    of outcome: EvaluationOutcome, judged: JudgedSplit, test: TestSet, cell: SweepCell?,
    seed: UInt64
  ) throws -> EvaluationResult {
    let context = MetricContext(
      evaluationProtocol: test.evaluationProtocol,
      trainedOn: judged.split.trainedOn.joined(separator: "+"),
      testedOn: test.testedOn.joined(separator: "+"), isLeaky: judged.isLeaky(test),
      seed: Int(seed), perturbation: cell?.perturbation.name, severity: cell?.severity.rawValue
    ).askingOnly(outcome.predictions, of: corpus.emotions)
    let profiles = AttentionProfile.profiles(
      attention: outcome.attention, predictions: outcome.predictions)
    return EvaluationResult(
      predictions: outcome.predictions,
      metrics: try MetricTable.rows(predictions: outcome.predictions, context: context),
      reliability: cell == nil ? try reliability(of: outcome.predictions) : [],
      attention: cell == nil
        ? profiles.map {
          AttentionCurve(
            speaker: $0.speaker, emotion: $0.emotion, weights: $0.density, count: $0.count)
        } : [])
  }

  private func reliability(of predictions: [Prediction]) throws -> [ReliabilityBinRow] {
    guard predictions.allSatisfy({ $0.probabilities != nil }) else { return [] }
    let speakers = Set(predictions.map(\.speaker)).sorted()
    let groups: [(String?, [Prediction])] =
      [(nil, predictions)]
      + speakers.map { speaker in
        (speaker, predictions.filter { $0.speaker == speaker })
      }
    return try groups.flatMap { speaker, own in
      try ReliabilityDiagram(PredictionTable(own)).bins.enumerated().map { index, bin in
        ReliabilityBinRow(
          speaker: speaker, bin: index, lower: bin.lower, upper: bin.upper, count: bin.count,
          meanConfidence: bin.meanConfidence, accuracy: bin.accuracy)
      }
    }
  }

  private static func title(of test: TestSet, trainedOn: [String], cell: SweepCell?) -> String {
    let direction =
      "\(test.evaluationProtocol.rawValue) \(trainedOn.joined(separator: "+")) > "
      + test.testedOn.joined(separator: "+")
    guard let cell else { return "Evaluate \(direction)" }
    return "Evaluate \(direction), \(cell.perturbation.name) \(cell.severity.rawValue)"
  }

  private static func summary(of rows: [MetricRow], omitted: Int) -> String {
    func text(_ metric: String) -> String {
      let row = rows.first { $0.metric == metric && $0.speaker == nil && $0.emotion == nil }
      guard let row, let value = row.value else { return "\(metric) undetermined" }
      let interval = row.interval.map {
        " [\($0.lower.rounded(to: 3)), \($0.upper.rounded(to: 3))]"
      }
      return "\(metric) \(value.rounded(to: 3))\(interval ?? "")"
    }
    let left = omitted > 0 ? ", \(omitted) left out" : ""
    return "\(text("accuracy")), \(text("uar"))\(left)"
  }
}
