import Calibration
import Corpora
import Fairness
import Findings
import Metrics

/// The checks that compare groups, and those of probabilities.
extension CheckCatalogue {
  /// The gate itself, every answer about a disparity by its attribute, the standard checks, and
  /// weak subgroups.
  func fairness(_ audit: FairnessAudit) -> [CatalogueEntry] {
    let skill = CatalogueEntry(ungated: "skill-gate", "UAR", audit.gate.status)
    let answers = audit.answers.map { answer in
      let measure = answer.disparity.measure
      return CatalogueEntry(
        "\(measure.name) by \(answer.disparity.attribute)", answer.finding.subject, answer.outcome)
    }
    let standard = audit.standard.map { outcome in
      CatalogueEntry(
        outcome.check.name,
        [outcome.group, outcome.emotion?.rawValue].compactMap { $0 }
          .joined(separator: ", "), outcome.outcome)
    }
    return [skill] + answers + standard + [weak(audit)]
  }

  private func weak(_ audit: FairnessAudit) -> CatalogueEntry {
    let report = audit.subgroups
    let status: Status =
      report.testedCount == 0 ? .undetermined : report.found.isEmpty ? .passed : .failed
    return CatalogueEntry(
      "weak-subgroup", report.found.map { "\($0.attribute) \($0.group)" }.joined(separator: "; "),
      audit.gate.gated(status))
  }

  /// Whether a temperature that is fitted to dev data of the training speakers helps on others.
  func calibration(_ input: CatalogueInput, _ gate: SkillGate) throws -> [CatalogueEntry] {
    guard !input.dev.isEmpty, !input.known.isEmpty else { return [] }
    let compared = try CalibrationTransfer.compare(
      try Temperature(fitting: input.dev), method: "temperature", dev: input.dev,
      trainingSpeakers: Set(input.dev.map(\.speaker)), known: input.known, unseen: input.unseen,
      metrics: [.nll], settings: settings.intervals)
    return compared.map { CatalogueEntry($0.finding(unseen: input.context), gate: gate) }
  }

  /// Whether conformal sets hold the truth as often as they promise, on speakers never heard.
  func conformal(_ input: CatalogueInput, _ gate: SkillGate) throws -> [CatalogueEntry] {
    guard !input.calibration.isEmpty else { return [] }
    let audit = try ConformalAudit(
      calibration: input.calibration, score: .threshold,
      repetitions: min(1_000, settings.replicateCount))
    return try audit.coverages(of: input.unseen).filter { $0.speaker == nil && $0.emotion == nil }
      .map { CatalogueEntry($0.finding(in: input.context, by: audit.predictor), gate: gate) }
  }
}
