/// What is left of the skill on clean audio at a perturbation's strongest severity, by seed.
struct SkillLeft {
  let perturbation: String
  /// Who was trained on and tested on.
  let direction: String
  /// A share a seed that has one.
  let shares: [Double]

  /// Takes the curves of one perturbation and test set, one a seed; `nil` where no seed has skill
  /// on clean audio that it could lose.
  init?(_ curves: [RobustnessCurve]) {
    let shares = curves.compactMap { $0.strongest?.retention }
    guard let first = curves.first, !shares.isEmpty else { return nil }
    perturbation = first.perturbation
    direction = first.origin.direction
    self.shares = shares
  }

  /// The mean over seeds.
  var mean: Double { shares.reduce(0, +) / Double(shares.count) }

  /// The share of each seed from the least to the most; what falls below chance leaves nothing.
  var text: String {
    let ends = [shares.min() ?? 0, shares.max() ?? 0].map { NumberText.percent(max(0, $0)) }
    return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
  }
}
