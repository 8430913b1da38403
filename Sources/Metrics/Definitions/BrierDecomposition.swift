/// The Brier score taken apart, summed over classes:
/// `score = reliability - resolution + uncertainty + withinBins`.
///
/// Each class's probability is binned by the fixed equal-width edges. What varies inside a bin is
/// no part of Murphy's three terms and is kept apart, so that the sum is exact.
///
/// - Source: Murphy, Journal of Applied Meteorology 12, 1973; Stephenson, Coelho & Jolliffe,
///   Weather and Forecasting 23, 2008.
public struct BrierDecomposition: Codable, Sendable, Hashable {
  /// How far probabilities are from the frequencies they come true with; 0 is best.
  public let reliability: Double
  /// How far those frequencies are from the class's overall one; larger is better.
  public let resolution: Double
  /// The variance of the truth, which no model changes.
  public let uncertainty: Double
  /// What the probabilities inside a bin add by not being equal.
  public let withinBins: Double

  /// Takes the Brier score of a table apart.
  ///
  /// - Throws: `MetricError` where there are no probabilities or no rows.
  public init(_ table: PredictionTable) throws(MetricError) {
    let n = Double(table.count)
    var (reliability, resolution, uncertainty) = (0.0, 0.0, 0.0)
    for label in 0..<table.classCount {
      let base = Double(table.truth.count { $0 == label }) / n
      uncertainty += base * (1 - base)
      for bin in try ReliabilityDiagram(table, of: label).bins {
        guard let gap = bin.gap, let frequency = bin.accuracy else { continue }
        let share = Double(bin.count) / n
        reliability += share * gap * gap
        resolution += share * (frequency - base) * (frequency - base)
      }
    }
    self.reliability = reliability
    self.resolution = resolution
    self.uncertainty = uncertainty
    withinBins = try table.brierScore() - reliability + resolution - uncertainty
  }
}
