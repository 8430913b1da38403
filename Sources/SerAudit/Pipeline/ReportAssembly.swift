import Corpora
import Gates
import Ledger
import Metrics
import Reports

/// Builds the values of a report from the rows of one run; computes nothing of its own.
struct ReportAssembly {
  let reader: LedgerReader
  let run: String

  /// Everything that the report of the run shows.
  func report() throws -> AuditReport {
    let facts = try reader.run(run)
    let corpora = try reader.corpora(run: run)
    let all = try reader.metrics(run: run)
    let rows = MetricIndex(all)
    let evaluations = try reader.evaluations(run: run)
    let clean = evaluations.filter { $0.key.condition == nil }
    let findings = try reader.findings(run: run)
    return AuditReport(
      title: "Speech emotion audit of \(corpora.first?.name ?? "no corpus")",
      run: runFacts(facts), verdict: try reader.verdict(run: run)?.verdict,
      corpora: corpora.map(summary), ladder: clean.map { ladderRow($0, rows) },
      speakers: clean.flatMap { speakerRows($0, rows) },
      shortcuts: shortcuts(clean, rows, all: all, corpora: corpora.map(\.name)),
      classes: clean.map { classTable($0, rows) },
      confusions: try clean.flatMap { try confusionTables($0) },
      reliability: try clean.compactMap { try reliability($0, rows) },
      calibration: calibration(clean, rows, all: all), conformal: conformal(clean, all: all),
      fairness: fairness(all: all, findings: findings),
      robustness: robustness(evaluations, rows), learning: try learningCurves(),
      attention: try clean.compactMap { try attention($0) },
      findings: findings, testLooks: try reader.testLooks(run: run),
      limitations: Limitations.sentences(of: facts.provenance, clean)
        + Limitations.sentences(of: corpora))
  }

  private func runFacts(_ run: Run) -> RunFacts {
    let facts = run.provenance
    return RunFacts(
      id: run.id, preset: run.preset, started: run.started, finished: run.finished,
      isComplete: run.status == .complete,
      provenance: [
        .init("ser-audit", facts.toolVersion), .init("Commit", facts.commit),
        .init("Machine", facts.machine), .init("Corpus", facts.corpusHash),
        .init("Recipe", facts.recipeHash), .init("Policy", facts.policyHash),
        .init("Seed", "\(facts.seed)"),
      ] + facts.facts.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
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
    let evaluations = try reader.evaluations(run: run)
    return try reader.models(run: run).filter { !$0.epochs.isEmpty }.map { model in
      let own = evaluations.filter { $0.key.model == model.key }
      return LearningCurve(
        model: "\(model.key.split), seed \(model.key.seed)",
        isLeaky: !own.isEmpty && own.allSatisfy(\.isLeaky), bestEpoch: model.bestEpoch,
        points: model.epochs.map {
          .init(epoch: $0.epoch, trainLoss: $0.trainLoss, devLoss: $0.devLoss, devUAR: $0.devUAR)
        })
    }
  }

  func origin(_ evaluation: StoredEvaluation) -> Origin {
    let seed = evaluation.key.model.seed
    return Origin(
      evaluationProtocol: evaluation.evaluationProtocol, trainedOn: evaluation.trainedOn,
      testedOn: evaluation.testedOn, isLeaky: evaluation.isLeaky,
      note: seed == 0 ? nil : "seed \(seed)")
  }
}
