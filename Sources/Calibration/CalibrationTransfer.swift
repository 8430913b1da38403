import Metrics

/// How a calibration that was fitted to dev data of the training speakers changes a metric where it
/// should help, on other utterances of those speakers, and where it may not, on an unseen speaker.
public struct CalibrationTransfer: Codable, Sendable, Hashable {
  /// A metric before and after on one test set.
  public struct Change: Codable, Sendable, Hashable {
    /// The value as the model gave it; `nil` without support.
    public let before: Double?
    /// The value with calibrated probabilities; `nil` without support.
    public let after: Double?
    /// The interval of `after - before`, from draws of clusters that both share; `nil` where none
    /// can be made.
    public let interval: ConfidenceInterval?
    /// The number of predictions.
    public let count: Int

    /// How much better it became, positive whichever way the metric is better.
    public func gain(_ direction: Metric.Direction) -> Double? {
      guard let before, let after else { return nil }
      return direction == .higherIsBetter ? after - before : before - after
    }

    /// Whether the whole interval of the change lies on the better side of 0.
    func showsGain(_ direction: Metric.Direction) -> Bool {
      guard let interval else { return false }
      return direction == .higherIsBetter ? interval.lower > 0 : interval.upper < 0
    }
  }

  /// How the calibration is called: `temperature`, `vector`, `isotonic`.
  public let method: String
  /// The metric.
  public let metric: Metric
  /// On utterances of the training speakers that nothing was fitted to: of none where no such
  /// utterance is tested.
  public let known: Change
  /// On speakers whom training never heard.
  public let unseen: Change

  /// The part of the gain on known speakers that is left on unseen ones: 1 for all of it, negative
  /// where the calibration harms them; `nil` where no gain is shown that could survive.
  public var survivingShare: Double? {
    let direction = metric.definition.direction
    guard known.showsGain(direction), let gain = known.gain(direction),
      let rest = unseen.gain(direction)
    else { return nil }
    return rest / gain
  }

  /// The metrics that a calibration is judged by unless others are asked for.
  public static let standardMetrics: [Metric] = [
    .ece, .debiasedECE, .classwiseECE, .nll, .brier, .accuracy,
  ]

  /// Applies a calibration to two test sets and compares.
  ///
  /// - Parameters:
  ///   - map: what was fitted to `dev`.
  ///   - dev: the predictions that it was fitted to: training speakers only.
  ///   - trainingSpeakers: whom the model was trained on.
  ///   - known: test predictions of training speakers.
  ///   - unseen: test predictions of other speakers.
  /// - Throws: `CalibrationError` where `dev` holds a speaker of no training or an utterance of a
  ///   test; `MetricError` where probabilities are no distributions.
  public static func compare(
    _ map: some CalibrationMap, method: String, dev: [Prediction], trainingSpeakers: Set<String>,
    known: [Prediction], unseen: [Prediction], metrics: [Metric] = standardMetrics,
    settings: IntervalSettings = IntervalSettings()
  ) throws -> [CalibrationTransfer] {
    if let stranger = dev.first(where: { !trainingSpeakers.contains($0.speaker) }) {
      throw CalibrationError.devSpeakerNotTrained(
        speaker: stranger.speaker, utterance: stranger.utterance)
    }
    let fitted = Set(dev.map(\.utterance))
    if let twice = (known + unseen).first(where: { fitted.contains($0.utterance) }) {
      throw CalibrationError.fittedUtteranceTested(twice.utterance)
    }
    let knownChanges = try changes(known, known.map(map.apply), metrics, settings)
    let unseenChanges = try changes(unseen, unseen.map(map.apply), metrics, settings)
    return metrics.indices.map {
      CalibrationTransfer(
        method: method, metric: metrics[$0], known: knownChanges[$0], unseen: unseenChanges[$0])
    }
  }

  /// Fits temperature, vector and isotonic scaling to the same dev data and compares each. To
  /// answers that hide a truth isotonic scaling alone is fitted: the others are what makes the
  /// likelihood of the truth greatest, which is not known then.
  ///
  /// - Throws: as `compare` does, and `MetricError` where `dev` has no probabilities or no rows.
  public static func compareAll(
    dev: [Prediction], trainingSpeakers: Set<String>, known: [Prediction], unseen: [Prediction],
    metrics: [Metric] = standardMetrics, settings: IntervalSettings = IntervalSettings()
  ) throws -> [CalibrationTransfer] {
    let byLikelihood: [(String, any CalibrationMap)] =
      dev.contains(where: \.hidesTruth)
      ? []
      : [
        ("temperature", try Temperature(fitting: dev)), ("vector", try VectorScaling(fitting: dev)),
      ]
    let maps = byLikelihood + [("isotonic", try IsotonicScaling(fitting: dev))]
    return try maps.flatMap { method, map in
      try compare(
        map, method: method, dev: dev, trainingSpeakers: trainingSpeakers, known: known,
        unseen: unseen, metrics: metrics, settings: settings)
    }
  }

  private static func changes(
    _ before: [Prediction], _ after: [Prediction], _ metrics: [Metric],
    _ settings: IntervalSettings
  ) throws(MetricError) -> [Change] {
    let (old, new) = (try PredictionTable(before), try PredictionTable(after))
    let pair = before.isEmpty ? nil : try PairedTable(first: before, second: after)
    return metrics.map { metric in
      Change(
        before: old.value(of: metric), after: new.value(of: metric),
        interval: SummedMetric(metric).flatMap { pair?.interval(of: $0, settings: settings) },
        count: before.count)
    }
  }
}
