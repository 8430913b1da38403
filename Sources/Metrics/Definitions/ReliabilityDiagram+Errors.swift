import Foundation

/// Calibration errors: one number for how far confidence is from accuracy.
extension ReliabilityDiagram {
  /// The number of predictions in all bins.
  public var count: Int { bins.reduce(0) { $0 + $1.count } }

  /// The mean absolute gap over bins, each weighted by its share of the predictions (ECE), `0...1`.
  ///
  /// - Source: Naeini, Cooper & Hauskrecht, AAAI 2015; Guo et al., ICML 2017.
  public var expectedCalibrationError: Double? {
    let n = Double(count)
    return n == 0
      ? nil : bins.reduce(0) { $0 + abs($1.gap ?? 0) * Double($1.count) / n }
  }

  /// The largest absolute gap of a bin that holds predictions (MCE), `0...1`.
  public var maximumCalibrationError: Double? {
    bins.compactMap { $0.gap.map(abs) }.max()
  }

  /// ECE minus the part that chance alone adds by making every gap an absolute value, `0...1`.
  ///
  /// A bin's accuracy varies as a normal with standard deviation `sqrt(a (1 - a) / n)`; the mean of
  /// the absolute gap under that noise, less the gap itself, is the bias and is taken off. Bins of
  /// one accuracy only have no noise that could be seen. Not below 0.
  ///
  /// - Source: Kumar, Liang & Ma, NeurIPS 2019 (there by resampling; here its closed form, the mean
  ///   of a folded normal).
  public var debiasedCalibrationError: Double? {
    guard let plugIn = expectedCalibrationError else { return nil }
    let n = Double(count)
    var noisy = 0.0
    for bin in bins {
      guard let gap = bin.gap, let accuracy = bin.accuracy else { continue }
      let deviation = (accuracy * (1 - accuracy) / Double(bin.count)).squareRoot()
      noisy += foldedNormalMean(mean: gap, deviation: deviation) * Double(bin.count) / n
    }
    return max(0, 2 * plugIn - noisy)
  }
}

/// The mean of the absolute value of a normal variable.
private func foldedNormalMean(mean: Double, deviation: Double) -> Double {
  guard deviation > 0 else { return abs(mean) }
  let ratio = mean / deviation
  return deviation * (2 / Double.pi).squareRoot() * exp(-ratio * ratio / 2)
    + mean * erf(ratio / 2.0.squareRoot())
}

extension PredictionTable {
  /// The mean over classes of the equal-width ECE of that class's probability against whether the
  /// class is true, `0...1`.
  ///
  /// - Source: Nixon et al., CVPR Workshops 2019 (static calibration error); Kull et al., NeurIPS
  ///   2019 (classwise ECE).
  public func classwiseCalibrationError() throws(MetricError) -> Double {
    var sum = 0.0
    for label in 0..<classCount {
      sum += try ReliabilityDiagram(self, of: label).expectedCalibrationError ?? 0
    }
    return sum / Double(classCount)
  }
}
