/// What a perturbation leaves of the skill on clean audio at the severity that costs most of it, by
/// seed.
struct SkillLeft {
  let perturbation: String
  /// Who was trained on and tested on.
  let direction: String
  /// The severity at which the mean over seeds is least, which need not be the strongest, with what
  /// it stands for.
  let severity: String
  /// The number of predictions there, of one seed; `nil` where unknown.
  let count: Int?
  /// A share a seed that has one.
  let shares: [Double]

  /// Takes the curves of one perturbation and test set, one a seed; `nil` where no seed is clearly
  /// above chance on clean audio, so that there is no skill that could be lost.
  init?(_ curves: [RobustnessCurve]) {
    let points = curves.filter(\.hasSkill).flatMap(\.points).filter {
      !$0.isPartial && $0.retention != nil
    }
    let severities = Dictionary(grouping: points, by: \.severity).sorted { $0.key < $1.key }
    let worst = severities.min {
      Self.mean($0.value.compactMap(\.retention)) < Self.mean($1.value.compactMap(\.retention))
    }
    guard let first = curves.first, let worst else { return nil }
    perturbation = first.perturbation
    direction = first.origin.direction
    severity = first.name(of: worst.key)
    count = worst.value.first?.count
    shares = worst.value.compactMap(\.retention)
  }

  /// The mean over seeds.
  var mean: Double { Self.mean(shares) }

  /// The mean over seeds in whole percents.
  var meanText: String { Self.text(mean) }

  /// The least share that whole percents show as all.
  private static let whole = 0.995

  /// Whether nothing is lost that whole percents show.
  var isWhole: Bool { mean >= Self.whole }

  private var leastText: String { Self.text(shares.min() ?? 0) }

  /// The share of each seed from the least to the most; what falls below chance leaves nothing.
  var text: String { NumberText.range(shares, Self.text) }

  /// What is left: of several seeds the mean, by which losses are ranked.
  var amount: String { shares.count > 1 ? "on average \(meanText)" : text }

  /// What each of several seeds has; `nil` where there is one.
  var bySeed: String? {
    guard shares.count > 1 else { return nil }
    return text == meanText
      ? "the same in \(shares.count) trainings" : "\(text) in \(shares.count) trainings"
  }

  /// One for each perturbation and test set of which something can be said, in the order in which
  /// they first appear.
  static func each(of curves: [RobustnessCurve]) -> [SkillLeft] {
    RobustnessChart.perturbations(curves).flatMap { name in
      curves.filter { $0.perturbation == name }.byTestSet { $0.origin }
    }.compactMap { SkillLeft($0) }
  }

  /// The least that is left by any single seed, and where; `nil` where that is what is told of this
  /// one's already, or where nothing is lost.
  ///
  /// - Parameter curves: all of which something may be said.
  func leastOfAny(in curves: [RobustnessCurve]) -> String? {
    let all = curves.filter(\.hasSkill).flatMap { curve in
      curve.points.filter { !$0.isPartial }.compactMap { point in
        point.retention.map { (curve: curve, severity: point.severity, share: $0) }
      }
    }
    guard let least = all.min(by: { $0.share < $1.share }) else { return nil }
    let isTold = isWhole ? least.share >= Self.whole : Self.text(least.share) == leastText
    guard !isTold else { return nil }
    let curve = least.curve
    return "\(Self.text(least.share)), for \(curve.origin.detail) under \(curve.perturbation) at "
      + curve.name(of: least.severity)
  }

  private static func mean(_ shares: [Double]) -> Double {
    shares.reduce(0, +) / Double(shares.count)
  }

  private static func text(_ share: Double) -> String { NumberText.percent(max(0, share)) }
}

extension RobustnessCurve {
  /// Whether UAR on clean audio is clearly above chance: by its whole interval.
  var hasSkill: Bool {
    guard let chance, let interval = cleanUAR.interval else { return false }
    return interval.lower > chance
  }
}
