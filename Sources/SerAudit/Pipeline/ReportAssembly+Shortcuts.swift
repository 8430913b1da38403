import Ledger
import Metrics
import Probes
import Reports

extension ReportAssembly {
  /// The shortcut floor of a run, or `nil` where no probe was measured.
  func shortcuts(
    _ clean: [StoredEvaluation], _ models: MetricIndex, all: [MetricRow], corpora: [String]
  ) -> ShortcutFloor? {
    let rows = ProbeIndex(all)
    let floor = clean.flatMap { evaluation -> [ShortcutFloor.Row] in
      let speakers = evaluation.testedOn.split(separator: "+").map { Optional(String($0)) }
      return ([nil] + (speakers.count > 1 ? speakers : [])).compactMap { speaker in
        row(evaluation, speaker: speaker, models, rows)
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
    _ evaluation: StoredEvaluation, speaker: String?, _ models: MetricIndex, _ rows: ProbeIndex
  ) -> ShortcutFloor.Row? {
    let scores = Probe.all.compactMap { probe -> ShortcutFloor.Score? in
      func row(_ metric: String) -> MetricRow? {
        rows.row(metric, of: probe.name, evaluation, speaker: speaker)
      }
      func measure(_ metric: String) -> Measure { row(metric).map { Measure($0) } ?? .undetermined }
      guard let own = rows.recall(of: probe.name, evaluation, speaker: speaker) else { return nil }
      return ShortcutFloor.Score(
        probe: probe.name, uar: Measure(own), difference: measure("uar-over-probe"),
        errorCount: row("errors-shared")?.count ?? 0, shared: measure("errors-shared"),
        sharedByChance: measure("errors-shared-chance"), alike: measure("errors-alike"),
        alikeByChance: measure("errors-alike-chance"))
    }
    guard !scores.isEmpty else { return nil }
    return ShortcutFloor.Row(
      origin: origin(evaluation), speaker: speaker,
      count: models.row("accuracy", evaluation, speaker: speaker)?.count ?? 0,
      model: models.measure("uar", evaluation, speaker: speaker), scores: scores)
  }

  /// What was published of TESS, beside the same probes of this run; the first seed's test sets.
  private func references(
    _ clean: [StoredEvaluation], _ rows: ProbeIndex
  ) -> [ShortcutFloor.Reference] {
    let seed = clean.map(\.key.model.seed).min()
    return PublishedFigure.ofTESS.flatMap { figure in
      clean.filter {
        $0.key.model.seed == seed && $0.evaluationProtocol == figure.evaluationProtocol
          && figure.covers(trainedOn: $0.trainedOn, testedOn: $0.testedOn)
      }.compactMap { evaluation in
        rows.recall(of: figure.probe, evaluation, speaker: nil).map { row in
          ShortcutFloor.Reference(
            probe: figure.probe, origin: origin(evaluation, areSeedsTogether: true),
            published: figure.wording,
            tolerance: figure.toleranceWording, found: Measure(row),
            comment: figure.comment(on: row.value))
        }
      }
    }
  }
}

/// The rows of a run that are about probes, found by what they are of.
private struct ProbeIndex {
  private struct Key: Hashable {
    let testSet: TestSetName
    let seed: Int?
    let speaker: String?
    let probe: String?
    let metric: String
  }

  private let rows: [Key: MetricRow]

  init(_ rows: [MetricRow]) {
    let own = rows.filter {
      $0.attribute == ProbeComparison.attribute && $0.emotion == nil && $0.perturbation == nil
    }
    self.rows = Dictionary(
      own.map { row in
        (
          Key(
            testSet: row.testSet, seed: row.seed, speaker: row.speaker, probe: row.subgroup,
            metric: row.metric), row
        )
      }, uniquingKeysWith: { $1 })
  }

  /// A number of a model beside a probe.
  func row(
    _ metric: String, of probe: String, _ evaluation: StoredEvaluation, speaker: String?
  ) -> MetricRow? {
    rows[key(metric, probe, evaluation, seed: evaluation.key.model.seed, speaker)]
  }

  /// UAR of the probe itself.
  func recall(of probe: String, _ evaluation: StoredEvaluation, speaker: String?) -> MetricRow? {
    rows[key("uar", probe, evaluation, seed: nil, speaker)]
  }

  private func key(
    _ metric: String, _ probe: String, _ evaluation: StoredEvaluation, seed: Int?,
    _ speaker: String?
  ) -> Key {
    Key(
      testSet: evaluation.testSet, seed: seed, speaker: speaker, probe: probe, metric: metric)
  }
}
