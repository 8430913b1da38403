import Corpora

/// Where each sum stands in the row of sums that a cluster of utterances is reduced to.
///
/// Every metric here is a function of sums over utterances, so a bootstrap replicate adds the rows
/// of the clusters it drew and never looks at an utterance again.
package enum MetricSums {
  package static let classCount = Emotion.allCases.count
  package static let binCount = ReliabilityDiagram.defaultBinCount
  /// Right predictions of each class.
  package static let hits = 0
  /// Utterances of each true class.
  package static let support = hits + classCount
  /// Utterances predicted as each class.
  package static let predicted = support + classCount
  /// Hits minus confidence, by equal-width bin.
  package static let gap = predicted + classCount
  /// True class among the two likeliest.
  package static let topTwo = gap + binCount
  /// Negative log likelihood; NaN with an answer that hides it, which leaves NLL without a value.
  package static let surprise = topTwo + 1
  /// Squared distance to the truth.
  package static let distance = surprise + 1
  /// The number of sums, rounded up to whole blocks.
  package static let blockCount = (distance + 1 + blockSize - 1) / blockSize
  /// Sums that are added together.
  package static let blockSize = 8

  /// A run of sums that is added at once.
  typealias Block = SIMD8<Double>

  /// Adds one utterance of a table to a row of sums.
  package static func add(_ table: PredictionTable, row: Int, to sums: inout [Double]) {
    let (truth, label) = (table.truth[row], table.predicted[row])
    let hit = truth == label ? 1.0 : 0.0
    sums[hits + truth] += hit
    sums[support + truth] += 1
    sums[predicted + label] += 1
    guard let values = table.probabilities else { return }
    let confidence = min(1, values[row * classCount + label])
    let bin = ReliabilityDiagram.bin(of: confidence, binCount: binCount)
    sums[gap + bin] += hit - confidence
    sums[topTwo] += PredictionTable.rank(values, row, truth, classCount) < 2 ? 1 : 0
    sums[surprise] += table.surprise(values, row)
    sums[distance] += PredictionTable.squaredDistance(values, row, truth, classCount)
  }
}

/// A metric of all classes or of one, as a function of sums.
public struct SummedMetric: Sendable, Hashable {
  /// The metric.
  public let metric: Metric
  /// The class it is of, or `nil` for all.
  public let emotion: Emotion?
  /// The classes that means over classes run over; empty for metrics that do not.
  package let classes: [Int]

  /// Names a metric.
  ///
  /// - Parameters:
  ///   - metric: which.
  ///   - emotion: the class of a metric of one class; `nil` for the others.
  ///   - classes: the emotions that means over classes (UAR, macro-F1) run over: those of the
  ///     corpus. One of them that is never true leaves such a mean without a value, so the default
  ///     of all seven gives none for a corpus of four.
  /// - Returns: `nil` for a metric that is no function of sums (MCE and the ECE variants), and for
  ///   a class metric without a class.
  public init?(_ metric: Metric, of emotion: Emotion? = nil, classes: [Emotion] = Emotion.allCases)
  {
    guard metric.hasInterval, metric.isPerClass == (emotion != nil) else { return nil }
    self.metric = metric
    self.emotion = emotion
    self.classes = classes.map(\.index)
  }

  private init(_ metric: Metric, over classes: [Emotion]) {
    (self.metric, emotion, self.classes) = (metric, nil, classes.map(\.index))
  }

  /// The share of right answers.
  public static let accuracy = SummedMetric(.accuracy, over: Emotion.allCases)

  /// The mean recall over classes.
  ///
  /// - Parameter classes: the emotions of the corpus; one of them that is never true leaves the
  ///   mean without a value.
  public static func uar(over classes: [Emotion] = Emotion.allCases) -> SummedMetric {
    SummedMetric(.uar, over: classes)
  }

  /// The metric of a row of sums; NaN where it has no support.
  package func value(_ sums: UnsafePointer<Double>) -> Double {
    if let emotion { return classValue(sums, emotion.index) }
    var (n, correct) = (0.0, 0.0)
    for label in 0..<MetricSums.classCount {
      n += sums[MetricSums.support + label]
      correct += sums[MetricSums.hits + label]
    }
    switch metric {
    case .accuracy: return correct / n
    case .top2Accuracy: return sums[MetricSums.topTwo] / n
    case .nll: return sums[MetricSums.surprise] / n
    case .brier: return sums[MetricSums.distance] / n
    case .ece:
      var gaps = 0.0
      for bin in 0..<MetricSums.binCount { gaps += abs(sums[MetricSums.gap + bin]) }
      return gaps / n
    case .uar: return classMean(sums) { hits, support, _ in hits / support }
    case .macroF1:
      return classMean(sums) { hits, support, predicted in
        support > 0 ? 2 * hits / (support + predicted) : .nan
      }
    case .mcc, .kappa: return correlation(sums, n, correct)
    case .recall, .precision, .f1, .predictedShare, .mce, .equalMassECE, .debiasedECE,
      .classwiseECE, .auc, .aurc:
      return .nan  // `init` makes none of these without a class.
    }
  }

  private func classValue(_ sums: UnsafePointer<Double>, _ label: Int) -> Double {
    let hits = sums[MetricSums.hits + label]
    let support = sums[MetricSums.support + label]
    let predicted = sums[MetricSums.predicted + label]
    switch metric {
    case .recall: return hits / support
    case .precision: return hits / predicted
    case .f1: return support > 0 ? 2 * hits / (support + predicted) : .nan
    case .predictedShare:
      var n = 0.0
      for other in 0..<MetricSums.classCount { n += sums[MetricSums.support + other] }
      return predicted / n
    case .accuracy, .uar, .macroF1, .mcc, .kappa, .top2Accuracy, .nll, .brier, .ece, .mce,
      .equalMassECE, .debiasedECE, .classwiseECE, .auc, .aurc:
      return .nan  // `init` makes none of these of one class.
    }
  }

  /// The mean over classes of a function of hits, support and predicted count.
  private func classMean(
    _ sums: UnsafePointer<Double>, _ score: (Double, Double, Double) -> Double
  ) -> Double {
    var total = 0.0
    // An iterator would hold the classes, which costs as much as the sum.
    for index in 0..<classes.count {
      let label = classes[index]
      total += score(
        sums[MetricSums.hits + label], sums[MetricSums.support + label],
        sums[MetricSums.predicted + label])
    }
    return total / Double(classes.count)
  }

  /// Matthews' correlation or Cohen's kappa.
  private func correlation(_ sums: UnsafePointer<Double>, _ n: Double, _ correct: Double) -> Double
  {
    var (agreement, truthSquares, predictedSquares) = (0.0, 0.0, 0.0)
    for label in 0..<MetricSums.classCount {
      let support = sums[MetricSums.support + label]
      let predicted = sums[MetricSums.predicted + label]
      agreement += support * predicted
      truthSquares += support * support
      predictedSquares += predicted * predicted
    }
    if metric == .kappa {
      let spread = n * n - agreement
      return spread > 0 ? (correct * n - agreement) / spread : .nan
    }
    let spread = (n * n - truthSquares) * (n * n - predictedSquares)
    return spread > 0 ? (correct * n - agreement) / spread.squareRoot() : .nan
  }
}
