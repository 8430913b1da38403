import Corpora
import Findings
import Ledger
import Metrics
import Perturbations
import Reports

extension ReportAssembly {
  /// A row a tested speaker, with nothing measured of one whom the model answered nothing of.
  ///
  /// - Parameter known: the speakers of the run's corpora; a test set may name a corpus instead.
  func speakerRows(
    _ evaluation: StoredEvaluation, _ rows: MetricIndex, known: Set<String>
  ) -> [SpeakerRow] {
    let answered = Set(rows.speakers(of: evaluation))
    let tested = SpeakerNames.each(of: evaluation.testedOn)
    return answered.union(tested.filter(known.contains)).sorted().map { speaker in
      SpeakerRow(
        origin: origin(evaluation), speaker: speaker,
        count: rows.row("accuracy", evaluation, speaker: speaker)?.count ?? 0,
        accuracy: rows.measure("accuracy", evaluation, speaker: speaker),
        uar: rows.measure("uar", evaluation, speaker: speaker),
        ece: rows.measure("ece", evaluation, speaker: speaker))
    }
  }

  func classTable(_ evaluation: StoredEvaluation, _ rows: MetricIndex) -> ClassTable {
    ClassTable(
      origin: origin(evaluation),
      rows: Emotion.allCases.map { emotion in
        ClassTable.Row(
          emotion: emotion, support: rows.row("recall", evaluation, emotion: emotion)?.count ?? 0,
          precision: rows.measure("precision", evaluation, emotion: emotion),
          recall: rows.measure("recall", evaluation, emotion: emotion),
          f1: rows.measure("f1", evaluation, emotion: emotion))
      })
  }

  /// One table a speaker where there are several, and one of all together.
  func confusionTables(_ evaluation: StoredEvaluation) throws -> [ConfusionTable] {
    let bySpeaker = try reader.confusions(of: evaluation.id)
    let classes = Emotion.allCases.count
    let total = (0..<classes).map { truth in
      (0..<classes).map { predicted in
        bySpeaker.reduce(0) { $0 + $1.counts[truth][predicted] }
      }
    }
    let all = ConfusionTable(origin: origin(evaluation), counts: total)
    guard bySpeaker.count > 1 else { return [all] }
    return [all]
      + bySpeaker.map {
        ConfusionTable(origin: origin(evaluation), speaker: $0.speaker, counts: $0.counts)
      }
  }

  func reliability(
    _ evaluation: StoredEvaluation, _ rows: MetricIndex
  ) throws -> Reports.ReliabilityDiagram? {
    let bins = try reader.reliability(of: evaluation.id).filter { $0.speaker == nil }
    guard !bins.isEmpty else { return nil }
    return Reports.ReliabilityDiagram(
      origin: origin(evaluation), ece: rows.measure("ece", evaluation),
      bins: bins.map {
        .init(
          lower: $0.lower, upper: $0.upper, count: $0.count, meanConfidence: $0.meanConfidence,
          accuracy: $0.accuracy)
      })
  }

  func attention(_ evaluation: StoredEvaluation) throws -> AttentionSummary? {
    let curves = try reader.attention(of: evaluation.id)
    guard !curves.isEmpty else { return nil }
    return AttentionSummary(
      origin: origin(evaluation),
      lines: curves.map {
        .init(speaker: $0.speaker, emotion: $0.emotion, weights: $0.weights, count: $0.count)
      })
  }

  /// Curves by test set and perturbation. Clean numbers are those of the same utterances.
  func robustness(
    _ evaluations: [StoredEvaluation], _ rows: MetricIndex
  ) -> [RobustnessCurve] {
    let perturbed = evaluations.filter(\.key.isPerturbed)
    return perturbed.grouped(by: CurveKey.init).compactMap { key, own in
      guard let first = own.first else { return nil }
      let clean = evaluations.first { $0.key == key.clean }
      var curve = RobustnessCurve(
        origin: origin(first), perturbation: key.perturbation,
        cleanUAR: Measure(of: rows.cleanRow("clean-uar", first)),
        cleanAccuracy: Measure(of: rows.cleanRow("clean-accuracy", first)),
        cleanCount: rows.cleanRow("clean-accuracy", first)?.count,
        chance: clean.flatMap { rows.row("chance", $0)?.value },
        points: own.map { point(of: $0, rows) }.sorted { $0.severity < $1.severity })
      curve.scale = Perturbation.named(key.perturbation).map {
        .init(unit: $0.unit, values: $0.parameters)
      }
      curve.isUnfelt = isLevelFree && Self.levels.contains(key.perturbation)
      return curve
    }
  }

  /// The perturbations that change the level and nothing else.
  private static let levels = [Perturbation.gainUp, .gainDown].map(\.name)

  private struct CurveKey: Hashable {
    let clean: EvaluationKey
    let perturbation: String

    init(_ evaluation: StoredEvaluation) {
      clean = EvaluationKey(model: evaluation.key.model, test: evaluation.key.test)
      perturbation = evaluation.key.condition?.perturbation ?? ""
    }
  }

  private func point(
    of evaluation: StoredEvaluation, _ rows: MetricIndex
  ) -> RobustnessCurve.Point {
    RobustnessCurve.Point(
      severity: evaluation.key.condition?.severity ?? 0,
      accuracy: rows.measure("accuracy", evaluation), uar: rows.measure("uar", evaluation),
      retention: rows.row("skill-retention", evaluation)?.value,
      retentionInterval: rows.row("skill-retention", evaluation)?.interval,
      isPartial: (rows.row(AnsweredCheck.metric, evaluation)?.value ?? 1) < 1,
      count: rows.row("accuracy", evaluation)?.count)
  }
}
