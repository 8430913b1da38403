import Metrics
import Parallel
import Randomness

/// Draws anew what varies independently, and computes measures of the groups in each draw.
///
/// Speakers are drawn within their group for an attribute of speakers, words within their group for
/// one of words; for groups of utterances, and where every speaker is a group, what
/// `ClusterTable.naturalUnit(of:)` names is drawn within its speaker and carries its rows of all
/// groups along.
struct GroupBootstrap: Sendable {
  /// Sums of the rows of one cluster in one group.
  private struct Cell {
    let cluster: Int
    let group: Int
    var sums: [Double]
    var rows: [Int]
  }

  /// What is drawn.
  let unit: ConfidenceInterval.Unit
  /// Whether there are enough units in every stratum to draw from.
  let isPossible: Bool
  private let strata: [Range<Int>]
  private let cells: [Cell]
  private let groupCount: Int

  init(_ grouping: Grouping) {
    let attribute = grouping.attribute
    let isSpeakers = attribute.level == .speaker && !attribute.isSpeaker
    let unit = Self.unit(of: grouping)
    self.unit = unit
    groupCount = grouping.groups.count
    let keys = zip(grouping.predictions, grouping.groupOfRow).map { prediction, group in
      Self.key(prediction, group: grouping.groups[group], attribute: attribute, unit: unit)
    }
    let clusters = Set(keys).sorted()
    var strata: [Range<Int>] = []
    for stratum in clusters.grouped(by: \.stratum) {
      let start = strata.last?.upperBound ?? 0
      strata.append(start..<start + stratum.elements.count)
    }
    self.strata = strata
    let fewest =
      isSpeakers ? VarianceComponents.fewestSpeakers : IntervalSettings.fewestClusters
    isPossible = !strata.isEmpty && strata.allSatisfy { $0.count >= fewest }
    let places = clusters.places
    cells = Self.cells(keys.map { places[$0] ?? 0 }, grouping)
  }

  private static func unit(of grouping: Grouping) -> ConfidenceInterval.Unit {
    if grouping.attribute.isSpeaker || grouping.attribute.level == .word { return .word }
    return grouping.attribute.level == .speaker
      ? .speaker : ClusterTable.naturalUnit(of: grouping.predictions)
  }

  private static func key(
    _ prediction: Prediction, group: String, attribute: Attribute, unit: ConfidenceInterval.Unit
  ) -> ClusterKey {
    if attribute.level == .speaker && !attribute.isSpeaker {
      return ClusterKey(stratum: group, name: prediction.speaker)
    }
    if attribute.level == .word {
      return ClusterKey(stratum: group, name: prediction.wordOrItself)
    }
    return ClusterKey(prediction, unit: unit)
  }

  private static func cells(_ clusterOfRow: [Int], _ grouping: Grouping) -> [Cell] {
    var places: [SIMD2<Int>: Int] = [:]
    var cells: [Cell] = []
    for row in clusterOfRow.indices {
      let place = SIMD2(clusterOfRow[row], grouping.groupOfRow[row])
      let index =
        places[place]
        ?? {
          cells.append(
            Cell(
              cluster: place.x, group: place.y,
              sums: Array(repeating: 0, count: GroupSample.width), rows: []))
          places[place] = cells.count - 1
          return cells.count - 1
        }()
      MetricSums.add(grouping.table, row: row, to: &cells[index].sums)
      cells[index].rows.append(row)
    }
    return cells
  }

  /// The measures of each draw, shape `[draw, measure]`.
  func replicates(count: Int, seed: UInt64, _ evaluator: DisparityEvaluator) -> [[Double]] {
    Array(0..<count).parallelMap { replicate in
      var generator = SplitMix64(seed: seed, stream: replicate)
      var weights = Array(repeating: 0, count: strata.last?.upperBound ?? 0)
      for stratum in strata {
        for _ in stratum {
          weights[stratum.lowerBound + generator.index(below: stratum.count)] += 1
        }
      }
      var sums = Array(repeating: 0.0, count: groupCount * GroupSample.width)
      for cell in cells where weights[cell.cluster] > 0 {
        let weight = Double(weights[cell.cluster])
        let start = cell.group * GroupSample.width
        for index in cell.sums.indices { sums[start + index] += weight * cell.sums[index] }
      }
      return evaluator.values(
        GroupSample(sums: sums) {
          var rows = Array(repeating: [Int](), count: groupCount)
          for cell in cells {
            for _ in 0..<weights[cell.cluster] { rows[cell.group] += cell.rows }
          }
          return rows
        })
    }
  }
}
