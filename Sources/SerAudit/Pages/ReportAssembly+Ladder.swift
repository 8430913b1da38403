import Audits
import Corpora
import Findings
import Ledger
import Metrics
import Probes
import Reports

/// The ladder, seeds together, and directions beside each other.
extension ReportAssembly {
  func addLadder(
    _ clean: [StoredEvaluation], _ rows: MetricIndex, all: [MetricRow], to report: inout AuditReport
  ) {
    let shortcuts = shortcuts(report.shortcuts)
    let clean = Self.byRung(clean)
    report.ladder = clean.map { evaluation in
      var row = ladderRow(evaluation) { rows.row($0, evaluation) }
      row.shortcut = shortcuts[origin(evaluation)]
      return row
    }
    report.folds = pooledFolds(all)
    let first = clean.filter { $0.key.model.seed == firstSeed }
    report.ladderMeans = first.compactMap { evaluation in
      let together = { (metric: String) in
        rows.row(
          metric, evaluation, attribute: SeedSpread.together.attribute,
          subgroup: SeedSpread.together.subgroup, areSeedsTogether: true)
      }
      guard together("uar") != nil else { return nil }
      let own = clean.filter { $0.isOfSameTest(as: evaluation) }
      var row = ladderRow(evaluation, areSeedsTogether: true) {
        together($0) ?? rows.row($0, evaluation)
      }
      row.shortcut = shortcuts[origin(evaluation)]
      row.seeds = .init(
        uars: own.compactMap { rows.row("uar", $0)?.value },
        deviation: together("uar-deviation")?.value)
      return row
    }
    report.spreads = first.compactMap { spread(of: $0, rows) } + pooledSpreads(all)
    report.asymmetries = first.compactMap { evaluation in
      let row = { rows.row($0, evaluation, areSeedsTogether: true) }
      guard let uar = row("asymmetry-uar"), let accuracy = row("asymmetry-accuracy") else {
        return nil
      }
      return AsymmetryRow(
        origin: origin(evaluation, areSeedsTogether: true), uar: Measure(of: uar),
        accuracy: Measure(of: accuracy),
        p: row("asymmetry-uar-p")?.value, adjustedP: row("asymmetry-uar-p-holm")?.value)
    }
  }

  /// What the folds of honest rungs give together, by the first seed.
  private func pooledFolds(_ all: [MetricRow]) -> [FoldsTogether] {
    all.filter { row in
      row.attribute == RunNumbers.PooledFolds.attribute.name && row.seed == firstSeed
        && row.metric == Metric.uar.rawValue && row.speaker == nil && row.emotion == nil
        && row.perturbation == nil && !row.isLeaky
    }.map { row in
      FoldsTogether(
        evaluationProtocol: row.evaluationProtocol,
        speakers: SpeakerNames.each(of: row.testedOn).count, count: row.count,
        uar: Measure(of: row))
    }
  }

  /// In the order of the ladder, and within a rung as they were made.
  static func byRung(_ evaluations: [StoredEvaluation]) -> [StoredEvaluation] {
    EvaluationProtocol.allCases.flatMap { rung in
      evaluations.filter { $0.evaluationProtocol == rung }
    }
  }

  private func ladderRow(
    _ evaluation: StoredEvaluation, areSeedsTogether: Bool = false,
    _ row: (String) -> MetricRow?
  ) -> LadderRow {
    func measure(_ metric: String) -> Measure { Measure(of: row(metric)) }
    var made = LadderRow(
      origin: origin(evaluation, areSeedsTogether: areSeedsTogether),
      count: row("accuracy")?.count ?? 0,
      accuracy: measure("accuracy"), uar: measure("uar"), chance: row("chance")?.value,
      majorityShare: row("majority-accuracy")?.value,
      inflation: row("inflation-uar").map { Measure(of: $0) })
    made.asked = row(AnsweredCheck.metric)?.count
    made.inflations = EvaluationProtocol.allCases.compactMap { leaky in
      let name = LadderMetrics.inflation(of: "uar", by: leaky)
      return row(name).map {
        .init(
          leaky: leaky, uar: Measure(of: $0),
          accuracy: measure(LadderMetrics.inflation(of: "accuracy", by: leaky)))
      }
    }
    return made
  }

  /// The strongest shortcut of each test set, all speakers together.
  private func shortcuts(_ floor: ShortcutFloor?) -> [Origin: LadderRow.Shortcut] {
    guard let floor else { return [:] }
    var found: [Origin: LadderRow.Shortcut] = [:]
    for row in floor.rows where row.speaker == nil {
      if let best = floor.strongest(Probe.Kind.shortcut.rawValue, on: row) {
        found[row.origin] = .init(name: best.probe, uar: best.uar)
      }
    }
    return found
  }

  private func spread(of evaluation: StoredEvaluation, _ rows: MetricIndex) -> SpreadRow? {
    SpreadRow(origin(evaluation, areSeedsTogether: true)) { name in
      rows.row(
        name, evaluation, attribute: SeedSpread.attribute, subgroup: Metric.uar.rawValue,
        areSeedsTogether: true)
    }
  }

  /// The spread over all folds together, whose training speakers are the others each time.
  private func pooledSpreads(_ all: [MetricRow]) -> [SpreadRow] {
    let pooled = all.filter {
      $0.trainedOn == Split.othersTraining && $0.attribute == SeedSpread.attribute
        && $0.subgroup == Metric.uar.rawValue
    }
    guard let first = pooled.first else { return [] }
    let origin = Origin(
      evaluationProtocol: first.evaluationProtocol, trainedOn: first.trainedOn,
      testedOn: "all speakers in turn", isLeaky: first.isLeaky)
    return [SpreadRow(origin) { name in pooled.first { $0.metric == name } }].compactMap { $0 }
  }
}

extension SpreadRow {
  /// Takes the components from rows; `nil` where they are not there.
  fileprivate init?(_ origin: Origin, _ row: (String) -> MetricRow?) {
    guard let total = row("spread")?.value, let seed = row("spread-seed")?.value,
      let word = row("spread-word")?.value, let rest = row("spread-rest")?.value
    else { return nil }
    self.init(
      origin: origin, total: total, seed: seed, word: word, speaker: row("spread-speaker")?.value,
      rest: rest, betweenSpeakers: row("spread-between-speakers")?.value)
  }
}
