import Corpora
import Metrics

/// Predictions by the groups of one attribute: any metric of each group, and how far groups are
/// apart.
///
/// - Source: after Fairlearn's `MetricFrame` (Bird et al., 2020), for many classes and with
///   dependent data.
public struct Disaggregation: Sendable {
  /// The attribute.
  public let attribute: Attribute
  /// The names of the groups that are compared, sorted.
  public let groups: [String]
  /// The number of predictions of each of them.
  public let counts: [Int]
  /// Groups that are too small to be compared, with their sizes: never dropped in silence.
  public let tooSmall: [String: Int]
  /// The number of predictions without a value of the attribute.
  public let missing: Int
  let grouping: Grouping
  private let permutation: GroupPermutation
  let classes: [Emotion]
  private(set) var settings: DisparitySettings

  /// Sorts predictions into groups.
  ///
  /// - Parameter classes: the emotions of the corpus.
  /// - Throws: `MetricError` where probabilities are no distributions.
  public init(
    _ predictions: [Prediction], by attribute: Attribute,
    classes: [Emotion] = Emotion.allCases, settings: DisparitySettings = DisparitySettings()
  ) throws(MetricError) {
    grouping = try Grouping(predictions, by: attribute, leastGroupSize: settings.leastGroupSize)
    permutation = GroupPermutation(grouping)
    self.attribute = attribute
    self.classes = classes
    self.settings = settings
    groups = grouping.groups
    counts = grouping.rowsByGroup.map(\.count)
    tooSmall = grouping.tooSmall
    missing = grouping.missing
  }

  /// The same predictions and groups, tested by other settings.
  func with(_ settings: DisparitySettings) -> Disaggregation {
    var other = self
    other.settings = settings
    return other
  }

  /// The smallest p that a test of its groups can give, however many arrangements are drawn.
  var smallestP: Double { permutation.smallestP }

  /// The metrics of one group as rows, each of all classes and of each class, with intervals over
  /// what varies independently within the group: speakers, where they have the attribute. Rows
  /// carry the attribute and the group.
  ///
  /// - Throws: `MetricError` where probabilities are no distributions.
  public func rows(
    in context: MetricContext, settings: IntervalSettings = IntervalSettings()
  ) throws(MetricError) -> [MetricRow] {
    var rows: [MetricRow] = []
    for (group, members) in zip(groups, grouping.rowsByGroup) {
      rows += try MetricTable.rows(
        of: nil, members.map { grouping.predictions[$0] },
        context.labelled(attribute.name, group), settings,
        unit: attribute.level == .speaker && !attribute.isSpeaker ? .speaker : nil)
    }
    return rows
  }

  /// How far the groups are apart in each measure.
  public func disparities(
    of measures: [DisparityMeasure] = DisparityMeasure.standard
  ) -> [Disparity] {
    let summed = measures.filter(Self.isSummed)
    let others = measures.filter { !Self.isSummed($0) }
    let found = Dictionary(
      zip(
        summed + others,
        disparities(summed, limit: .max)
          + disparities(others, limit: settings.rowReplicateCount)), uniquingKeysWith: { $1 })
    return measures.compactMap { found[$0] }
  }

  private static func isSummed(_ measure: DisparityMeasure) -> Bool {
    measure.metric?.hasInterval ?? true
  }

  private func disparities(_ measures: [DisparityMeasure], limit: Int) -> [Disparity] {
    guard !measures.isEmpty else { return [] }
    let evaluator = DisparityEvaluator(
      table: grouping.table, measures: measures, classes: classes, groupCount: groups.count)
    let bootstrap = GroupBootstrap(grouping)
    let canCompare = groups.count > 1
    let sample = permutation.observed()
    let values = evaluator.values(sample)
    let arrangements =
      canCompare && settings.arrangementCount > 0
      ? permutation.replicates(
        count: min(limit, settings.arrangementCount), seed: settings.seed, evaluator) : []
    let draws =
      canCompare && bootstrap.isPossible
      ? bootstrap.replicates(
        count: min(limit, settings.replicateCount), seed: settings.seed, evaluator) : []
    let isVaried = measures.indices.map { index in
      standardDeviation(arrangements.map { $0[index] }) > Self.rounding
    }
    func unseen(byEmotion: Bool) -> Double? {
      let isAsked = measures.indices.contains {
        !isVaried[$0] && measures[$0].isByEmotion == byEmotion
      }
      guard canCompare, isAsked else { return nil }
      return UnseenGap.smallest(
        in: grouping, permutation, byEmotion: byEmotion, alpha: settings.alpha, power: Self.power)
    }
    let (unseenOfAll, unseenByEmotion) = (unseen(byEmotion: false), unseen(byEmotion: true))
    return measures.indices.map { index in
      disparity(
        measures[index], value: values[index],
        groupValues: evaluator.groupValues(measures[index], sample),
        arrangements: arrangements.map { $0[index] }, draws: draws.map { $0[index] },
        unit: bootstrap.unit,
        unseen: isVaried[index]
          ? nil : measures[index].isByEmotion ? unseenByEmotion : unseenOfAll)
    }
  }

  private func disparity(
    _ measure: DisparityMeasure, value: Double, groupValues: [Double], arrangements: [Double],
    draws: [Double], unit: ConfidenceInterval.Unit, unseen: Double?
  ) -> Disparity {
    // Groups that are all alike have none that fares worse.
    let areAlike = (groupValues.max() ?? 0) - (groupValues.min() ?? 0) <= Self.rounding
    func group(_ extreme: Double?) -> String? {
      guard !value.isNaN, !areAlike else { return nil }
      return extreme.flatMap { groupValues.firstIndex(of: $0) }.map { groups[$0] }
    }
    let test = TestOutcome(measure, value: value, arrangements: arrangements, permutation)
    let isTestable = measure.isGap && test?.canReach(settings.alpha) == true
    let gap =
      unseen.flatMap { Self.unseen($0, measure, value: value) }
      ?? detectableGap(measure, arrangements, draws: draws)
    return Disparity(
      attribute: attribute.name, measure: measure, value: value.isNaN ? nil : value,
      lowestGroup: group(groupValues.min()), highestGroup: group(groupValues.max()),
      interval: interval(of: measure, value: value, draws: draws, unit: unit), test: test,
      minimumDetectableGap: isTestable ? gap : nil,
      count: grouping.predictions.count)
  }

  /// The number that chance exceeds in a share `alpha` of arrangements, and as much more as the
  /// measure varies, so that a true gap of this size is found in four of five repetitions; `nil`
  /// where the measure cannot be so large, or where no arrangement differs from another.
  private func detectableGap(
    _ measure: DisparityMeasure, _ arrangements: [Double], draws: [Double]
  ) -> Double? {
    let usable = draws.filter { !$0.isNaN }
    guard standardDeviation(arrangements) > Self.rounding else { return nil }
    let spread = standardDeviation(usable.count > 1 ? usable : arrangements)
    let gap =
      quantile(arrangements.sorted(), 1 - settings.alpha) + normalQuantile(Self.power) * spread
    return gap <= measure.most ?? .infinity ? gap : nil
  }

  /// The gap of `UnseenGap` in terms of a measure, where groups are as alike as all arrangements of
  /// them; a gap that no arrangement moves is one that the test is blind to. An answer that differs
  /// in its confidence too moves a number that is made of both by up to twice as much.
  private static func unseen(
    _ gap: Double, _ measure: DisparityMeasure, value: Double
  ) -> Double? {
    guard abs(value) <= rounding else { return nil }
    let own = measure.needsProbabilities ? 2 * gap : gap
    return own <= measure.most ?? .infinity ? own : nil
  }

  /// What differs by less differs by the rounding of sums alone.
  private static let rounding = 1e-12

  /// The share of repetitions in which a gap of the smallest detectable size is found.
  private static let power = 0.8

  /// Quantiles of the draws; of a gap, which noise alone makes larger, `ofInflated`, and of a
  /// ratio, which it makes smaller, the same upside down.
  private func interval(
    of measure: DisparityMeasure, value: Double, draws: [Double], unit: ConfidenceInterval.Unit
  ) -> ConfidenceInterval? {
    let sorted = draws.filter { !$0.isNaN }.sorted()
    guard !value.isNaN, let first = sorted.first, let last = sorted.last,
      last - first > Self.rounding,
      Double(sorted.count) >= IntervalSettings.leastSupport * Double(draws.count)
    else { return nil }
    func inflated(_ sorted: [Double], _ estimate: Double, most: Double) -> ConfidenceInterval {
      .ofInflated(sorted, estimate: estimate, most: most, level: settings.level, unit: unit)
    }
    if let most = measure.most {
      guard measure.isSmallerWorse else { return inflated(sorted, value, most: most) }
      let turned = inflated(sorted.reversed().map { most - $0 }, most - value, most: most)
      return ConfidenceInterval(
        lower: most - turned.upper, upper: most - turned.lower, level: settings.level, unit: unit)
    }
    let tail = (1 - settings.level) / 2
    return ConfidenceInterval(
      lower: min(quantile(sorted, tail), value), upper: max(quantile(sorted, 1 - tail), value),
      level: settings.level, unit: unit)
  }
}

extension TestOutcome {
  /// How often an arrangement is as extreme as what was observed.
  fileprivate init?(
    _ measure: DisparityMeasure, value: Double, arrangements: [Double],
    _ permutation: GroupPermutation
  ) {
    guard !value.isNaN, !arrangements.isEmpty, arrangements.allSatisfy({ !$0.isNaN }) else {
      return nil
    }
    // Room for rounding: an arrangement that ties with the observed one counts.
    let room = 1e-9 * abs(value) + 1e-12
    let extreme = Double(
      arrangements.count { measure.isSmallerWorse ? $0 <= value + room : $0 >= value - room })
    let count = Double(arrangements.count)
    let isExact = permutation.isExact
    self.init(
      statistic: value, p: isExact ? extreme / count : (extreme + 1) / (count + 1),
      spread: standardDeviation(arrangements),
      smallestP: max(permutation.smallestP, isExact ? 0 : 1 / (count + 1)), isExact: isExact)
  }
}
