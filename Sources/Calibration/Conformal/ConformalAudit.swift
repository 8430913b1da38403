import Corpora
import Metrics

/// Coverage and set sizes of one conformal predictor on one test set, cell by cell.
public struct ConformalAudit: Sendable {
  /// What makes the sets.
  public let predictor: ConformalPredictor
  /// The nominal share of repetitions that a band holds.
  public let level: Double
  /// How often words are dealt out anew for a simulated band.
  public let repetitions: Int
  /// Seeds that.
  public let seed: UInt64
  private let calibration: [Prediction]

  /// Calibrates a predictor and keeps its rows for the bands.
  ///
  /// - Throws: `MetricError` where probabilities are missing or no distributions, or without rows.
  public init(
    calibration: [Prediction], score: ConformalScore, alpha: Double = ConformalPredictor.usualAlpha,
    condition: ConformalPredictor.Condition = .marginal, level: Double = 0.95,
    repetitions: Int = 1_000, seed: UInt64 = 0
  ) throws(MetricError) {
    predictor = try ConformalPredictor(
      calibratedOn: calibration, score: score, alpha: alpha, condition: condition)
    self.calibration = calibration
    self.level = level
    self.repetitions = repetitions
    self.seed = seed
  }

  /// Coverage of all test rows, of each emotion, and of each speaker with each emotion.
  ///
  /// A cell has a band where the predictor promises coverage of it: `marginal` of all rows,
  /// `per-emotion` of each emotion, `per-speaker` of each calibrated speaker. A cell whose limit
  /// rests on fewer than `ConformalPredictor.fewestRows(alpha:)` rows gets full sets and is
  /// undetermined.
  ///
  /// - Throws: `MetricError` where probabilities are missing or no distributions, or without rows.
  public func coverages(of test: [Prediction]) throws(MetricError) -> [ConformalCoverage] {
    _ = try PredictionTable(test).requireProbabilities()
    var cells = [coverage(test, speaker: nil, emotion: nil)]
    for emotion in Emotion.allCases {
      cells.append(coverage(test.filter { $0.truth == emotion }, speaker: nil, emotion: emotion))
    }
    for speaker in Set(test.map(\.speaker)).sorted() {
      let own = test.filter { $0.speaker == speaker }
      cells.append(coverage(own, speaker: speaker, emotion: nil))
      for emotion in Emotion.allCases {
        cells.append(
          coverage(own.filter { $0.truth == emotion }, speaker: speaker, emotion: emotion))
      }
    }
    return cells
  }

  private func coverage(
    _ test: [Prediction], speaker: String?, emotion: Emotion?
  ) -> ConformalCoverage {
    var sizes = Array(repeating: 0, count: Emotion.allCases.count + 1)
    var covered = 0
    for prediction in test {
      let labels = predictor.labels(for: prediction)
      sizes[labels.count] += 1
      covered += labels.contains(prediction.truth) ? 1 : 0
    }
    let total = sizes.indices.reduce(0) { $0 + $1 * sizes[$1] }
    let known = Set(calibration.map(\.speaker))
    // A set that holds every label for want of a limit says nothing of what limits are worth.
    let areLimited = test.allSatisfy { predictor.limit(of: $0.truth, speaker: $0.speaker) != nil }
    return ConformalCoverage(
      speaker: speaker, emotion: emotion, nominal: 1 - predictor.alpha,
      value: test.isEmpty || !areLimited ? nil : Double(covered) / Double(test.count),
      count: test.count,
      meanSetSize: test.isEmpty ? nil : Double(total) / Double(test.count), setSizes: sizes,
      band: band(test, speaker: speaker, emotion: emotion),
      isGuaranteed: test.allSatisfy { known.contains($0.speaker) })
  }

  private func band(
    _ test: [Prediction], speaker: String?, emotion: Emotion?
  ) -> CoverageBand? {
    let rows: [Prediction]
    switch (predictor.condition, speaker, emotion) {
    case (.marginal, nil, nil): rows = calibration
    case (.perEmotion, nil, let emotion?): rows = calibration.filter { $0.truth == emotion }
    case (.perSpeaker, let speaker?, nil): rows = calibration.filter { $0.speaker == speaker }
    default: return nil
    }
    let (own, other) = (clusters(rows), clusters(test))
    if (own + other).allSatisfy({ $0.count == 1 }) {
      return CoverageBand.betaBinomial(
        calibrationCount: rows.count, testCount: test.count, alpha: predictor.alpha, level: level)
    }
    return CoverageBand.simulated(
      calibration: own, test: other, alpha: predictor.alpha, level: level,
      repetitions: repetitions, seed: seed)
  }

  /// Scores of the truth, one array a word of a speaker, by name.
  private func clusters(_ predictions: [Prediction]) -> [[Double]] {
    var clusters: [ClusterKey: [Double]] = [:]
    for prediction in predictions {
      guard let score = predictor.scoreOfTruth(prediction) else { continue }
      clusters[ClusterKey(prediction, unit: .word), default: []].append(score)
    }
    return clusters.sorted { $0.key < $1.key }.map { $0.value.sorted() }
  }
}
