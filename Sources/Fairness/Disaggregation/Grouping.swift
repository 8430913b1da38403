import Corpora
import Metrics

/// The predictions that have a group large enough to compare, as one table with a group a row.
struct Grouping: Sendable {
  let attribute: Attribute
  /// The names of the groups `G`, sorted.
  let groups: [String]
  /// The predictions of the groups.
  let predictions: [Prediction]
  /// The same as one table.
  let table: PredictionTable
  /// The group of each row, `0..<G`.
  let groupOfRow: [Int]
  /// Groups that are too small to be compared, with their sizes.
  let tooSmall: [String: Int]
  /// The number of predictions without a value of the attribute.
  let missing: Int

  init(
    _ predictions: [Prediction], by attribute: Attribute, leastGroupSize: Int
  ) throws(MetricError) {
    let names = predictions.map(attribute.group)
    var sizes: [String: Int] = [:]
    for case let name? in names { sizes[name, default: 0] += 1 }
    let groups = sizes.filter { $0.value >= leastGroupSize }.keys.sorted()
    let places = groups.places
    var (kept, groupOfRow): ([Prediction], [Int]) = ([], [])
    for (prediction, name) in zip(predictions, names) {
      guard let place = name.flatMap({ places[$0] }) else { continue }
      kept.append(prediction)
      groupOfRow.append(place)
    }
    self.attribute = attribute
    self.groups = groups
    self.predictions = kept
    self.groupOfRow = groupOfRow
    table = try PredictionTable(kept)
    tooSmall = sizes.filter { $0.value < leastGroupSize }
    missing = names.count { $0 == nil }
  }

  /// The rows of each group, shape `[G]`.
  var rowsByGroup: [[Int]] {
    var rows = Array(repeating: [Int](), count: groups.count)
    for row in groupOfRow.indices { rows[groupOfRow[row]].append(row) }
    return rows
  }
}

/// Predictions of each group, as a metric sees them: sums at once, rows where a metric needs them.
struct GroupSample {
  /// Sums of each group, shape `[G, MetricSums]`.
  let sums: [Double]
  /// Rows of the table by group; a row may occur more than once.
  let rows: () -> [[Int]]

  /// The number of sums of a group.
  static let width = MetricSums.blockCount * MetricSums.blockSize
}
