import Audits
import Calibration
import Corpora
import Fairness
import Findings
import Gates
import Metrics
import Probes

/// Every check that is defined for what a model said: the one place that lists them.
///
/// A pure function of its input. What a model passes counts only where the model does better than
/// guessing (`SkillGate`); checks of the data rather than of the model are not gated.
public struct CheckCatalogue: Sendable {
  /// How much is drawn for intervals and tests.
  public struct Settings: Sendable {
    /// The replicates of an interval.
    public let replicateCount: Int
    /// The arrangements of a test between groups.
    public let arrangementCount: Int
    /// How weak subgroups are looked for.
    public let search: SubgroupSearch
    /// How groups are compared.
    public let disparities: [DisparityMeasure]

    /// Creates settings; the defaults are those of an audit.
    public init(
      replicateCount: Int = 2_000, arrangementCount: Int = 1_999,
      search: SubgroupSearch = SubgroupSearch(),
      disparities: [DisparityMeasure] = DisparityMeasure.standard
    ) {
      self.replicateCount = replicateCount
      self.arrangementCount = arrangementCount
      self.search = search
      self.disparities = disparities
    }

    var intervals: IntervalSettings { IntervalSettings(replicateCount: replicateCount) }
  }

  /// The policy whose rules are among the checks.
  public let policy: Policy
  /// How much is drawn.
  public let settings: Settings
  private let standard: StandardChecks?

  /// Creates a catalogue.
  ///
  /// - Parameter standard: the standard checks where their limits are derived already, for many
  ///   models on one test set.
  public init(
    policy: Policy = .standard, settings: Settings = Settings(), standard: StandardChecks? = nil
  ) {
    self.policy = policy
    self.settings = settings
    self.standard = standard
  }

  /// The answers to all checks, in a fixed order of checks.
  ///
  /// - Throws: `MetricError` where probabilities are no distributions, `CalibrationError` where dev
  ///   and test overlap.
  public func entries(for input: CatalogueInput) throws -> [CatalogueEntry] {
    let audit = try FairnessAudit(
      input.unseen, corpus: input.corpus, measures: input.measures, context: input.context,
      settings: DisparitySettings(
        replicateCount: settings.replicateCount, arrangementCount: settings.arrangementCount),
      search: settings.search,
      checks: standard, asking: settings.disparities)
    let gate = audit.gate
    let entries =
      try policyEntries(input, gate) + measured(input, gate) + fairness(audit)
      + calibration(input, gate) + conformal(input, gate)
    return input.context.isLeaky ? entries.map(\.withoutEvidence) : entries
  }

  /// The rows of the honest test, of the random split and of both beside each other.
  func rows(of input: CatalogueInput) throws -> [MetricRow] {
    let settings = settings.intervals
    var rows = try MetricTable.rows(
      predictions: input.unseen, context: input.context, settings: settings)
    if let random = input.random {
      rows += try MetricTable.rows(
        predictions: random.predictions, context: random.context, settings: settings
      ).filter { $0.speaker == nil }
    }
    return rows + LadderMetrics.rows(from: rows)
  }

  private func policyEntries(
    _ input: CatalogueInput, _ gate: SkillGate
  ) throws -> [CatalogueEntry] {
    let rows = try rows(of: input)
    let ofData = Set(
      policy.rules.compactMap { rule -> String? in
        if case .noLeakyEvidence(let check) = rule { return check.name }
        return nil
      })
    let findings = Gate.findings(of: policy, rows: rows)
    let honest = rows.filter(\.isEvidence)
    let further =
      ClassCollapseCheck().findings(for: honest)
      + PredictedShareCheck().findings(for: honest.filter { $0.speaker == nil })
    return (findings + further).map {
      ofData.contains($0.check)
        ? CatalogueEntry(ungated: $0.check, $0.subject, $0.status) : CatalogueEntry($0, gate: gate)
    }
  }

  /// The shortcut floor and what perturbations leave.
  private func measured(
    _ input: CatalogueInput, _ gate: SkillGate
  ) throws -> [CatalogueEntry] {
    let compared = try input.probes.sorted { $0.key < $1.key }.flatMap { name, answers in
      try ProbeComparison.rows(
        model: input.unseen, probe: answers, name: name, context: input.context,
        settings: settings.intervals)
    }
    let floor = ShortcutCheck(name: "shortcut-floor").findings(for: compared)
    let retained = try input.perturbed.flatMap { try retention(of: $0, input) }
    return (floor + retained.map { Self.robustness.finding(for: $0) }).map {
      CatalogueEntry($0, gate: gate)
    }
  }

  private func retention(
    of perturbed: CatalogueInput.Perturbed, _ input: CatalogueInput
  ) throws -> [MetricRow] {
    var context = input.context
    (context.perturbation, context.severity) = (perturbed.perturbation, perturbed.severity)
    let asked = Set(perturbed.predictions.map(\.utterance))
    let swept = try MetricTable.rows(
      predictions: perturbed.predictions, context: context, settings: .none
    ).filter { $0.metric == Metric.uar.rawValue && $0.speaker == nil }
    return try RobustnessMetrics.rows(
      perturbed: swept, clean: input.unseen.filter { asked.contains($0.utterance) },
      classes: context.classes, settings: settings.intervals
    ) { _ in perturbed.predictions }.filter { $0.metric == "skill-retention" }
  }

  /// Half of the skill above chance is left.
  static let robustness = Check(
    name: "skill-retention",
    threshold: Threshold(
      .atLeast, 0.5, reason: "a model that loses more than half of its skill needs clean audio"),
    decidedOn: .value, importance: .note)
}
