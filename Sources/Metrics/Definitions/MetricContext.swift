import Corpora

/// What the predictions of one test set are predictions of: the columns that all its rows share.
public struct MetricContext: Codable, Sendable, Hashable {
  /// The rung of the protocol ladder.
  public var evaluationProtocol: EvaluationProtocol
  /// Training speakers joined by `+`.
  public var trainedOn: String
  /// Tested speakers joined by `+`.
  public var testedOn: String
  /// Whether the split behind the predictions leaks.
  public var isLeaky: Bool
  /// The training seed of the model.
  public var seed: Int?
  /// The perturbation, or `nil` for clean audio.
  public var perturbation: String?
  /// `1...5`, or `nil` for clean audio.
  public var severity: Int?
  /// The attribute that `subgroup` is a value of.
  public var attribute: String?
  /// The value of `attribute`.
  public var subgroup: String?
  /// The emotions of the corpus: means over classes run over them, and one that never occurs leaves
  /// such a mean without support.
  public var classes: [Emotion]

  /// Creates a context.
  public init(
    evaluationProtocol: EvaluationProtocol, trainedOn: String, testedOn: String, isLeaky: Bool,
    seed: Int? = nil, perturbation: String? = nil, severity: Int? = nil, attribute: String? = nil,
    subgroup: String? = nil, classes: [Emotion] = Emotion.allCases
  ) {
    self.evaluationProtocol = evaluationProtocol
    self.trainedOn = trainedOn
    self.testedOn = testedOn
    self.isLeaky = isLeaky
    self.seed = seed
    self.perturbation = perturbation
    self.severity = severity
    self.attribute = attribute
    self.subgroup = subgroup
    self.classes = classes
  }

  /// The context of numbers about a value of an attribute.
  package func labelled(_ attribute: String, _ subgroup: String?) -> MetricContext {
    var context = self
    (context.attribute, context.subgroup) = (attribute, subgroup)
    return context
  }

  /// A row of a metric in this context.
  func row(
    _ metric: Metric, speaker: String?, emotion: Emotion? = nil, value: Double?,
    interval: ConfidenceInterval? = nil, count: Int
  ) -> MetricRow {
    row(
      named: metric.rawValue, speaker: speaker, emotion: emotion, value: value, interval: interval,
      count: count)
  }

  /// A row of a number that is no `Metric`, for example a gap between groups.
  package func row(
    named name: String, speaker: String? = nil, emotion: Emotion? = nil, value: Double?,
    interval: ConfidenceInterval? = nil, count: Int
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: evaluationProtocol, trainedOn: trainedOn, testedOn: testedOn,
      speaker: speaker, emotion: emotion, attribute: attribute, subgroup: subgroup,
      perturbation: perturbation, severity: severity, metric: name, value: value,
      interval: interval, count: count, seed: seed, isLeaky: isLeaky)
  }
}
