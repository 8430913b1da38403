import Foundation
import Metrics
import Parallel
import Randomness

/// Deals the groups out anew over the model's own hits, at the level where the attribute varies,
/// and computes measures of each arrangement.
///
/// - An attribute of speakers (sex, age) is dealt out over speakers, one of words over words.
/// - Where every speaker is a group, the speakers change places within each word (sentence) that
///   they share: what is found holds for these voices on other words, not for other voices. Where
///   they share none, their utterances of an emotion change places.
/// - An attribute of utterances, and any intersection across levels, changes places between the
///   words of a speaker as whole words, emotion by emotion, where each has all emotions once; else
///   between utterances of a speaker and an emotion. A difference that only comes from which
///   emotions a group holds is then no finding.
struct GroupPermutation: Sendable {
  /// What changes places: rows in slots, each slot with a group; constant attributes have one slot.
  private struct Unit {
    var sums: [[Double]]
    var rows: [[Int]]
    var groups: [Int]
  }

  private let strata: [[Unit]]
  private let groupCount: Int
  /// The number of different ways to deal, at most about 1e300.
  let arrangements: Double
  /// How many of them only give groups of equal size each other's name.
  let symmetries: Double

  /// The most arrangements of which all are looked at.
  static let exactArrangements = 20_000.0

  init(_ grouping: Grouping) {
    groupCount = grouping.groups.count
    var rows: [String: [String: [(slot: String, row: Int)]]] = [:]
    let areWhole = Self.hasWholeWords(grouping)
    let areShared = Self.hasSharedWords(grouping)
    for (row, prediction) in grouping.predictions.enumerated() {
      let (stratum, unit, slot) = Self.place(
        prediction, grouping.attribute, areWhole: areWhole, areShared: areShared)
      rows[stratum, default: [:]][unit, default: []].append((slot, row))
    }
    strata = rows.sorted { $0.key < $1.key }.map { _, units in
      units.sorted { $0.key < $1.key }.map { Self.unit($0.value, grouping) }
    }
    var (logCount, sizes) = (0.0, Array(repeating: [Int](), count: groupCount))
    for units in strata {
      let blocks = Dictionary(grouping: units, by: \.groups).mapValues(\.count)
      logCount += lgamma(Double(units.count) + 1)
      for count in blocks.values.sorted() { logCount -= lgamma(Double(count) + 1) }
      for group in 0..<groupCount { sizes[group].append(blocks[[group]] ?? 0) }
    }
    arrangements = exp(min(690, logCount)).rounded()
    let areConstant = strata.allSatisfy { $0.allSatisfy { $0.groups.count == 1 } }
    symmetries =
      areConstant
      ? Dictionary(grouping: sizes) { $0 }.values.reduce(1) { product, alike in
        product * tgamma(Double(alike.count) + 1)
      } : 1
  }

  /// The smallest p that these data can give when every arrangement is looked at. For `k` of `n`
  /// speakers that is `1 / C(n, k)`, and twice that for two halves, which mirror each other.
  var smallestP: Double { min(1, symmetries / arrangements) }

  /// Whether all arrangements are looked at.
  var isExact: Bool { strata.count == 1 && arrangements <= Self.exactArrangements }

  private static func place(
    _ prediction: Prediction, _ attribute: Attribute, areWhole: Bool, areShared: Bool
  ) -> (stratum: String, unit: String, slot: String) {
    let word = prediction.word ?? "/\(prediction.utterance)"
    let emotion = prediction.truth.rawValue
    if attribute.isSpeaker {
      return areShared ? (word, prediction.speaker, "") : (emotion, prediction.utterance, "")
    }
    switch attribute.level {
    case .speaker: return ("", prediction.speaker, "")
    case .word: return ("", word, "")
    case .utterance:
      return areWhole
        ? (prediction.speaker, word, emotion)
        : ("\(prediction.speaker) \(emotion)", prediction.utterance, "")
    }
  }

  /// Whether any word is said by more than one speaker.
  private static func hasSharedWords(_ grouping: Grouping) -> Bool {
    var speakers: [String: String] = [:]
    return grouping.predictions.contains { prediction in
      guard let word = prediction.word else { return false }
      return speakers.updateValue(prediction.speaker, forKey: word)
        .map { $0 != prediction.speaker } ?? false
    }
  }

  /// Whether every word of every speaker has each emotion once, as far as it has a group.
  private static func hasWholeWords(_ grouping: Grouping) -> Bool {
    guard grouping.attribute.level == .utterance else { return false }
    var emotions: [ClusterKey: [Int]] = [:]
    for prediction in grouping.predictions {
      emotions[ClusterKey(prediction, unit: .word), default: []].append(prediction.truth.index)
    }
    let sets = Set(emotions.values.map { $0.sorted() })
    guard sets.count == 1, let only = sets.first else { return false }
    return Set(only).count == only.count
  }

  private static func unit(_ rows: [(slot: String, row: Int)], _ grouping: Grouping) -> Unit {
    var unit = Unit(sums: [], rows: [], groups: [])
    for (_, members) in Dictionary(grouping: rows, by: \.slot).sorted(by: { $0.key < $1.key }) {
      var sums = Array(repeating: 0.0, count: GroupSample.width)
      for member in members { MetricSums.add(grouping.table, row: member.row, to: &sums) }
      unit.sums.append(sums)
      unit.rows.append(members.map(\.row))
      unit.groups.append(grouping.groupOfRow[members[0].row])
    }
    return unit
  }

  /// The measures of each arrangement, shape `[arrangement, measure]`: of all where there are few,
  /// else of `count` that are drawn.
  func replicates(count: Int, seed: UInt64, _ evaluator: DisparityEvaluator) -> [[Double]] {
    if isExact, let units = strata.first {
      let orders = allOrders(of: units)
      return Array(0..<orders.count).parallelMap { evaluator.values(sample([orders[$0]])) }
    }
    return Array(0..<count).parallelMap { replicate in
      var generator = SplitMix64(seed: seed, stream: replicate)
      return evaluator.values(
        sample(strata.map { generator.shuffled(Array($0.indices)) }))
    }
  }

  /// The groups as they are, in the order of units.
  func observed() -> GroupSample { sample(strata.map { Array($0.indices) }) }

  /// The sample in which unit `u` of a stratum has the groups of unit `orders[stratum][u]`.
  private func sample(_ orders: [[Int]]) -> GroupSample {
    var sums = Array(repeating: 0.0, count: groupCount * GroupSample.width)
    for (units, order) in zip(strata, orders) {
      for (unit, other) in zip(units, order) {
        for slot in unit.sums.indices {
          let start = units[other].groups[slot] * GroupSample.width
          for index in 0..<GroupSample.width { sums[start + index] += unit.sums[slot][index] }
        }
      }
    }
    return GroupSample(sums: sums) {
      var rows = Array(repeating: [Int](), count: groupCount)
      for (units, order) in zip(strata, orders) {
        for (unit, other) in zip(units, order) {
          for slot in unit.rows.indices { rows[units[other].groups[slot]] += unit.rows[slot] }
        }
      }
      return rows
    }
  }

  /// One order for each different way to deal, by the next permutation of the units' groups in
  /// lexical order.
  private func allOrders(of units: [Unit]) -> [[Int]] {
    let kinds = Set(units.map(\.groups)).sorted { $0.lexicographicallyPrecedes($1) }
    let example = kinds.map { kind in units.firstIndex { $0.groups == kind } ?? 0 }
    var dealt = units.map { unit in kinds.firstIndex(of: unit.groups) ?? 0 }.sorted()
    var orders: [[Int]] = []
    while true {
      orders.append(dealt.map { example[$0] })
      guard let pivot = dealt.indices.dropLast().last(where: { dealt[$0] < dealt[$0 + 1] }),
        let next = dealt.indices.last(where: { dealt[$0] > dealt[pivot] })
      else { return orders }
      dealt.swapAt(pivot, next)
      dealt[(pivot + 1)...].reverse()
    }
  }
}
