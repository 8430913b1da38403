import Foundation

/// Whether a model gives a probe's wrong answers more or less often than chance would have it.
struct SharedErrors {
  /// The number of the model's errors.
  let count: Int
  /// How many of them have the probe's wrong answer.
  let alike: Int
  /// The share of them that would have it by chance.
  let chance: Double
  /// What the share is over chance.
  let excess: Double

  /// - Parameters:
  ///   - alike: the share of errors that have the probe's wrong answer.
  ///   - chance: the share that would have it by chance.
  ///   - count: the number of errors.
  init(alike: Double, chance: Double, of count: Int) {
    self.count = count
    self.alike = Int((alike * Double(count)).rounded())
    self.chance = min(1, max(0, chance))
    excess = alike - chance
  }

  /// A difference that is worth saying.
  private static let least = 0.1
  /// The chance of so many or more, and of so few or fewer, that is taken for none.
  private static let tail = 0.025

  /// More or less often where the share is more than a tenth over or under chance, and so many
  /// errors, each alike with that chance, would hardly ever differ as much (binomial, 95 %); about
  /// as often where it is within a tenth, and such a difference would have been beyond chance.
  ///
  /// - Returns: `nil` where there are too few errors to tell.
  var comparison: String? {
    let differs = abs(excess) > Self.least
    guard differs ? isBeyondChance : tellsLeast else { return nil }
    return differs ? (excess > 0 ? "more" : "less") + " often than" : "about as often as"
  }

  private var isBeyondChance: Bool {
    let hits = excess > 0 ? alike...max(alike, count) : 0...alike
    return probability(of: hits) <= Self.tail
  }

  /// Whether a difference of a tenth, to either side, would be beyond chance.
  private var tellsLeast: Bool {
    let (low, high) = (chance - Self.least, chance + Self.least)
    let fewest = Int((high * Double(count)).rounded(.up))
    let most = Int((low * Double(count)).rounded(.down))
    let tellsMore = high > 1 || probability(of: fewest...max(fewest, count)) <= Self.tail
    return tellsMore && (low < 0 || probability(of: 0...most) <= Self.tail)
  }

  /// The chance that the number of errors that are alike is one of these.
  private func probability(of hits: ClosedRange<Int>) -> Double {
    guard chance > 0 else { return hits.contains(0) ? 1 : 0 }
    guard chance < 1 else { return hits.contains(count) ? 1 : 0 }
    let n = Double(count)
    return hits.clamped(to: 0...max(0, count)).reduce(0.0) { sum, hit in
      let k = Double(hit)
      let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
      return sum + exp(ways + k * log(chance) + (n - k) * log1p(-chance))
    }
  }
}
