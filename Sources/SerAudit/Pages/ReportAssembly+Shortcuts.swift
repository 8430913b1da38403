import Ledger
import Metrics
import Probes
import Reports

extension ReportAssembly {
  /// The shortcut floor of a run, or `nil` where no probe was measured.
  func shortcuts(
    _ clean: [StoredEvaluation], _ rows: MetricIndex, corpora: [String]
  ) -> ShortcutFloor? {
    let floor = clean.flatMap { evaluation -> [ShortcutFloor.Row] in
      let speakers = SpeakerNames.each(of: evaluation.testedOn)
      return ([nil] + (speakers.count > 1 ? speakers : [])).compactMap { speaker in
        row(evaluation, speaker: speaker, rows)
      }
    }
    guard !floor.isEmpty else { return nil }
    return ShortcutFloor(
      probes: Probe.all.map {
        .init(
          name: $0.name, kind: $0.kind.rawValue, classifier: $0.classifier.rawValue,
          features: $0.featureSummary)
      }, rows: floor, references: corpora == ["tess"] ? references(clean, rows) : [])
  }

  private func row(
    _ evaluation: StoredEvaluation, speaker: String?, _ rows: MetricIndex
  ) -> ShortcutFloor.Row? {
    let scores = Probe.all.compactMap { probe -> ShortcutFloor.Score? in
      func row(_ metric: String) -> MetricRow? {
        rows.row(metric, of: probe.name, evaluation, speaker: speaker)
      }
      func measure(_ metric: String) -> Measure { Measure(of: row(metric)) }
      guard let own = rows.recall(of: probe.name, evaluation, speaker: speaker) else { return nil }
      return ShortcutFloor.Score(
        probe: probe.name, uar: Measure(of: own), difference: measure("uar-over-probe"),
        errorCount: row("errors-shared")?.count ?? 0, shared: measure("errors-shared"),
        sharedByChance: measure("errors-shared-chance"), alike: measure("errors-alike"),
        alikeByChance: measure("errors-alike-chance"))
    }
    guard !scores.isEmpty else { return nil }
    return ShortcutFloor.Row(
      origin: origin(evaluation), speaker: speaker,
      count: rows.row("accuracy", evaluation, speaker: speaker)?.count ?? 0,
      model: rows.measure("uar", evaluation, speaker: speaker), scores: scores)
  }

  /// What was published of TESS, beside the same probes of this run; the first seed's test sets.
  private func references(
    _ clean: [StoredEvaluation], _ rows: MetricIndex
  ) -> [ShortcutFloor.Reference] {
    PublishedFigure.ofTESS.flatMap { figure in
      clean.filter {
        $0.key.model.seed == firstSeed && $0.evaluationProtocol == figure.evaluationProtocol
          && figure.covers(trainedOn: $0.trainedOn, testedOn: $0.testedOn)
      }.compactMap { evaluation in
        rows.recall(of: figure.probe, evaluation, speaker: nil).map { row in
          ShortcutFloor.Reference(
            probe: figure.probe, origin: origin(evaluation, areSeedsTogether: true),
            published: figure.wording,
            tolerance: figure.toleranceWording, found: Measure(of: row),
            comment: figure.comment(on: row.value))
        }
      }
    }
  }
}

extension MetricIndex {
  /// A number of a model beside a probe.
  fileprivate func row(
    _ metric: String, of probe: String, _ evaluation: StoredEvaluation, speaker: String?
  ) -> MetricRow? {
    row(
      metric, evaluation, speaker: speaker, attribute: ProbeComparison.attribute, subgroup: probe)
  }

  /// UAR of the probe itself.
  fileprivate func recall(
    of probe: String, _ evaluation: StoredEvaluation, speaker: String?
  ) -> MetricRow? {
    row(
      "uar", evaluation, speaker: speaker, attribute: ProbeComparison.attribute, subgroup: probe,
      areSeedsTogether: true)
  }
}
