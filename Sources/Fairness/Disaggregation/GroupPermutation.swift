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
  /// What is dealt a group: rows that stay together, in the order of strata and of their units.
  private struct Slots {
    var rows: [[Int]] = []
    /// Sums of the rows, shape `[slot, GroupSample.width]`.
    var sums: [Double] = []

    /// Appends the slots of a unit.
    ///
    /// - Returns: the group of each.
    mutating func add(_ unit: [(slot: String, row: Int)], _ grouping: Grouping) -> [Int] {
      Dictionary(grouping: unit, by: \.slot).sorted { $0.key < $1.key }.map { _, members in
        var own = Array(repeating: 0.0, count: GroupSample.width)
        for member in members { MetricSums.add(grouping.table, row: member.row, to: &own) }
        sums += own
        rows.append(members.map(\.row))
        return grouping.groupOfRow[members[0].row]
      }
    }
  }

  private let slots: Slots
  /// The group of each slot, shape `[stratum, unit, slot]`: the units of a stratum change places.
  /// They have as many slots each; those of constant attributes have one.
  private let strata: [[[Int]]]
  private let groupCount: Int
  /// The part of a stratum's units, slot by slot, that each group has where it has its units: their
  /// geometric mean.
  private let shares: [Double]
  /// The number of different ways to deal, at most about 1e300.
  let arrangements: Double
  /// How many of them only give groups of equal size each other's name.
  let symmetries: Double

  /// The most arrangements of which all are looked at.
  static let exactArrangements = 20_000.0

  init(_ grouping: Grouping) {
    groupCount = grouping.groups.count
    var rows: [String: [String: [(slot: String, row: Int)]]] = [:]
    let place = Self.placing(grouping)
    for (row, prediction) in grouping.predictions.enumerated() {
      let (stratum, unit, slot) = place(prediction)
      rows[stratum, default: [:]][unit, default: []].append((slot, row))
    }
    var slots = Slots()
    strata = rows.sorted { $0.key < $1.key }.map { _, units in
      units.sorted { $0.key < $1.key }.map { slots.add($0.value, grouping) }
    }
    self.slots = slots
    shares = Self.shares(strata, groupCount: groupCount)
    var (logCount, sizes) = (0.0, Array(repeating: [Int](), count: groupCount))
    for units in strata {
      let blocks = Dictionary(grouping: units) { $0 }.mapValues(\.count)
      logCount += lgamma(Double(units.count) + 1)
      for count in blocks.values.sorted() { logCount -= lgamma(Double(count) + 1) }
      for group in 0..<groupCount { sizes[group].append(blocks[[group]] ?? 0) }
    }
    arrangements = exp(min(690, logCount)).rounded()
    let areConstant = strata.allSatisfy { $0.allSatisfy { $0.count == 1 } }
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

  /// The chance that one more unit, of those that are spread as a group's are, is dealt to the
  /// group when it has so many of them already.
  func chance(of group: Int, after drawn: Int) -> Double {
    guard strata.count == 1, let units = strata.first, units.first?.count == 1 else {
      return shares[group]
    }
    let own = (shares[group] * Double(units.count)).rounded()
    return max(0, own - Double(drawn)) / Double(max(1, units.count - drawn))
  }

  private static func shares(_ strata: [[[Int]]], groupCount: Int) -> [Double] {
    var (logs, counts) = (
      Array(repeating: 0.0, count: groupCount), Array(repeating: 0.0, count: groupCount)
    )
    for units in strata {
      for slot in units.first?.indices ?? 0..<0 {
        let sizes = Dictionary(grouping: units) { $0[slot] }.mapValues { Double($0.count) }
        for (group, own) in sizes {
          logs[group] += own * log(own / Double(units.count))
          counts[group] += own
        }
      }
    }
    return zip(logs, counts).map { exp($0 / max(1, $1)) }
  }

  /// Where each prediction of a grouping is dealt out.
  static func placing(
    _ grouping: Grouping
  ) -> (Prediction) -> (stratum: String, unit: String, slot: String) {
    let (areWhole, areShared) = (hasWholeWords(grouping), hasSharedWords(grouping))
    return { place($0, grouping.attribute, areWhole: areWhole, areShared: areShared) }
  }

  private static func place(
    _ prediction: Prediction, _ attribute: Attribute, areWhole: Bool, areShared: Bool
  ) -> (stratum: String, unit: String, slot: String) {
    let word = prediction.wordOrItself
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
    var dealt: [Int] = []
    dealt.reserveCapacity(slots.rows.count)
    for (units, order) in zip(strata, orders) {
      for unit in order { dealt += units[unit] }
    }
    let width = GroupSample.width
    var sums = Array(repeating: 0.0, count: groupCount * width)
    sums.withUnsafeMutableBufferPointer { sums in
      slots.sums.withUnsafeBufferPointer { own in
        guard let sums = sums.baseAddress, let own = own.baseAddress else { return }
        for (slot, group) in dealt.enumerated() {
          let (from, to) = (own + slot * width, sums + group * width)
          for index in 0..<width { to[index] += from[index] }
        }
      }
    }
    return GroupSample(sums: sums) {
      var rows = Array(repeating: [Int](), count: groupCount)
      for (members, group) in zip(slots.rows, dealt) { rows[group] += members }
      return rows
    }
  }

  /// One order for each different way to deal, by the next permutation of the units' groups in
  /// lexical order.
  private func allOrders(of units: [[Int]]) -> [[Int]] {
    let kinds = Set(units).sorted { $0.lexicographicallyPrecedes($1) }
    let example = kinds.map { kind in units.firstIndex(of: kind) ?? 0 }
    var dealt = units.map { kinds.firstIndex(of: $0) ?? 0 }.sorted()
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
