/// What a perturbation leaves of the skill on clean audio at the severity that costs most of it, by
/// seed.
struct SkillLeft {
  let perturbation: String
  /// Who was trained on and tested on.
  let direction: String
  /// The severity at which the mean over seeds is least, which need not be the strongest.
  let severity: Int
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
    severity = worst.key
    count = worst.value.first?.count
    shares = worst.value.compactMap(\.retention)
  }

  /// The mean over seeds.
  var mean: Double { Self.mean(shares) }

  /// The mean over seeds in whole percents.
  var meanText: String { Self.text(mean) }

  /// Whether nothing is lost that whole percents show.
  var isWhole: Bool { mean >= 0.995 }

  /// The share of each seed from the least to the most; what falls below chance leaves nothing.
  var text: String { NumberText.range(shares, Self.text) }

  /// The mean in words, by which losses are ranked, or that it is what each seed has; `nil` where
  /// there is one seed.
  var average: String? {
    guard shares.count > 1 else { return nil }
    return text == meanText
      ? "for each of \(shares.count) seeds" : "on average \(meanText) over \(shares.count) seeds"
  }

  /// What is left and, of several seeds, on average.
  var amount: String { text + (average.map { ", \($0)" } ?? "") }

  /// One for each perturbation and test set of which something can be said, in the order in which
  /// they first appear.
  static func each(of curves: [RobustnessCurve]) -> [SkillLeft] {
    RobustnessChart.perturbations(curves).flatMap { name in
      curves.filter { $0.perturbation == name }.byTestSet { $0.origin }
    }.compactMap { SkillLeft($0) }
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
