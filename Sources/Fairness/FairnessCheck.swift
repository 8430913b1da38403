import Findings
import Metrics

/// The question whether groups differ by more than chance makes of it, asked of many disparities at
/// once.
///
/// Failed where the p value that Holm's correction leaves is at most `alpha`; passed only where the
/// smallest gap that would have been found is at most `toleratedGap` and the model has skill;
/// undetermined else. Gaps that no data could make a finding are not asked.
public struct FairnessCheck: Codable, Sendable, Hashable {
  /// The chance of any false finding among all that are asked together.
  public let alpha: Double
  /// The largest gap that may go unseen for a pass.
  public let toleratedGap: Double
  /// How much the answer matters.
  public let importance: Importance

  /// Creates a check. A tenth of all answers is a difference that a user would notice; a test that
  /// could not see it is no evidence.
  public init(alpha: Double = 0.05, toleratedGap: Double = 0.1, importance: Importance = .warning) {
    self.alpha = alpha
    self.toleratedGap = toleratedGap
    self.importance = importance
  }

  /// The answer for one disparity.
  public struct Answer: Codable, Sendable, Hashable {
    /// The disparity.
    public let disparity: Disparity
    /// Its p value after Holm's correction over all that were asked; `nil` where none that its data
    /// can give would be a finding.
    public let adjustedP: Double?
    /// The status, and whether a pass was taken off.
    public let outcome: GatedStatus
    /// What was found, as every check says it.
    public let finding: Finding
  }

  /// Answers for some disparities of one model and test set; ratios and worst groups follow the
  /// same p values and are left out, as are those of one group.
  ///
  /// - Parameters:
  ///   - disparities: of all attributes that are asked together.
  ///   - gate: whether the model has skill.
  ///   - confounding: attributes that cannot be told apart.
  ///   - context: what the rows of evidence share.
  public func answers(
    for disparities: [Disparity], gate: SkillGate, confounding: Confounding,
    context: MetricContext
  ) -> [Answer] {
    let gaps = disparities.filter { $0.measure.isGap }
    let isTested = AdjustedPValues.testable(
      gaps.map { $0.test?.smallestP ?? 1 }, alpha: alpha)
    let adjusted = AdjustedPValues.holm(
      zip(gaps, isTested).compactMap { $1 ? $0.test?.p : nil })
    var next = adjusted.makeIterator()
    return zip(gaps, isTested).map { disparity, isTested in
      let p = isTested ? next.next() : nil
      let outcome = gate.gated(status(of: disparity, p: p))
      return Answer(
        disparity: disparity, adjustedP: p, outcome: outcome,
        finding: finding(disparity, p, outcome, confounding, context))
    }
  }

  private func status(of disparity: Disparity, p: Double?) -> Status {
    guard gap(of: disparity, p: p) == nil, let p else { return .undetermined }
    return p <= alpha ? .failed : .passed
  }

  /// Why there is no answer; `nil` where there is one.
  private func gap(of disparity: Disparity, p: Double?) -> UnansweredGap? {
    guard disparity.value != nil else { return .noValue }
    guard let p else { return disparity.test == nil ? .noTest : .tooFewUnits }
    if p <= alpha { return nil }
    guard let gap = disparity.minimumDetectableGap else { return .nothingFound }
    return gap <= toleratedGap ? nil : .unseen
  }

  private func finding(
    _ disparity: Disparity, _ p: Double?, _ outcome: GatedStatus, _ confounding: Confounding,
    _ context: MetricContext
  ) -> Finding {
    let row = disparity.row(in: context)
    let partners = confounding.partners(of: disparity.attribute)
    var message = sentence(disparity, p, outcome)
    if !partners.isEmpty {
      message +=
        " \(disparity.attribute) sorts these speakers as \(partners.joined(separator: ", ")) "
        + "does: nothing here tells which of them it is."
    }
    return Finding(
      check: "fairness-\(disparity.measure.name)", subject: context.stamp + row.subject,
      status: outcome.status, importance: importance, message: message,
      advice: advice(disparity, p, outcome), evidence: row,
      threshold: Threshold(
        .atMost, toleratedGap, reason: "the largest gap that may go unseen for a pass"),
      ground: outcome.doubt?.rawValue ?? gap(of: disparity, p: p)?.rawValue)
  }
}
