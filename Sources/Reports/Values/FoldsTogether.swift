import Corpora

/// All folds of a rung together: each speaker is answered for by the model that never heard the
/// speaker.
public struct FoldsTogether: Sendable, Hashable {
  /// The rung.
  public let evaluationProtocol: EvaluationProtocol
  /// How many speakers were tested.
  public let speakers: Int
  /// The number of predictions.
  public let count: Int
  /// Unweighted average recall over all of them, of the first seed.
  public let uar: Measure

  /// Creates the numbers of a rung.
  public init(evaluationProtocol: EvaluationProtocol, speakers: Int, count: Int, uar: Measure) {
    self.evaluationProtocol = evaluationProtocol
    self.speakers = speakers
    self.count = count
    self.uar = uar
  }
}
