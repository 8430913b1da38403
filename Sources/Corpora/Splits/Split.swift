/// The part of a split that an utterance belongs to.
public enum Part: String, CaseIterable, Codable, Sendable {
  /// Fits the weights.
  case train
  /// Drives stopping, the learning-rate schedule and temperature; speakers of `train` only.
  case dev
  /// Fits conformal sets only; speakers of `train` only.
  case calibration
  /// Is predicted once.
  case test
}

/// Utterances that one fitted model is evaluated on, and what that evaluation may be called.
public struct TestSet: Codable, Sendable, Hashable {
  /// The rung that these utterances give.
  public let evaluationProtocol: EvaluationProtocol
  /// The speakers in it, sorted.
  public let testedOn: [String]
  /// Utterance identifiers, sorted.
  public let utterances: [String]

  /// Creates a test set; speakers and utterances are sorted.
  public init(evaluationProtocol: EvaluationProtocol, testedOn: [String], utterances: [String]) {
    self.evaluationProtocol = evaluationProtocol
    self.testedOn = testedOn.sorted()
    self.utterances = utterances.sorted()
  }
}

/// What one model is fitted on and every test set that the fitted model is evaluated on.
///
/// One fit can serve several rungs: a model of OAF gives `speaker-disjoint` on all words of YAF and
/// `speaker-word-disjoint` on those of her words that training never heard.
public struct Split: Codable, Sendable, Hashable, Identifiable {
  /// What stands in `trainedOn` of a model of which nobody says what it was trained on.
  public static let unknownTraining = "unknown"
  /// What stands in `trainedOn` of a model that no recordings were fitted to, as somebody says.
  public static let noTraining = "nothing"
  /// What stands for the training speakers of several models together, each of which was tested on
  /// speakers that it never heard.
  public static let othersTraining = "others"

  /// A stable name such as `speaker-disjoint/OAF`.
  public let id: String
  /// The rung that the split was made for.
  public let evaluationProtocol: EvaluationProtocol
  /// The speakers of `train`, sorted.
  public let trainedOn: [String]
  /// Identifiers that fit the weights, sorted.
  public let train: [String]
  /// Identifiers that drive stopping, schedule and temperature, sorted.
  public let dev: [String]
  /// Identifiers that fit conformal sets, sorted; empty where the rung has none.
  public let calibration: [String]
  /// What the model is evaluated on, in the order of the report.
  public let tests: [TestSet]

  /// Whether nobody says what the model was trained on, so that nothing can be shown to be kept
  /// apart from it.
  public var hasUnknownTraining: Bool { train.isEmpty && trainedOn == [Self.unknownTraining] }

  /// Whether the training data are named and not here: nothing of them can be compared with a test.
  public var hasUnheardTraining: Bool {
    train.isEmpty && dev.isEmpty && calibration.isEmpty && !trainedOn.isEmpty
      && !hasUnknownTraining
  }

  /// Creates a split; all lists of identifiers are sorted.
  public init(
    id: String, evaluationProtocol: EvaluationProtocol, trainedOn: [String], train: [String],
    dev: [String], calibration: [String], tests: [TestSet]
  ) {
    self.id = id
    self.evaluationProtocol = evaluationProtocol
    self.trainedOn = trainedOn.sorted()
    self.train = train.sorted()
    self.dev = dev.sorted()
    self.calibration = calibration.sorted()
    self.tests = tests
  }

  /// The same split with the test sets of one rung alone, so that what is tested, or handed on as a
  /// `SplitFile`, is of that rung: a split that keeps speakers apart tests its training speakers on
  /// other words too, for comparison. Without tests where it has none of the rung.
  public func keeping(_ rung: EvaluationProtocol) -> Split {
    Split(
      id: id, evaluationProtocol: evaluationProtocol, trainedOn: trainedOn, train: train, dev: dev,
      calibration: calibration, tests: tests.filter { $0.evaluationProtocol == rung })
  }
}
