import Calibration
import Corpora
import Ledger
import Metrics
import Reports

/// What calibrations and conformal sets of the first seed come to: of a model on other words of its
/// training speakers, beside the same model on unseen ones.
extension ReportAssembly {
  func calibration(
    _ clean: [StoredEvaluation], _ models: MetricIndex, all: [MetricRow]
  ) -> CalibrationSummary? {
    let rows = AttributeIndex(all, attribute: CalibrationTransfer.attribute)
    let pairs = transfers(clean)
    let found = pairs.flatMap { known, unseen in
      ["temperature", "vector", "isotonic"].flatMap { method in
        CalibrationTransfer.standardMetrics.compactMap { metric -> CalibrationSummary.Row? in
          let name = metric.rawValue
          guard let change = rows.row(name + "-change", method, unseen) else { return nil }
          func pair(_ evaluation: StoredEvaluation) -> CalibrationSummary.Pair {
            .init(
              before: models.row(name, evaluation)?.value,
              after: rows.row(name, method, evaluation)?.value)
          }
          return CalibrationSummary.Row(
            origin: origin(unseen), method: method, metric: name, known: pair(known),
            unseen: pair(unseen), change: Measure(change),
            survivingShare: rows.row(name + "-surviving-share", method, unseen)?.value)
        }
      }
    }
    let risks = risks(clean, all: all)
    guard !found.isEmpty || !risks.isEmpty else { return nil }
    return CalibrationSummary(
      rows: found,
      temperatures: pairs.map { _, unseen in
        let value = rows.row("temperature", "temperature", unseen)?.value
        return .init(
          origin: origin(unseen), value: value,
          isAtBound: value.map { !Temperature.isInside($0) } ?? false)
      }, risks: risks)
  }

  /// The error that is left when the least sure answers are turned down, of the first seed.
  private func risks(
    _ clean: [StoredEvaluation], all: [MetricRow]
  ) -> [CalibrationSummary.RiskCurve] {
    let rows = AttributeIndex(all, attribute: SelectiveRisk.attribute)
    let seed = clean.map(\.key.model.seed).min()
    return clean.filter { $0.key.model.seed == seed }.compactMap { evaluation in
      let points = rows.subgroups.compactMap { coverage in
        rows.row("risk", coverage, evaluation).map {
          CalibrationSummary.RiskCurve.Point(coverage: coverage, risk: $0.value)
        }
      }
      return points.isEmpty ? nil : .init(origin: origin(evaluation), points: points)
    }
  }

  func conformal(_ clean: [StoredEvaluation], all: [MetricRow]) -> ConformalSummary? {
    let rows = AttributeIndex(all, attribute: ConformalCoverage.attribute)
    let found = transfers(clean).flatMap { known, unseen in
      rows.subgroups.flatMap { sets in
        ([nil] + Emotion.allCases.map(Optional.some)).compactMap {
          emotion -> ConformalSummary.Row? in
          guard rows.row("coverage", sets, unseen, emotion: emotion) != nil else { return nil }
          func coverage(_ evaluation: StoredEvaluation) -> ConformalSummary.Coverage {
            let row = rows.row("coverage", sets, evaluation, emotion: emotion)
            let lower = rows.row("coverage-band-lower", sets, evaluation, emotion: emotion)?.value
            let upper = rows.row("coverage-band-upper", sets, evaluation, emotion: emotion)?.value
            return .init(
              value: row?.value, band: lower.flatMap { low in upper.map { low...max(low, $0) } },
              setSize: rows.row("set-size", sets, evaluation, emotion: emotion)?.value,
              count: row?.count ?? 0)
          }
          return .init(
            origin: origin(unseen), sets: sets, emotion: emotion, known: coverage(known),
            unseen: coverage(unseen))
        }
      }
    }
    return found.isEmpty
      ? nil : ConformalSummary(nominal: 1 - ConformalPredictor.usualAlpha, rows: found)
  }

  /// The first seed's models that are tested on known and on unseen speakers.
  private func transfers(
    _ clean: [StoredEvaluation]
  ) -> [(known: StoredEvaluation, unseen: StoredEvaluation)] {
    let seed = clean.map(\.key.model.seed).min()
    return SpeakerTransfer.all(of: clean).filter { $0.model.seed == seed }
      .map { (known: $0.known, unseen: $0.unseen) }
  }
}

/// The rows of a run about one attribute, found by what they are of.
struct AttributeIndex {
  private struct Key: Hashable {
    let metric: String
    let subgroup: String?
    let testSet: TestSetName
    let seed: Int?
    let emotion: Emotion?
  }

  private let rows: [Key: MetricRow]
  /// The subgroups in the order in which they first occur.
  let subgroups: [String]

  init(_ rows: [MetricRow], attribute: String) {
    let own = rows.filter { $0.attribute == attribute && $0.speaker == nil }
    var names: [String] = []
    var known: Set<String> = []
    for row in own {
      if let name = row.subgroup, known.insert(name).inserted { names.append(name) }
    }
    subgroups = names
    self.rows = Dictionary(
      own.map { row in
        (
          Key(
            metric: row.metric, subgroup: row.subgroup, testSet: row.testSet, seed: row.seed,
            emotion: row.emotion), row
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A number of a subgroup on the test set of an evaluation.
  func row(
    _ metric: String, _ subgroup: String, _ evaluation: StoredEvaluation, emotion: Emotion? = nil
  ) -> MetricRow? {
    rows[
      Key(
        metric: metric, subgroup: subgroup, testSet: evaluation.testSet,
        seed: evaluation.key.model.seed, emotion: emotion)]
  }
}
