import Corpora

extension PredictionTable {
  /// The value of any metric over all rows: the one place where a name becomes a number.
  ///
  /// - Parameters:
  ///   - metric: which; a metric of one class needs `label`.
  ///   - label: the class index of a metric of one class.
  ///   - classes: the class indices that means over classes run over; all `K` unless said.
  /// - Returns: `nil` without support, without the probabilities that it needs (of NLL also where a
  ///   rounded answer hides one), and for a metric of one class without a class; NaN for a table
  ///   that breaks its own rules, which none can that was made by its initialisers.
  public func value(of metric: Metric, label: Int? = nil, classes: [Int]? = nil) -> Double? {
    guard count > 0 else { return nil }
    do throws(MetricError) {
      return try computed(metric, label, classes)
    } catch {
      switch error {
      case .noPredictions, .missingProbabilities: return nil
      case .differentCounts, .tooFew, .classOutOfRange, .badProbabilities, .repeatedUtterance,
        .unpairedUtterances, .contradictoryTruth, .exactUnit:
        return .nan
      }
    }
  }

  private func computed(
    _ metric: Metric, _ label: Int?, _ classes: [Int]?
  ) throws(MetricError) -> Double? {
    var confusion: ConfusionMatrix { ConfusionMatrix(self) }
    switch metric {
    case .accuracy: return confusion.accuracy
    case .uar: return confusion.unweightedAverageRecall(over: classes)
    case .macroF1: return confusion.macroF1(over: classes)
    case .mcc: return confusion.matthewsCorrelation
    case .kappa: return confusion.kappa
    case .top2Accuracy: return try topAccuracy(2)
    case .nll: return hiddenTruths.isEmpty ? try negativeLogLikelihood() : nil
    case .brier: return try brierScore()
    case .ece: return try ReliabilityDiagram(self).expectedCalibrationError
    case .mce: return try ReliabilityDiagram(self).maximumCalibrationError
    case .equalMassECE:
      return try ReliabilityDiagram(self, rule: .equalMass).expectedCalibrationError
    case .debiasedECE: return try ReliabilityDiagram(self).debiasedCalibrationError
    case .classwiseECE: return try classwiseCalibrationError()
    case .auc: return try areaUnderCurve(over: classes)
    case .aurc: return try areaUnderRiskCoverage()
    case .recall: return label.flatMap { confusion.recall(of: $0) }
    case .precision: return label.flatMap { confusion.precision(of: $0) }
    case .f1: return label.flatMap { confusion.f1(of: $0) }
    case .predictedShare: return label.flatMap { confusion.predictedShare(of: $0) }
    }
  }

  /// Some rows of the table, in the order given; a row may be taken more than once.
  package func rows(_ indices: [Int]) -> PredictionTable {
    PredictionTable(
      classCount: classCount, truth: indices.map { truth[$0] },
      predicted: indices.map { predicted[$0] },
      probabilities: probabilities.map { values in
        indices.flatMap { values[$0 * classCount..<($0 + 1) * classCount] }
      }, hiddenTruths: Set(indices.indices.filter { hiddenTruths.contains(indices[$0]) }))
  }
}
