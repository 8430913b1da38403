import Corpora
import Metrics

extension TestSetComparison {
  /// One metric of both.
  public struct Measured: Encodable, Sendable {
    /// The metric's name.
    public let metric: String
    /// The first run's value, `nil` without support.
    public let first: Double?
    /// The second run's value, `nil` without support.
    public let second: Double?
    /// The second less the first.
    public let difference: Double?
    /// Its paired interval.
    public let interval: ConfidenceInterval?
    /// The two-sided p value of the sign-flip test by the interval's unit.
    public let p: Double?
    /// The p value after Holm's correction over the test sets.
    public internal(set) var adjustedP: Double?
    /// The smallest p value that the test can give with these data.
    public let smallestP: Double?
    /// The smallest true difference that the test would find in four of five repetitions, at the
    /// level that is left of .05 for each of as many test sets.
    public internal(set) var minimumDetectable: Double?
    private let test: TestOutcome?

    private enum CodingKeys: CodingKey {
      case metric, first, second, difference, interval, p, adjustedP, smallestP, minimumDetectable
    }

    init(metric: String, _ difference: ModelComparison.Difference, test: TestOutcome?) {
      self.metric = metric
      first = difference.first
      second = difference.second
      self.difference = difference.difference
      interval = difference.interval
      p = test?.p
      smallestP = test?.smallestP
      self.test = test
      minimumDetectable = detectable(among: 1)
    }

    /// The smallest true difference that is found as one of several tests. Where no answer flipped,
    /// nothing says how far an arrangement would go.
    func detectable(among tests: Int) -> Double? {
      test.flatMap { test in
        test.spread > 0 ? test.minimumDetectableGap(alpha: 0.05 / Double(max(1, tests))) : nil
      }
    }

    /// Whether the whole interval lies beside 0.
    public var isClear: Bool {
      interval.map { $0.lower > 0 || $0.upper < 0 } ?? false
    }
  }
}

extension ModelComparison {
  /// Accuracy and UAR of both.
  ///
  /// - Parameter emotions: what means over classes run over.
  func measured(over emotions: [Emotion]) -> [TestSetComparison.Measured] {
    let summed = [SummedMetric.accuracy, .uar(over: emotions)]
    return zip(summed, differences(of: summed)).map { metric, difference in
      TestSetComparison.Measured(
        metric: metric.metric.rawValue, difference, test: signFlip(of: metric))
    }
  }
}

extension [[TestSetComparison.Measured]] {
  /// The same with p values after Holm's correction, each metric's over all test sets or speakers.
  var holmCorrected: [[TestSetComparison.Measured]] {
    var corrected = self
    for metric in Set(joined().map(\.metric)) {
      let places = indices.flatMap { test in
        corrected[test].indices.filter {
          corrected[test][$0].metric == metric && corrected[test][$0].p != nil
        }.map { (test, $0) }
      }
      let values = AdjustedPValues.holm(places.compactMap { corrected[$0][$1].p })
      for ((test, index), value) in zip(places, values) {
        corrected[test][index].adjustedP = value
        corrected[test][index].minimumDetectable =
          corrected[test][index].detectable(among: values.count)
      }
    }
    return corrected
  }
}
