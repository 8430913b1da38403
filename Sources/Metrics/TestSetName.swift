import Corpora

/// A test set as rows and evaluations name it: its rung, and the speakers on both sides. Models of
/// several seeds share it, and so do several runs.
package struct TestSetName: Hashable, Sendable {
  /// The rung of the protocol ladder.
  package let evaluationProtocol: EvaluationProtocol
  /// Training speakers joined by `+`.
  package let trainedOn: String
  /// Tested speakers joined by `+`.
  package let testedOn: String

  /// Creates a name.
  package init(evaluationProtocol: EvaluationProtocol, trainedOn: String, testedOn: String) {
    self.evaluationProtocol = evaluationProtocol
    self.trainedOn = trainedOn
    self.testedOn = testedOn
  }

  /// `speaker-disjoint OAF > YAF`.
  package var title: String { "\(evaluationProtocol.rawValue) \(trainedOn) > \(testedOn)" }
}

extension MetricContext {
  /// The test set that the numbers are of.
  package var testSet: TestSetName {
    TestSetName(evaluationProtocol: evaluationProtocol, trainedOn: trainedOn, testedOn: testedOn)
  }
}

extension MetricRow {
  /// The test set that the number is of.
  package var testSet: TestSetName {
    TestSetName(evaluationProtocol: evaluationProtocol, trainedOn: trainedOn, testedOn: testedOn)
  }
}
