import Corpora
import Metrics
import Parallel
import Randomness

/// A group that may be weak.
struct SubgroupCandidate: Sendable {
  let attribute: Attribute
  let group: String
  /// Its predictions.
  let members: [Int]
  /// The accuracy that its speakers and emotions let expect.
  let expectedAccuracy: Double
  /// How far its accuracy is below that of others of the same speakers and emotions.
  let shortfall: Double
  /// For each unit, the sum of what its members miss and others exceed, shape `[units]`.
  let scores: [Double]
}

/// Hits of a test set, with what varies independently and what is compared with what.
struct SubgroupTable: Sendable {
  private let predictions: [Prediction]
  private let hits: [Double]
  /// The cluster of each prediction.
  private let unitOfRow: [Int]
  private let unitCount: Int

  init(_ predictions: [Prediction]) {
    self.predictions = predictions
    hits = predictions.map { $0.isRight ? 1 : 0 }
    let unit = ClusterTable.naturalUnit(of: predictions)
    let keys = predictions.map { ClusterKey($0, unit: unit) }
    let sorted = Set(keys).sorted()
    let places = sorted.places
    unitOfRow = keys.map { places[$0] ?? 0 }
    unitCount = sorted.count
  }

  /// The groups of an attribute that have enough predictions inside and outside.
  func candidates(of attribute: Attribute, leastCount: Int) -> [SubgroupCandidate] {
    let groups = predictions.map(attribute.group)
    let known = predictions.indices.filter { groups[$0] != nil }
    let byGroup = Dictionary(grouping: known) { groups[$0] ?? "" }
    return byGroup.sorted { $0.key < $1.key }.compactMap { group, members in
      guard members.count >= leastCount, known.count - members.count >= leastCount else {
        return nil
      }
      return candidate(attribute, group, members, known)
    }
  }

  /// The score of a group in a regression of hits on membership with a mean for each cell of
  /// speaker and emotion (of emotion alone for a group of speakers), one unit at a time.
  private func candidate(
    _ attribute: Attribute, _ group: String, _ members: [Int], _ known: [Int]
  ) -> SubgroupCandidate {
    var isMember = Array(repeating: 0.0, count: predictions.count)
    for row in members { isMember[row] = 1 }
    let ofSpeakers = attribute.level == .speaker
    let cells = Dictionary(grouping: known) { row in
      (ofSpeakers ? "" : predictions[row].speaker) + " " + predictions[row].truth.rawValue
    }
    var scores = Array(repeating: 0.0, count: unitCount)
    var (sum, weight, expected) = (0.0, 0.0, 0.0)
    // In a fixed order, so that sums are the same to the last bit in every process.
    for rows in cells.sorted(by: { $0.key < $1.key }).map(\.value) {
      let n = Double(rows.count)
      let rate = rows.reduce(0) { $0 + hits[$1] } / n
      let share = rows.reduce(0) { $0 + isMember[$1] } / n
      expected += share * n * rate
      for row in rows {
        let excess = (isMember[row] - share) * (hits[row] - rate)
        scores[unitOfRow[row]] += excess
        sum += excess
        weight += (isMember[row] - share) * (isMember[row] - share)
      }
    }
    return SubgroupCandidate(
      attribute: attribute, group: group, members: members,
      expectedAccuracy: expected / Double(members.count),
      shortfall: weight > 0 ? -sum / weight : 0, scores: scores)
  }

  /// The number of units that have a part in a group's score.
  func units(of candidate: SubgroupCandidate) -> Int { candidate.scores.count { $0 != 0 } }

  /// One-sided p values of groups: how often the sum of scores with random signs is as low. All
  /// groups share the signs.
  func signFlips(of candidates: [SubgroupCandidate], count: Int, seed: UInt64) -> [Double] {
    guard !candidates.isEmpty else { return [] }
    let columns = candidates.count
    let scores = (0..<unitCount).flatMap { unit in candidates.map { $0.scores[unit] } }
    let observed = candidates.map { $0.scores.reduce(0, +) }
    let shardSize = 250
    let shards = (count + shardSize - 1) / shardSize
    let extremes = Array(0..<shards).parallelMap { shard in
      var extreme = Array(repeating: 0, count: columns)
      for replicate in shard * shardSize..<min(count, (shard + 1) * shardSize) {
        let sums = flippedSums(scores, columns: columns, seed: seed, replicate: replicate)
        for column in 0..<columns
        where sums[column] <= observed[column] + 1e-9 * abs(observed[column]) {
          extreme[column] += 1
        }
      }
      return extreme
    }
    return (0..<columns).map { column in
      let extreme = extremes.reduce(0) { $0 + $1[column] }
      return Double(extreme + 1) / Double(count + 1)
    }
  }

  private func flippedSums(
    _ scores: [Double], columns: Int, seed: UInt64, replicate: Int
  ) -> [Double] {
    var generator = SplitMix64(seed: seed, stream: replicate)
    var sums = Array(repeating: 0.0, count: columns)
    var bits: UInt64 = 0
    scores.withUnsafeBufferPointer { scores in
      sums.withUnsafeMutableBufferPointer { sums in
        for unit in 0..<unitCount {
          if unit % 64 == 0 { bits = generator.next() }
          let sign = bits & 1 == 1 ? 1.0 : -1.0
          bits >>= 1
          for column in 0..<columns { sums[column] += sign * scores[unit * columns + column] }
        }
      }
    }
    return sums
  }

  /// A group with its accuracy.
  func subgroup(_ candidate: SubgroupCandidate, p: Double, adjustedP: Double) -> WeakSubgroup {
    let inside = candidate.members.reduce(0) { $0 + hits[$1] }
    return WeakSubgroup(
      attribute: candidate.attribute.name, level: candidate.attribute.level,
      group: candidate.group, count: candidate.members.count,
      accuracy: inside / Double(candidate.members.count),
      expectedAccuracy: candidate.expectedAccuracy, shortfall: candidate.shortfall, p: p,
      adjustedP: adjustedP)
  }
}
