import Corpora
import Foundation
import Probes
import TestSupport
import Testing

/// The numbers that `scripts/reference/probes.py` wrote.
private struct ReferenceNumbers: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let train: [[Double]]
    let labels: [Int]
    let test: [[Double]]
    let logistic: [[Double]]
    let weights: [Double]
    let gaussian: [[Double]]

    var testDescription: String { name }

    var emotions: [Emotion] { labels.compactMap { Emotion(index: $0) } }
    var standardization: Standardization { Standardization(train.map(Self.whole)) }

    /// Rows in units of standard deviations.
    func standardized(_ rows: [[Double]]) -> [[Double]] {
      rows.map { standardization.apply(Self.whole($0)) }
    }

    private static func whole(_ row: [Double]) -> [Double?] { row.map { $0 / 1_000 } }
  }

  let cases: [Case]

  static let all: [Case] =
    (try? referenceNumbers("probes", as: ReferenceNumbers.self))?.cases ?? []
}

@Suite("Classifiers of the probes agree with scikit-learn")
struct ReferenceTests {
  @Test("there are cases to agree on") func cases() {
    #expect(ReferenceNumbers.all.count == 4)
  }

  @Test(
    "logistic regression: probabilities within 1e-4, weights within 1e-3",
    arguments: ReferenceNumbers.all)
  fileprivate func logistic(_ reference: ReferenceNumbers.Case) {
    let model = LogisticRegression(
      reference.standardized(reference.train), labels: reference.emotions, c: 1)
    for (row, expected) in zip(reference.standardized(reference.test), reference.logistic) {
      for (found, wanted) in zip(model.probabilities(of: row), expected) {
        #expect(abs(found - wanted) < 1e-4)
      }
    }
    for (feature, wanted) in reference.weights.enumerated() {
      #expect(abs(model.weight(of: feature, for: .angry) - wanted) < 1e-3)
    }
  }

  @Test("Gaussian classifier: probabilities within 1e-9", arguments: ReferenceNumbers.all)
  fileprivate func gaussian(_ reference: ReferenceNumbers.Case) {
    let model = GaussianClassifier(
      reference.standardized(reference.train), labels: reference.emotions)
    for (row, expected) in zip(reference.standardized(reference.test), reference.gaussian) {
      for (found, wanted) in zip(model.probabilities(of: row), expected) {
        #expect(abs(found - wanted) < 1e-9)
      }
    }
  }
}
