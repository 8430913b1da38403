import Audits
import Corpora
import Features
import Ledger
import Metrics

extension FullAudit {
  /// Evaluates a model on every test set of its split, under every condition.
  func evaluate(_ judged: JudgedSplit, seed: UInt64, model: AuditedModel) throws {
    let conditions = conditions(
      of: judged.split, isSpeakerAware: model.speakerAware != nil, hearsAudio: model.hearsAudio)
    for (index, condition) in conditions {
      try evaluate(judged, test: index, under: condition, seed: seed, model: model)
    }
  }

  /// How the test sets of a split are evaluated, by their positions and in this order: each on
  /// clean audio; the suite's own network once more on speakers whom training never heard, each of
  /// whom is moved to the mean of the training speakers by her unlabelled recordings, which is a
  /// row of its own that gates nothing; and honest test sets of other speakers perturbed.
  func conditions(
    of split: Split, isSpeakerAware: Bool, hearsAudio: Bool
  ) -> [(test: Int, condition: TestCondition)] {
    let tests = split.tests.enumerated()
    let rungs: [EvaluationProtocol] = [.speakerDisjoint, .crossCorpus]
    let told = tests.filter { isSpeakerAware && rungs.contains($0.element.evaluationProtocol) }
    let swept = tests.filter { hearsAudio && isSwept($0.element, of: split) }
    return tests.map { ($0.offset, .clean) } + told.map { ($0.offset, .transductive) }
      + swept.flatMap { test in setting.plan.sweep.cells.map { (test.offset, .perturbed($0)) } }
  }

  /// Speakers whom training never heard are swept, of a model that was trained elsewhere another
  /// corpus too; where nobody says whom it heard, all are.
  private func isSwept(_ test: TestSet, of split: Split) -> Bool {
    switch test.evaluationProtocol {
    case .speakerDisjoint: true
    case .crossCorpus: setting.foreign != nil
    default: split.hasUnknownTraining
    }
  }

  private func evaluate(
    _ judged: JudgedSplit, test index: Int, under condition: TestCondition, seed: UInt64,
    model: AuditedModel
  ) throws {
    let split = judged.split
    let key = EvaluationKey(
      model: modelKey(split, seed: seed), test: index, condition: condition.key)
    let test = split.tests[index]
    let all = utterances(test.utterances)
    let cell = condition.cell
    let chosen = asked(of: test, under: condition)
    if let left = try leftOut(of: chosen, in: key),
      try !canAnswer(left, of: all, under: condition, model: model)
    {
      return
    }
    let title = Self.title(of: TestSetName(of: test, in: split), under: condition)
    let stage = StageProgress(title, total: chosen.count, console: setting.console)
    let voices = condition == .transductive ? try voices(of: all, for: model) : [:]
    let outcome = try model.outcome(on: chosen, cell: cell, by: evaluation, voices: voices) {
      stage.update(done: $0)
      return !Interruption.isRequested
    }
    guard let outcome else { throw CommandFailure.interrupted }
    try account(for: outcome, title: title, model: model, isChanged: cell != nil)
    guard !outcome.predictions.isEmpty || cell != nil else { return }
    var result =
      outcome.predictions.isEmpty
      ? EvaluationResult(predictions: [], metrics: [])
      : try result(of: outcome, judged: judged, test: test, under: condition, seed: seed)
    result.asked = cell == nil ? nil : chosen.count
    try ledger.record(result, of: key, at: Clock.now())
    stage.finish(Self.summary(of: result.metrics, omitted: outcome.omitted.count))
  }

  /// What a model is asked of a test set: of perturbed audio a part of it.
  func asked(of test: TestSet, under condition: TestCondition) -> [Utterance] {
    let all = utterances(test.utterances)
    return condition.cell == nil
      ? all : setting.plan.sweep.utterances(of: all, seed: RunPlan.dataSeed)
  }

  /// What a model is told of the speakers of a test set.
  func voices(
    of utterances: [Utterance], for model: AuditedModel
  ) throws -> [String: SpeakerMean] {
    guard let recognizer = model.speakerAware else { return [:] }
    let means = voices.means(of: utterances, heardBy: recognizer, read: evaluation.read) {
      !Interruption.isRequested
    }
    guard let means else { throw CommandFailure.interrupted }
    return means
  }

  /// Everything that follows from the predictions of one evaluation.
  private func result(
    of outcome: EvaluationOutcome, judged: JudgedSplit, test: TestSet,
    under condition: TestCondition, seed: UInt64
  ) throws -> EvaluationResult {
    var context = context(of: test, in: judged)
    context.seed = Int(seed)
    context.perturbation = condition.key?.perturbation
    context.severity = condition.key?.severity
    let profiles = AttentionProfile.profiles(
      attention: outcome.attention, predictions: outcome.predictions)
    return EvaluationResult(
      predictions: outcome.predictions,
      metrics: try MetricTable.rows(predictions: outcome.predictions, context: context),
      reliability: condition == .clean ? try RunNumbers.bins(of: outcome.predictions) : [],
      attention: condition == .clean
        ? profiles.map {
          AttentionCurve(
            speaker: $0.speaker, emotion: $0.emotion, weights: $0.density, count: $0.count)
        } : [])
  }

  /// What the rows of every evaluation of a test set share: no seed and no perturbation yet.
  func context(of test: TestSet, in judged: JudgedSplit) -> MetricContext {
    MetricContext(of: TestSetName(of: test, in: judged.split), isLeaky: judged.isLeaky(test))
      .asking(
        for: utterances(test.utterances).map(\.emotion),
        of: setting.plan.emotions ?? corpus.emotions,
        beside: Set(setting.heard.sources.dropFirst().map(\.corpus.name)))
  }

  private static func title(of test: TestSetName, under condition: TestCondition) -> String {
    "Evaluate \(test.evaluationProtocol.rawValue) \(SpeakerNames.shown(test.trainedOn)) > "
      + SpeakerNames.shown(test.testedOn) + condition.words
  }

  private static func summary(of rows: [MetricRow], omitted: Int) -> String {
    func text(_ metric: String) -> String {
      let row = rows.first { $0.metric == metric && $0.speaker == nil && $0.emotion == nil }
      guard let row, let value = row.value else { return "\(metric) undetermined" }
      return "\(metric) \(value.rounded(to: 3))\(row.interval?.text ?? "")"
    }
    let left = omitted > 0 ? ", \(omitted) left out" : ""
    return "\(text("accuracy")), \(text("uar"))\(left)"
  }
}
