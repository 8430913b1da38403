import Corpora

/// Predictions reduced to one row of sums a cluster: the unit that a bootstrap resamples.
public struct ClusterTable: Sendable {
  /// What a cluster is.
  public let unit: ConfidenceInterval.Unit
  /// The clusters of each stratum, as ranges of cluster indices. Clusters are drawn within their
  /// stratum: words within their speaker.
  public let strata: [Range<Int>]
  /// The number of clusters `C`.
  public let clusterCount: Int
  /// Sums, block-major `[B, C]`, each block 8 sums wide.
  let blocks: [MetricSums.Block]
  /// Whether the sums hold those of probabilities.
  let hasProbabilities: Bool
  /// Whether speakers said words, but too few to be resampled, so that their utterances are.
  let isThin: Bool

  /// The fewest speakers that are resampled as units of their own; under it words are.
  public static let enoughSpeakers = 20
  /// The fewest words a speaker that are resampled; under it utterances are.
  public static let enoughWords = 10

  /// Reduces predictions to clusters, sorted by name so that the order of predictions is of no
  /// account.
  ///
  /// - Parameters:
  ///   - predictions: what a model said, each utterance once: a second prediction of one counts as
  ///     a further answer and is not refused.
  ///   - unit: `.speaker`, `.word` (within speaker) or `.utterance` (within speaker); by default
  ///     what `naturalUnit(of:)` says.
  /// - Throws: `MetricError` where probabilities are no distributions, and for the unit `.exact`.
  public init(
    _ predictions: [Prediction], unit: ConfidenceInterval.Unit? = nil
  ) throws(MetricError) {
    guard unit != .exact else { throw .exactUnit }
    self.init(predictions, table: try PredictionTable(predictions), unit: unit)
  }

  init(_ predictions: [Prediction], table: PredictionTable, unit wanted: ConfidenceInterval.Unit?) {
    let unit = wanted ?? Self.naturalUnit(of: predictions)
    self.unit = unit
    hasProbabilities = table.probabilities != nil
    isThin = unit == .utterance && predictions.contains { $0.word != nil }
    let keys = predictions.map { ClusterKey($0, unit: unit) }
    let order = keys.indices.sorted { keys[$0] < keys[$1] }
    var rows: [[Double]] = []
    var strata: [Range<Int>] = []
    var previous: ClusterKey?
    for index in order {
      let key = keys[index]
      if previous?.stratum != key.stratum {
        strata.append(rows.count..<rows.count)
      }
      if previous != key {
        rows.append(
          Array(repeating: 0, count: MetricSums.blockCount * MetricSums.blockSize))
        strata[strata.count - 1] = strata[strata.count - 1].lowerBound..<rows.count
      }
      MetricSums.add(table, row: index, to: &rows[rows.count - 1])
      previous = key
    }
    self.strata = strata
    clusterCount = rows.count
    var blocks: [MetricSums.Block] = []
    blocks.reserveCapacity(MetricSums.blockCount * rows.count)
    for block in 0..<MetricSums.blockCount {
      let start = block * MetricSums.blockSize
      for row in rows {
        blocks.append(MetricSums.Block(row[start..<start + MetricSums.blockSize]))
      }
    }
    self.blocks = blocks
  }

  /// The unit that varies independently, as far as the predictions let it be resampled: speakers
  /// where there are `enoughSpeakers`; else words within speaker where each speaker said
  /// `enoughWords`; else utterances within speaker (a corpus of two sentences has too few of them
  /// to draw from).
  public static func naturalUnit(of predictions: [Prediction]) -> ConfidenceInterval.Unit {
    var words: [String: Set<String>] = [:]
    for prediction in predictions {
      words[prediction.speaker, default: []].insert(prediction.wordOrItself)
    }
    if words.count >= enoughSpeakers { return .speaker }
    let isRich = words.values.allSatisfy { $0.count >= enoughWords }
    let areWords = predictions.contains { $0.word != nil }
    return isRich && areWords ? .word : .utterance
  }

  /// The sums over all clusters, as if each was drawn once.
  var total: [Double] {
    var sums: [Double] = []
    for block in 0..<MetricSums.blockCount {
      var accumulator = MetricSums.Block.zero
      for cluster in 0..<clusterCount { accumulator += blocks[block * clusterCount + cluster] }
      for lane in 0..<MetricSums.blockSize { sums.append(accumulator[lane]) }
    }
    return sums
  }

  /// One sum of one cluster.
  func sum(_ index: Int, of cluster: Int) -> Double {
    blocks[index / MetricSums.blockSize * clusterCount + cluster][index % MetricSums.blockSize]
  }

  /// The value of a metric over all clusters, or `nil` where it has no support.
  public func value(of metric: SummedMetric) -> Double? {
    guard clusterCount > 0, hasProbabilities || !metric.metric.needsProbabilities else {
      return nil
    }
    let value = total.withUnsafeBufferPointer { metric.value($0.baseAddress!) }
    return value.isNaN ? nil : value
  }
}

/// The name of a cluster: its stratum and itself.
package struct ClusterKey: Comparable, Hashable, Sendable {
  package let stratum: String
  package let name: String

  package init(stratum: String, name: String) {
    (self.stratum, self.name) = (stratum, name)
  }

  package init(_ prediction: Prediction, unit: ConfidenceInterval.Unit) {
    switch unit {
    case .speaker: self.init(stratum: "", name: prediction.speaker)
    case .word: self.init(stratum: prediction.speaker, name: prediction.wordOrItself)
    case .utterance, .exact: self.init(stratum: prediction.speaker, name: prediction.utterance)
    }
  }

  package static func < (first: ClusterKey, second: ClusterKey) -> Bool {
    (first.stratum, first.name) < (second.stratum, second.name)
  }
}
