import Corpora

extension PredictionTable {
  /// The value of any metric over all rows: the one place where a name becomes a number.
  ///
  /// - Parameters:
  ///   - metric: which; a metric of one class needs `label`.
  ///   - label: the class index of a metric of one class.
  ///   - classes: the class indices that means over classes run over; all `K` unless said.
  /// - Returns: `nil` without support, without the probabilities that it needs, and for a metric of
  ///   one class without a class.
  public func value(of metric: Metric, label: Int? = nil, classes: [Int]? = nil) -> Double? {
    guard count > 0, !metric.needsProbabilities || probabilities != nil else { return nil }
    if metric.isPerClass { return label.flatMap { classValue(of: metric, $0) } }
    return labelValue(of: metric, classes) ?? probabilityValue(of: metric, classes)
  }

  private func classValue(of metric: Metric, _ label: Int) -> Double? {
    let confusion = ConfusionMatrix(self)
    switch metric {
    case .recall: return confusion.recall(of: label)
    case .precision: return confusion.precision(of: label)
    case .f1: return confusion.f1(of: label)
    default: return confusion.predictedShare(of: label)
    }
  }

  private func labelValue(of metric: Metric, _ classes: [Int]?) -> Double? {
    let confusion = ConfusionMatrix(self)
    switch metric {
    case .accuracy: return confusion.accuracy
    case .uar: return confusion.unweightedAverageRecall(over: classes)
    case .macroF1: return confusion.macroF1(over: classes)
    case .mcc: return confusion.matthewsCorrelation
    case .kappa: return confusion.kappa
    default: return nil
    }
  }

  private func probabilityValue(of metric: Metric, _ classes: [Int]?) -> Double? {
    switch metric {
    case .top2Accuracy: try? topAccuracy(2)
    case .nll: try? negativeLogLikelihood()
    case .brier: try? brierScore()
    case .ece: (try? ReliabilityDiagram(self))?.expectedCalibrationError
    case .mce: (try? ReliabilityDiagram(self))?.maximumCalibrationError
    case .debiasedECE: (try? ReliabilityDiagram(self))?.debiasedCalibrationError
    case .equalMassECE:
      (try? ReliabilityDiagram(self, rule: .equalMass))?.expectedCalibrationError
    case .classwiseECE: try? classwiseCalibrationError()
    case .auc: (try? areaUnderCurve(over: classes)) ?? nil
    case .aurc: try? areaUnderRiskCoverage()
    default: nil
    }
  }

  /// Some rows of the table, in the order given; a row may be taken more than once.
  package func rows(_ indices: [Int]) -> PredictionTable {
    PredictionTable(
      classCount: classCount, truth: indices.map { truth[$0] },
      predicted: indices.map { predicted[$0] },
      probabilities: probabilities.map { values in
        indices.flatMap { values[$0 * classCount..<($0 + 1) * classCount] }
      })
  }
}
