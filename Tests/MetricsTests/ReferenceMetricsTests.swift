import Corpora
import Metrics
import TestSupport
import Testing

@Suite("Metrics against scikit-learn, torchmetrics and SciPy")
struct ReferenceMetricsTests {
  /// torchmetrics compares confidences with bin edges that it rounds to Float32.
  static let singlePrecision = 1e-6

  @Test(
    "The confusion matrix has the reference's counts", arguments: try ReferenceNumbers.read().cases)
  func confusion(reference: ReferenceNumbers.Case) {
    let matrix = ConfusionMatrix(reference.predictions)
    for truth in 0..<7 {
      for predicted in 0..<7 {
        #expect(matrix[truth, predicted] == reference.confusion[truth][predicted])
      }
    }
  }

  @Test(
    "Every metric of all classes has the reference's value",
    arguments: try ReferenceNumbers.read().cases)
  func overall(reference: ReferenceNumbers.Case) throws {
    let rows = try MetricTable.rows(
      predictions: reference.predictions, context: .example, settings: .none)
    for metric in Metric.allCases where !metric.isPerClass {
      let expected = try #require(reference.values[metric.rawValue], "\(metric)")
      let row = try #require(rows.first { $0.metric == metric.rawValue && $0.speaker == nil })
      #expect(
        agrees(row.value, expected, absolute: Self.singlePrecision),
        "\(metric.rawValue): \(String(describing: row.value)), expected \(expected)")
    }
  }

  @Test(
    "Precision, recall and F1 of each class have the reference's values",
    arguments: try ReferenceNumbers.read().cases)
  func perClass(reference: ReferenceNumbers.Case) throws {
    let matrix = ConfusionMatrix(reference.predictions)
    for label in 0..<7 {
      #expect(agrees(matrix.recall(of: label), reference.recall[label]))
      #expect(agrees(matrix.f1(of: label), reference.f1[label]))
      if let precision = reference.precision[label] {
        #expect(agrees(matrix.precision(of: label), precision))
      } else {
        #expect(matrix.precision(of: label) == nil)
      }
    }
  }

  @Test(
    "The Brier score comes apart into the reference's terms, and they add up to it",
    arguments: try ReferenceNumbers.read().cases)
  func brierDecomposition(reference: ReferenceNumbers.Case) throws {
    let table = try PredictionTable(reference.predictions)
    let parts = try BrierDecomposition(table)
    #expect(agrees(parts.reliability, reference.brierDecomposition.reliability))
    #expect(agrees(parts.resolution, reference.brierDecomposition.resolution))
    #expect(agrees(parts.uncertainty, reference.brierDecomposition.uncertainty))
    let sum = parts.reliability - parts.resolution + parts.uncertainty + parts.withinBins
    #expect(agrees(sum, try table.brierScore()))
  }

  @Test("The exact bound is Clopper and Pearson's")
  func exactBounds() throws {
    for bound in try ReferenceNumbers.read().clopperPearson {
      #expect(agrees(exactBound(trials: bound.trials, level: bound.level), bound.lower))
    }
  }

  @Test("Word intervals, percentile and BCa, are SciPy's up to the noise of resampling")
  func bootstrapIntervals() throws {
    let reference = try ReferenceNumbers.read().bootstrap
    let table = try ClusterTable(reference.predictions)
    #expect(table.unit == .word)
    #expect(table.clusterCount == reference.words)
    let metrics = [Metric.accuracy, .uar, .macroF1].compactMap { SummedMetric($0) }
    for method in IntervalSettings.Method.allCases {
      let intervals = table.intervals(
        of: metrics, settings: IntervalSettings(method: method, replicateCount: 20_000, seed: 3))
      for (metric, interval) in zip(metrics, intervals) {
        let key = "\(metric.metric.rawValue) \(method.rawValue)"
        let expected = try #require(reference.intervals[key])
        let found = try #require(interval)
        // The standard error of a 2.5 % quantile of 20,000 replicates is about .02 of the width.
        let tolerance = 0.03 * (expected[1] - expected[0])
        #expect(abs(found.lower - expected[0]) < tolerance, "\(key): \(found), \(expected)")
        #expect(abs(found.upper - expected[1]) < tolerance, "\(key): \(found), \(expected)")
      }
    }
  }
}

extension MetricContext {
  /// A context for rows whose circumstances do not matter to a test.
  static let example = MetricContext(
    evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", isLeaky: false, seed: 0
  )
}
