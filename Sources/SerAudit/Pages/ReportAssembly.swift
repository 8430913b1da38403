import Corpora
import Findings
import Gates
import Ledger
import Metrics
import Reports
import Training

/// Builds the values of a report from the rows of one run; computes nothing of its own.
struct ReportAssembly {
  let reader: LedgerReader
  let run: String
  private let facts: Run
  /// Those of the audited models, on clean audio and perturbed.
  private let evaluations: [StoredEvaluation]
  /// The seed that is shown openly where there are several.
  let firstSeed: Int
  /// Whether there are several, so that each has to be named.
  private let hasSeveralSeeds: Bool
  /// Whether the models are somebody else's, who had no recipe of this suite.
  private let isForeign: Bool
  /// Whether the models' features are known not to depend on the level of a recording.
  let isLevelFree: Bool

  init(reader: LedgerReader, run: String) throws {
    self.reader = reader
    self.run = run
    facts = try reader.run(run)
    evaluations = try reader.evaluations(run: run)
    let seeds = Set(evaluations.map(\.key.model.seed))
    firstSeed = seeds.min() ?? 0
    hasSeveralSeeds = seeds.count > 1
    isForeign = facts.provenance.facts["Model"] != nil
    isLevelFree = !isForeign && facts.provenance.facts[AuditSetting.levelFact] == nil
  }

  /// Everything that the report of the run shows.
  func report() throws -> AuditReport {
    let corpora = try reader.corpora(run: run)
    let all = try reader.metrics(run: run)
    let rows = MetricIndex(all)
    let clean = evaluations.filter { $0.key.condition == nil }
    let findings = try reader.findings(run: run)
    let verdict = try reader.verdict(run: run)
    let baselines = try baselines(all)
    let speakers = Set(corpora.flatMap(\.speakers).map(\.id))
    var report = AuditReport(
      title: "Speech emotion audit of \(corpora.first?.name ?? "no corpus")",
      run: try runFacts(policyHash: verdict?.policyHash, baselines: baselines))
    report.verdict = verdict?.verdict
    report.corpora = corpora.map(summary)
    report.speakers = clean.flatMap { speakerRows($0, rows, known: speakers) }
    report.shortcuts = shortcuts(clean, rows, corpora: corpora.map(\.name))
    report.classes = clean.map { classTable($0, rows) }
    report.confusions = try clean.flatMap { try confusionTables($0) }
    report.reliability = try clean.compactMap { try reliability($0, rows) }
    report.calibration = calibration(clean, rows, all: all)
    report.conformal = conformal(clean, rows, all: all)
    report.fairness = try fairness(clean, all: all, findings: findings)
    report.robustness = robustness(evaluations, rows)
    report.learning = try learningCurves()
    report.attention = try clean.compactMap { try attention($0) }
    report.findings = findings
    report.testLooks = try reader.testLooks(run: run)
    report.limitations = try limitations(corpora, clean)
    report.trainingMark = StatedTraining(of: facts.provenance)?.source.mark
    report.verdict?.statedTraining = StatedTraining(of: facts.provenance)
    report.isForeign = isForeign
    report.limitationsOfUse = [Limitations.use, Limitations.law].filter(report.limitations.contains)
    report.baselines = baselines
    addLadder(clean, rows, all: all, to: &report)
    report.ensembles = ensembles(clean, all: all)
    report.transductive = transductive(evaluations, rows)
    return report
  }

  /// What the model, the corpora and the design cannot show.
  private func limitations(
    _ corpora: [CorpusFacts], _ clean: [StoredEvaluation]
  ) throws -> [String] {
    let across = external(clean, beside: corpora.first?.name)
    let further = Set(corpora.dropFirst().map(\.name))
    let isHeard =
      !isForeign
      || clean.contains {
        $0.evaluationProtocol != .crossCorpus && $0.trainedOn != Split.unknownTraining
          && !further.contains($0.testedOn)
      }
    return [Limitations.use] + Limitations.sentences(of: facts.provenance, clean)
      + Limitations.emotions(of: facts.provenance, on: corpora.first)
      + Limitations.sentences(
        of: corpora, external: across, isForeign: isForeign, isHeard: isHeard)
      + Limitations.words(of: try reader.leakage(run: run), on: corpora.first?.name)
      + (try Limitations.choice(of: facts, on: corpora.map(\.name)))
  }

  /// The corpora that were tested across, by name.
  private func external(_ clean: [StoredEvaluation], beside audited: String?) -> Set<String> {
    let across = clean.filter { $0.evaluationProtocol == .crossCorpus }
    return Set(across.map(\.testedOn).filter { $0 != audited })
  }

  /// - Parameters:
  ///   - policyHash: of the policy of the verdict that is shown, which need not be that by which
  ///     the run was decided first.
  ///   - baselines: what the run was held against.
  private func runFacts(
    policyHash: String?, baselines: [BaselineSummary]
  ) throws -> RunFacts {
    let provenance = facts.provenance
    // Runs of before these facts were kept have those of the default recipe where it was theirs.
    let system =
      try Preset(rawValue: facts.preset).flatMap {
        try Preset.hasDefaultRecipe(facts) ? try $0.adapted(Recipe()).facts() : nil
      } ?? [:]
    return RunFacts(
      id: facts.id, preset: facts.preset, started: facts.started, finished: facts.finished,
      isComplete: facts.status == .complete,
      provenance: [
        .init("ser-audit", provenance.toolVersion), .init("Commit", provenance.commit),
        .init("Machine", provenance.machine), .init("Corpus", provenance.corpusHash),
        .init("Recipe", provenance.recipeHash),
        .init("Policy", policyHash ?? provenance.policyHash), seedFact, protocolFact,
      ] + baselines.map { .init("Baseline", $0.run) }
        + provenance.facts.merging(system) { own, _ in own }.sorted { $0.key < $1.key }
        .map { .init($0.key, $0.value) })
  }

  /// The training seeds that there are numbers of; splits have a seed of their own.
  private var seedFact: RunFacts.Fact {
    let seeds = Set(evaluations.map(\.key.model.seed)).sorted()
    guard seeds.count > 1 else {
      return RunFacts.Fact("Seed", "\(seeds.first ?? facts.provenance.seed)")
    }
    let names = seeds.map { "\($0)" }.joined(separator: ", ")
    return RunFacts.Fact("Seeds", "\(names) (splits by seed \(RunPlan.dataSeed))")
  }

  /// The rungs that there are numbers of, in the order of the ladder.
  private var protocolFact: RunFacts.Fact {
    let found = Set(evaluations.map(\.evaluationProtocol))
    let names = EvaluationProtocol.allCases.filter { found.contains($0) }.map(\.rawValue)
    return RunFacts.Fact("Protocols", names.isEmpty ? "none" : names.joined(separator: ", "))
  }

  private func summary(_ facts: CorpusFacts) -> CorpusSummary {
    CorpusSummary(
      name: facts.name, isSynthetic: facts.isSynthetic,
      speakers: facts.speakers.map { speaker in
        let own = facts.counts.filter { $0.speaker == speaker.id }
        return .init(
          speaker: speaker,
          counts: Dictionary(own.map { ($0.emotion, $0.count) }, uniquingKeysWith: +))
      },
      wordCount: facts.wordCount > 0 ? facts.wordCount : nil, totalSeconds: facts.totalSeconds,
      droppedLabels: facts.droppedLabels, problems: facts.problems)
  }

  private func learningCurves() throws -> [LearningCurve] {
    try reader.models(run: run).filter { !$0.epochs.isEmpty }.map { model in
      let own = evaluations.filter { $0.key.model == model.key }
      var curve = LearningCurve(
        model: "\(model.key.split), seed \(model.key.seed)",
        isLeaky: !own.isEmpty && own.allSatisfy(\.isLeaky), keptEpoch: model.keptEpoch,
        points: model.epochs.map {
          .init(epoch: $0.epoch, trainLoss: $0.trainLoss, devLoss: $0.devLoss, devUAR: $0.devUAR)
        })
      curve.isRepetition = model.key.seed > firstSeed
      return curve
    }
  }

  /// What a number is of.
  ///
  /// - Parameter areSeedsTogether: whether it is of the models of all seeds, so that none is named.
  func origin(_ evaluation: StoredEvaluation, areSeedsTogether: Bool = false) -> Origin {
    let seed = evaluation.key.model.seed
    let notes = [
      isForeign
        ? nil : Limitations.mark(evaluation.evaluationProtocol, testedOn: evaluation.testedOn),
      evaluation.key.condition == .transductive ? Transduction.name : nil,
      (hasSeveralSeeds || seed != 0) && !areSeedsTogether ? "seed \(seed)" : nil,
    ].compactMap { $0 }
    return Origin(
      evaluationProtocol: evaluation.evaluationProtocol, trainedOn: evaluation.trainedOn,
      testedOn: evaluation.testedOn, isLeaky: evaluation.isLeaky,
      note: notes.isEmpty ? nil : notes.joined(separator: " · "), isRepetition: seed > firstSeed)
  }
}
