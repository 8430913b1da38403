import Calibration
import Corpora
import Ledger
import Metrics
import Reports

/// What calibrations and conformal sets of the first seed come to: of a model on other words of its
/// training speakers where those are tested, beside the same model on unseen ones.
extension ReportAssembly {
  func calibration(
    _ clean: [StoredEvaluation], _ rows: MetricIndex, all: [MetricRow]
  ) -> CalibrationSummary? {
    func row(_ metric: String, _ method: String, _ evaluation: StoredEvaluation) -> MetricRow? {
      rows.row(metric, evaluation, attribute: CalibrationTransfer.attribute, subgroup: method)
    }
    let pairs = transfers(clean)
    let found = pairs.flatMap { pair in
      let (known, unseen) = (pair.known, pair.unseen)
      return ["temperature", "vector", "isotonic"].flatMap { method in
        CalibrationTransfer.standardMetrics.compactMap { metric -> CalibrationSummary.Row? in
          let name = metric.rawValue
          guard let change = row(name + "-change", method, unseen) else { return nil }
          func values(_ evaluation: StoredEvaluation) -> CalibrationSummary.Pair {
            .init(
              before: rows.row(name, evaluation)?.value,
              after: row(name, method, evaluation)?.value)
          }
          return CalibrationSummary.Row(
            origin: origin(unseen), method: method, metric: name,
            known: known.map(values), unseen: values(unseen), change: Measure(of: change),
            survivingShare: row(name + "-surviving-share", method, unseen)?.value)
        }
      }
    }
    let risks = risks(clean, rows, all: all)
    guard !found.isEmpty || !risks.isEmpty else { return nil }
    return CalibrationSummary(
      rows: found,
      temperatures: pairs.compactMap { pair in
        guard let fitted = row("temperature", "temperature", pair.unseen) else { return nil }
        let value = fitted.value
        return .init(
          origin: origin(pair.unseen), value: value,
          isAtBound: value.map { !Temperature.isInside($0) } ?? false)
      }, risks: risks)
  }

  /// The error that is left when the least sure answers are turned down, of the first seed.
  private func risks(
    _ clean: [StoredEvaluation], _ rows: MetricIndex, all: [MetricRow]
  ) -> [CalibrationSummary.RiskCurve] {
    let coverages = all.subgroups(of: SelectiveRisk.attribute)
    return clean.filter { $0.key.model.seed == firstSeed }.compactMap { evaluation in
      let points = coverages.compactMap { coverage in
        rows.row(
          "risk", evaluation, attribute: SelectiveRisk.attribute, subgroup: coverage
        ).map { CalibrationSummary.RiskCurve.Point(coverage: coverage, risk: $0.value) }
      }
      return points.isEmpty ? nil : .init(origin: origin(evaluation), points: points)
    }
  }

  func conformal(
    _ clean: [StoredEvaluation], _ rows: MetricIndex, all: [MetricRow]
  ) -> ConformalSummary? {
    let kinds = all.subgroups(of: ConformalCoverage.attribute)
    let found = transfers(clean).flatMap { pair in
      let (known, unseen) = (pair.known, pair.unseen)
      return kinds.flatMap { sets in
        ([nil] + Emotion.allCases.map(Optional.some)).compactMap {
          emotion -> ConformalSummary.Row? in
          func row(_ metric: String, _ evaluation: StoredEvaluation) -> MetricRow? {
            rows.row(
              metric, evaluation, emotion: emotion, attribute: ConformalCoverage.attribute,
              subgroup: sets)
          }
          guard row("coverage", unseen) != nil else { return nil }
          func coverage(_ evaluation: StoredEvaluation) -> ConformalSummary.Coverage {
            let lower = row("coverage-band-lower", evaluation)?.value
            let upper = row("coverage-band-upper", evaluation)?.value
            return .init(
              value: row("coverage", evaluation)?.value,
              band: lower.flatMap { low in upper.map { low...max(low, $0) } },
              setSize: row("set-size", evaluation)?.value)
          }
          return .init(
            origin: origin(unseen), sets: sets, emotion: emotion, known: known.map(coverage),
            unseen: coverage(unseen))
        }
      }
    }
    return found.isEmpty
      ? nil
      : ConformalSummary(
        nominal: 1 - ConformalPredictor.usualAlpha,
        fewestRows: ConformalPredictor.fewestRows(alpha: ConformalPredictor.usualAlpha),
        rows: found)
  }

  /// The first seed's models that are tested on unseen speakers.
  private func transfers(_ clean: [StoredEvaluation]) -> [SpeakerTransfer] {
    SpeakerTransfer.all(of: clean).filter { $0.model.seed == firstSeed }
  }
}

extension [MetricRow] {
  /// The groups of an attribute in the order in which they first occur, of numbers over speakers.
  fileprivate func subgroups(of attribute: String) -> [String] {
    filter { $0.attribute == attribute && $0.speaker == nil }.compactMap(\.subgroup).distinct()
  }
}
