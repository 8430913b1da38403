import Foundation
import Metrics

/// The smallest true gap that a test would have found in answers that differ in nothing between
/// groups, where no arrangement says how far chance reaches.
///
/// A gap `g` of accuracy means that in one group an answer to a word is unlike the others' with a
/// chance of at least `g`; one of recalls may be all in a single emotion. The test finds it once so
/// many units (what it deals out: speakers, words, or utterances) have such an answer that chance
/// hardly ever puts all of them into one group that is no larger.
enum UnseenGap {
  /// The gap in whichever group, and emotion, it is hardest to find; `nil` where there is a group
  /// of which every unit could be unlike the others' and not be found.
  ///
  /// - Parameters:
  ///   - byEmotion: whether all of the gap may be in one emotion.
  ///   - alpha: the level of the test.
  ///   - power: the share of repetitions in which the gap is to be found.
  static func smallest(
    in grouping: Grouping, _ permutation: GroupPermutation, byEmotion: Bool, alpha: Double,
    power: Double
  ) -> Double? {
    var largest: Double?
    for groups in GroupPermutation.units(of: grouping, byEmotion: byEmotion) {
      for count in Set(groups.map(\.count)).subtracting([0]).sorted() {
        let rivals = groups.indices.filter { 1...count ~= groups[$0].count }
        guard let needed = permutation.unitsThatTell(rivals, of: count, alpha: alpha) else {
          return nil
        }
        let parts = groups.filter { $0.count == count }.map(\.fewestParts).min() ?? 1
        let share = chance(ofAtLeast: needed, of: count, power: power)
        largest = max(largest ?? 0, 1 - pow(1 - share, 1 / Double(parts)))
      }
    }
    return largest
  }

  /// The least chance of a unit with which `needed` or more of `count` come up in a share `power`
  /// of repetitions; by bisection.
  private static func chance(ofAtLeast needed: Int, of count: Int, power: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    while high - low > 1e-9 {
      let middle = (low + high) / 2
      if upperTail(needed, of: count, chance: middle) < power {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }

  /// The chance of `least` or more among `count`.
  private static func upperTail(_ least: Int, of count: Int, chance: Double) -> Double {
    guard chance > 0 else { return 0 }
    guard chance < 1 else { return 1 }
    let n = Double(count)
    return (least...count).reduce(0.0) { sum, hits in
      let k = Double(hits)
      let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
      return sum + exp(ways + k * log(chance) + (n - k) * log1p(-chance))
    }
  }
}

extension GroupPermutation {
  /// What a test deals out of one group.
  struct Units {
    /// How many units there are.
    var count = 0
    /// The fewest parts that one of them has: words of a speaker, speakers of a word.
    var fewestParts = 1
  }

  /// The units of each group, shape `[1, G]`; or those that hold utterances of an emotion, of each
  /// emotion that there is: shape `[emotion, G]`.
  static func units(of grouping: Grouping, byEmotion: Bool) -> [[Units]] {
    let place = placing(grouping)
    let attribute = grouping.attribute
    func part(_ prediction: Prediction) -> String {
      if attribute.isSpeaker || attribute.level == .utterance { return "" }
      return attribute.level == .word ? prediction.speaker : prediction.wordOrItself
    }
    var parts: [Int: [[String: Set<String>]]] = [:]
    for (prediction, group) in zip(grouping.predictions, grouping.groupOfRow) {
      let (stratum, unit, _) = place(prediction)
      parts[
        byEmotion ? prediction.truth.index : 0,
        default: Array(repeating: [:], count: grouping.groups.count)
      ][group]["\(stratum)/\(unit)", default: []].insert(part(prediction))
    }
    return parts.sorted { $0.key < $1.key }.map { _, groups in
      groups.map { Units(count: $0.count, fewestParts: $0.values.map(\.count).min() ?? 1) }
    }
  }

  /// The fewest units, whichever they are, of which chance puts all into one of some groups with at
  /// most `alpha`; `nil` where so many as `limit` are too few.
  func unitsThatTell(_ groups: [Int], of limit: Int, alpha: Double) -> Int? {
    var chances = groups.map { _ in 1.0 }
    return (1...max(1, limit)).first { count in
      for (index, group) in groups.enumerated() {
        chances[index] *= chance(of: group, after: count - 1)
      }
      return chances.reduce(0, +) <= alpha
    }
  }
}
