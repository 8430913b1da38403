import Foundation
import Metrics

/// The smallest true gap that a test would have found in answers that differ in nothing between
/// groups, where no arrangement says how far chance reaches.
///
/// A gap `g` means that in one group an answer to a word is unlike the others' with a chance of at
/// least `g`. The test finds it once so many units (speakers with all their words, words with all
/// their speakers, or single words) have such an answer that chance hardly ever puts all of them
/// into one group.
enum UnseenGap {
  /// The gap, in whichever group; `nil` where there is a group of which every unit could be unlike
  /// the others' and not be found.
  ///
  /// - Parameters:
  ///   - alpha: the level of the test.
  ///   - power: the share of repetitions in which the gap is to be found.
  static func smallest(in grouping: Grouping, alpha: Double, power: Double) -> Double? {
    let units = Units(grouping)
    var largest = 0.0
    for own in Set(units.counts) {
      let needed = (1...max(1, own)).first { units.chanceOfOneGroup($0, of: own) <= alpha }
      guard own > 0, let needed else { return nil }
      // Bisection for the chance of a unit with which enough of them are unlike the others.
      var (low, high) = (0.0, 1.0)
      while high - low > 1e-9 {
        let middle = (low + high) / 2
        if upperTail(needed, of: own, chance: middle) < power {
          low = middle
        } else {
          high = middle
        }
      }
      largest = max(largest, 1 - pow(1 - high, 1 / Double(units.partsEach)))
    }
    return largest
  }

  /// What the test deals out: whole speakers for an attribute of speakers, else words.
  private struct Units {
    /// How many each group has.
    let counts: [Int]
    /// The fewest parts that one of them has: words of a speaker, speakers of a word.
    let partsEach: Int
    /// Whether they are dealt out among all groups at once, rather than word by word or speaker by
    /// speaker.
    private let areDealtTogether: Bool

    /// The chance that so many units, whichever they are, come to one group that is no larger than
    /// `most`: in a larger one they would be a smaller part.
    func chanceOfOneGroup(_ count: Int, of most: Int) -> Double {
      let total = Double(counts.reduce(0, +))
      return counts.filter { $0 <= most }.reduce(0.0) { sum, own in
        sum
          + (0..<count).reduce(1.0) { product, drawn in
            let gone = areDealtTogether ? Double(drawn) : 0
            return product * max(0, Double(own) - gone) / (total - gone)
          }
      }
    }

    init(_ grouping: Grouping) {
      let attribute = grouping.attribute
      let areSpeakers = attribute.level == .speaker && !attribute.isSpeaker
      func word(_ prediction: Prediction) -> String {
        prediction.word ?? "/\(prediction.utterance)"
      }
      var units = Array(repeating: [String: Set<String>](), count: grouping.groups.count)
      for (prediction, group) in zip(grouping.predictions, grouping.groupOfRow) {
        let name =
          areSpeakers
          ? prediction.speaker
          : attribute.level == .word
            ? word(prediction) : "\(prediction.speaker)/\(word(prediction))"
        let part =
          areSpeakers ? word(prediction) : attribute.level == .word ? prediction.speaker : ""
        units[group][name, default: []].insert(part)
      }
      areDealtTogether = !attribute.isSpeaker && attribute.level != .utterance
      counts = units.map(\.count)
      partsEach = max(1, units.flatMap { $0.values.map(\.count) }.min() ?? 1)
    }
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
