import Corpora
import Findings
import Metrics
import Randomness

/// The standard checks for one test set: limits derived once for its sizes, and answers for the
/// predictions of any model on it.
///
/// The limit of a comparison of groups is what a model that guesses evenly stays below in all of
/// `simulationCount` simulations with the same groups and truths: the largest departure of any
/// group and emotion. Where that is above the published limit the data cannot answer, and the check
/// is undetermined.
public struct StandardChecks: Sendable {
  /// Utterances that a speaker needs of each emotion to count for the speaker checks.
  public static let leastOfEachEmotion = 8
  /// Speakers that the mean over speakers needs.
  public static let fewestForAverage = 2
  /// Speakers that a ranking needs.
  public static let fewestForRanking = 5

  private let attributes: [String: Attribute]
  private let classes: [Emotion]
  private let limits: [StandardCheck: Double]

  /// Derives the limits.
  ///
  /// - Parameters:
  ///   - predictions: any model's predictions of the test set: only truths and groups are looked
  ///     at.
  ///   - attributes: what is known of speakers and utterances; `accent`, `language`, `sentiment`
  ///     (`positive`, `negative`, `neutral`), `pitch` and `sex` are looked for by name, and a check
  ///     without its attribute is undetermined.
  ///   - simulationCount: the number of simulations; ser-tests take 1,000.
  ///   - quantile: the share of simulations that stay within the limit; ser-tests take all of them.
  public init(
    of predictions: [Prediction], attributes: [Attribute],
    classes: [Emotion] = Emotion.allCases, simulationCount: Int = 1_000,
    quantile level: Double = 1, seed: UInt64 = 0
  ) {
    self.classes = classes
    let attributes = Dictionary(
      attributes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.attributes = attributes
    var limits: [StandardCheck: Double] = [:]
    for check in StandardCheck.all where check.isDerived {
      let groups = StandardGroups(predictions, check, attributes)
      let largest = groups.largestInEach(
        classes: classes, simulationCount: max(1, simulationCount), seed: seed)
      if !largest.isEmpty { limits[check] = quantile(largest.sorted(), level) }
    }
    self.limits = limits
  }

  /// The limit that a check is decided by, or that shows the data too small for it; `nil` without
  /// groups.
  public func limit(of check: StandardCheck) -> Double? {
    check.isDerived ? limits[check] : check.published
  }

  /// The answers for a model, every check at least once: of each emotion and group where there is
  /// something to score, else as undetermined with the reason.
  public func outcomes(for predictions: [Prediction], gate: SkillGate) -> [StandardOutcome] {
    StandardCheck.all.flatMap { check -> [StandardOutcome] in
      switch check.score {
      case .speakerAverage, .speakerRanking: speakerOutcomes(check, predictions, gate)
      case _ where check.isDerived: groupOutcomes(check, predictions, gate)
      default:
        StandardScores(classes: classes).correctness(check.score, ConfusionMatrix(predictions)).map
        {
          outcome(check, $0, limit: check.published, gate)
        }
      }
    }
  }

  private func groupOutcomes(
    _ check: StandardCheck, _ predictions: [Prediction], _ gate: SkillGate
  ) -> [StandardOutcome] {
    let groups = StandardGroups(predictions, check, attributes)
    let cells = groups.cells(classes: classes)
    guard !cells.isEmpty, let limit = limits[check] else {
      return [undetermined(check, .noGroups)]
    }
    if limit > check.published { return [undetermined(check, .tooSmall(byChance: limit))] }
    return cells.map { cell in
      if check.score == .shareShift, let group = cell.group, let emotion = cell.emotion,
        let difference = groups.truthShift(of: group, emotion), abs(difference) >= limit
      {
        return undetermined(check, .otherEmotions(difference: difference), cell)
      }
      return outcome(check, cell, limit: limit, gate)
    }
  }

  private func speakerOutcomes(
    _ check: StandardCheck, _ predictions: [Prediction], _ gate: SkillGate
  ) -> [StandardOutcome] {
    let bySpeaker = Dictionary(grouping: predictions, by: \.speaker).sorted { $0.key < $1.key }
    let confusions = bySpeaker.map { ConfusionMatrix($0.value) }.filter { confusion in
      classes.allSatisfy { confusion.support(of: $0.index) >= Self.leastOfEachEmotion }
    }
    let expected =
      check.score == .speakerRanking ? Self.fewestForRanking : Self.fewestForAverage
    guard confusions.count >= expected else {
      return [
        undetermined(check, .tooFewSpeakers(found: confusions.count, expected: expected))
      ]
    }
    return StandardScores(classes: classes).speakers(check.score, confusions).map {
      outcome(check, $0, limit: check.published, gate)
    }
  }

  private func outcome(
    _ check: StandardCheck, _ cell: StandardScores.Cell, limit: Double, _ gate: SkillGate
  ) -> StandardOutcome {
    guard let value = cell.value else { return undetermined(check, .noSupport, cell) }
    return StandardOutcome(
      check: check, emotion: cell.emotion, group: cell.group, score: value, limit: limit,
      outcome: gate.gated(check.admits(value, limit: limit) ? .passed : .failed), gap: nil)
  }

  private func undetermined(
    _ check: StandardCheck, _ gap: StandardOutcome.Gap, _ cell: StandardScores.Cell? = nil
  ) -> StandardOutcome {
    StandardOutcome(
      check: check, emotion: cell?.emotion, group: cell?.group, score: cell?.value, limit: nil,
      outcome: GatedStatus(status: .undetermined), gap: gap)
  }
}
