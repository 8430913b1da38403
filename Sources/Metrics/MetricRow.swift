import Corpora

/// One number of an audit with everything needed to say what it is a number of.
///
/// A row of the ledger's table of metrics has these columns, and every number that a report, a gate
/// or a JSON output shows is one such row first.
public struct MetricRow: Codable, Sendable, Hashable {
  /// The rung of the protocol ladder.
  public var evaluationProtocol: EvaluationProtocol
  /// Training speakers joined by `+`, for example `OAF`.
  public var trainedOn: String
  /// Tested speakers joined by `+`, for example `YAF`.
  public var testedOn: String
  /// One speaker, or `nil` for all tested speakers together.
  public var speaker: String?
  /// The class that the metric is of, or `nil` for all.
  public var emotion: Emotion?
  /// The attribute that `subgroup` is a value of, for example `sex`.
  public var attribute: String?
  /// The value of `attribute`.
  public var subgroup: String?
  /// The perturbation, or `nil` for clean audio.
  public var perturbation: String?
  /// `1...5`, or `nil` for clean audio.
  public var severity: Int?
  /// The metric's name, for example `accuracy`, `uar`, `recall`, `ece`.
  public var metric: String
  /// The value, or `nil` where it is undetermined (no support); never filled in.
  public var value: Double?
  /// The interval, or `nil` where none is promised.
  public var interval: ConfidenceInterval?
  /// The number of predictions behind the value.
  public var count: Int
  /// The training seed of the model, or `nil` for a mean over seeds.
  public var seed: Int?
  /// Whether the split behind the number leaks.
  public var isLeaky: Bool

  /// Creates a row.
  public init(
    evaluationProtocol: EvaluationProtocol, trainedOn: String, testedOn: String,
    speaker: String? = nil, emotion: Emotion? = nil, attribute: String? = nil,
    subgroup: String? = nil, perturbation: String? = nil, severity: Int? = nil, metric: String,
    value: Double?, interval: ConfidenceInterval? = nil, count: Int, seed: Int? = nil,
    isLeaky: Bool
  ) {
    self.evaluationProtocol = evaluationProtocol
    self.trainedOn = trainedOn
    self.testedOn = testedOn
    self.speaker = speaker
    self.emotion = emotion
    self.attribute = attribute
    self.subgroup = subgroup
    self.perturbation = perturbation
    self.severity = severity
    self.metric = metric
    self.value = value
    self.interval = interval
    self.count = count
    self.seed = seed
    self.isLeaky = isLeaky
  }

  /// Whether the number may be evidence: neither its split leaks nor its rung by design.
  public var isEvidence: Bool { !isLeaky && !evaluationProtocol.leaksByDesign }
}
