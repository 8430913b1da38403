import Corpora

/// Two models' predictions of the same utterances, reduced to the same clusters.
public struct PairedTable: Sendable {
  /// The first model's clusters.
  public let first: ClusterTable
  /// The second model's clusters, in the same order.
  public let second: ClusterTable
  /// Utterances that only the first model has right.
  public let onlyFirstRight: Int
  /// Utterances that only the second model has right.
  public let onlySecondRight: Int

  /// Pairs predictions by utterance; speakers and words are taken from the first model's.
  ///
  /// - Parameter unit: what is resampled; by default `ClusterTable.naturalUnit(of:)`.
  /// - Throws: `MetricError` where the utterances differ, repeat, or have two truths.
  public init(
    first: [Prediction], second: [Prediction], unit: ConfidenceInterval.Unit? = nil
  ) throws(MetricError) {
    let pairs = try Self.pair(first, second)
    let unit = unit ?? ClusterTable.naturalUnit(of: first)
    self.first = try ClusterTable(pairs.map(\.first), unit: unit)
    self.second = try ClusterTable(pairs.map(\.second), unit: unit)
    onlyFirstRight = pairs.count { $0.first.isRight && !$0.second.isRight }
    onlySecondRight = pairs.count { !$0.first.isRight && $0.second.isRight }
  }

  /// The second model's value less the first's, or `nil` where either has no support.
  public func difference(of metric: SummedMetric) -> Double? {
    guard let old = first.value(of: metric), let new = second.value(of: metric) else { return nil }
    return new - old
  }

  /// The interval of the difference, from draws of clusters that both models share: percentiles,
  /// and never without the difference itself. Those of a difference of ECE are reflected about it,
  /// as `ClusterTable` reflects ECE itself: drawing anew makes each ECE too large, and the smaller
  /// one by more.
  ///
  /// - Returns: `nil` with too few clusters, without support, or where the models never differ.
  public func interval(
    of metric: SummedMetric, settings: IntervalSettings = IntervalSettings()
  ) -> ConfidenceInterval? {
    intervals(of: [metric], settings: settings)[0]
  }

  /// The intervals of several differences, from the same draws, in the order of the metrics.
  public func intervals(
    of metrics: [SummedMetric], settings: IntervalSettings = IntervalSettings()
  ) -> [ConfidenceInterval?] {
    PairedSeeds([self]).intervals(of: metrics, settings: settings)
  }

  private static func pair(
    _ first: [Prediction], _ second: [Prediction]
  ) throws(MetricError) -> [(first: Prediction, second: Prediction)] {
    guard !first.isEmpty, !second.isEmpty else { throw .noPredictions }
    let new = try byUtterance(second)
    let old = try byUtterance(first)
    let onlyOld = first.filter { new[$0.utterance] == nil }
    let onlyNew = second.filter { old[$0.utterance] == nil }
    if let example = onlyOld.first ?? onlyNew.first {
      throw .unpairedUtterances(
        onlyFirst: onlyOld.count, onlySecond: onlyNew.count, example: example.utterance)
    }
    var pairs: [(first: Prediction, second: Prediction)] = []
    for prediction in first {
      guard let other = new[prediction.utterance] else { continue }
      guard other.truth == prediction.truth else {
        throw .contradictoryTruth(utterance: prediction.utterance)
      }
      pairs.append((prediction, other.placed(like: prediction)))
    }
    return pairs
  }

  private static func byUtterance(
    _ predictions: [Prediction]
  ) throws(MetricError) -> [String: Prediction] {
    var found: [String: Prediction] = [:]
    for prediction in predictions {
      guard found.updateValue(prediction, forKey: prediction.utterance) == nil else {
        throw .repeatedUtterance(prediction.utterance)
      }
    }
    return found
  }
}

extension Prediction {
  /// The same answer with another prediction's speaker and word.
  func placed(like other: Prediction) -> Prediction {
    renamed(utterance: utterance, speaker: other.speaker, word: other.word)
  }
}
