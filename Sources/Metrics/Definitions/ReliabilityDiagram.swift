import Foundation

/// The rows whose confidence falls into one range, and how often they are right.
public struct ReliabilityBin: Codable, Sendable, Hashable {
  /// The lower edge, which belongs to the bin.
  public let lower: Double
  /// The upper edge, which belongs to the next bin except for 1.
  public let upper: Double
  /// The number of predictions in it.
  public let count: Int
  /// The mean confidence in it, or `nil` where it is empty.
  public let meanConfidence: Double?
  /// The share of them that is right, or `nil` where it is empty.
  public let accuracy: Double?

  /// Mean confidence minus accuracy: positive for over-confidence; `nil` where it is empty.
  public var gap: Double? {
    guard let meanConfidence, let accuracy else { return nil }
    return meanConfidence - accuracy
  }
}

/// Confidence against accuracy in bins, and the calibration errors that follow from it.
///
/// Confidence is the probability of the predicted class.
public struct ReliabilityDiagram: Codable, Sendable, Hashable {
  /// How the bins are cut.
  public enum Rule: String, Codable, Sendable {
    /// Fixed edges `0, 1/B, ..., 1`; a confidence on an edge belongs to the bin above it.
    case equalWidth = "equal-width"
    /// As many predictions in each as possible; equal confidences stay together.
    case equalMass = "equal-mass"
  }

  /// The default number of bins `B` of the suite.
  public static let defaultBinCount = 15

  /// How the bins were cut.
  public let rule: Rule
  /// The bins in rising order, empty ones among them.
  public let bins: [ReliabilityBin]

  /// Bins the confidences of a table.
  ///
  /// - Throws: `MetricError` where there are no probabilities, no rows or no bins.
  public init(
    _ table: PredictionTable, rule: Rule = .equalWidth, binCount: Int = defaultBinCount
  ) throws(MetricError) {
    guard binCount > 0 else { throw .tooFew(of: "bins", found: binCount) }
    let confidences = try table.confidences()
    let hits = zip(table.truth, table.predicted).map { $0 == $1 ? 1.0 : 0.0 }
    self.init(confidences: confidences, hits: hits, rule: rule, binCount: binCount)
  }

  /// Bins the probability of one class, by equal widths, with whether the class is true.
  ///
  /// - Throws: `MetricError` where there are no probabilities or no rows.
  init(_ table: PredictionTable, of label: Int) throws(MetricError) {
    let values = try table.requireProbabilities()
    self.init(
      confidences: table.truth.indices.map { min(1, values[$0 * table.classCount + label]) },
      hits: table.truth.map { $0 == label ? 1 : 0 }, rule: .equalWidth,
      binCount: Self.defaultBinCount)
  }

  /// Bins confidences with what came of them.
  ///
  /// - Parameters:
  ///   - confidences: in `0...1`, shape `[N]`.
  ///   - hits: 1 where it came true and 0 elsewhere, shape `[N]`.
  init(confidences: [Double], hits: [Double], rule: Rule, binCount: Int) {
    self.rule = rule
    switch rule {
    case .equalWidth:
      var groups = Array(repeating: [Int](), count: binCount)
      for row in confidences.indices {
        groups[Self.bin(of: confidences[row], binCount: binCount)].append(row)
      }
      bins = groups.enumerated().map { index, rows in
        Self.bin(
          rows, confidences, hits, Self.edge(index, binCount: binCount),
          Self.edge(index + 1, binCount: binCount))
      }
    case .equalMass:
      bins = Self.massGroups(confidences, binCount: binCount).map { rows in
        let own = rows.map { confidences[$0] }
        return Self.bin(rows, confidences, hits, own.min() ?? 0, own.max() ?? 1)
      }
    }
  }

  /// The equal-width bin of a confidence, `0..<binCount`: the one whose lower edge is not above it
  /// and whose upper edge is.
  static func bin(of confidence: Double, binCount: Int) -> Int {
    let bin = Int(confidence * Double(binCount))
    // The product may round across an edge, by one bin at most.
    let isBelow = confidence < edge(bin, binCount: binCount)
    let isAbove = confidence >= edge(bin + 1, binCount: binCount)
    return max(0, min(binCount - 1, bin + (isBelow ? -1 : isAbove ? 1 : 0)))
  }

  /// The lower edge of an equal-width bin.
  private static func edge(_ bin: Int, binCount: Int) -> Double { Double(bin) / Double(binCount) }

  private static func bin(
    _ rows: [Int], _ confidences: [Double], _ hits: [Double], _ lower: Double, _ upper: Double
  ) -> ReliabilityBin {
    let n = Double(rows.count)
    return ReliabilityBin(
      lower: lower, upper: upper, count: rows.count,
      meanConfidence: rows.isEmpty ? nil : rows.reduce(0) { $0 + confidences[$1] } / n,
      accuracy: rows.isEmpty ? nil : rows.reduce(0) { $0 + hits[$1] } / n)
  }

  /// Rows in rising order of confidence, cut where a `B`-th of them is full.
  private static func massGroups(_ confidences: [Double], binCount: Int) -> [[Int]] {
    let order = confidences.indices.sorted {
      (confidences[$0], $0) < (confidences[$1], $1)
    }
    let (size, extra) = (order.count / binCount, order.count % binCount)
    var groups: [[Int]] = []
    var start = 0
    for bin in 0..<binCount where start < order.count {
      var end = (bin + 1) * size + min(bin + 1, extra)
      if end <= start { continue }
      while end < order.count, confidences[order[end]] == confidences[order[end - 1]] { end += 1 }
      groups.append(Array(order[start..<end]))
      start = end
    }
    return groups
  }
}
