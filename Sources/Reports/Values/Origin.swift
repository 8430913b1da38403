import Corpora
import Metrics

/// Where a number comes from: which rung, trained on whom, tested on whom, and whether it leaks.
public struct Origin: Sendable, Hashable {
  /// The rung of the protocol ladder.
  public let evaluationProtocol: EvaluationProtocol
  /// Training speakers joined by `+`.
  public let trainedOn: String
  /// Tested speakers joined by `+`.
  public let testedOn: String
  /// Whether the number is stamped LEAKY.
  public let isLeaky: Bool
  /// A word that tells apart what is otherwise the same, for example `transductive` or `seed 3`.
  public let note: String?
  /// Whether it is a further seed of what stands in the report already, and is shown folded.
  public let isRepetition: Bool

  /// Creates an origin.
  public init(
    evaluationProtocol: EvaluationProtocol, trainedOn: String, testedOn: String, isLeaky: Bool,
    note: String? = nil, isRepetition: Bool = false
  ) {
    self.evaluationProtocol = evaluationProtocol
    self.trainedOn = trainedOn
    self.testedOn = testedOn
    self.isLeaky = isLeaky
    self.note = note
    self.isRepetition = isRepetition
  }

  /// Where a number of the ledger comes from, of one seed or of all together.
  public init(of row: MetricRow) {
    self.init(
      evaluationProtocol: row.evaluationProtocol, trainedOn: row.trainedOn,
      testedOn: row.testedOn, isLeaky: row.isLeaky,
      note: row.seed.flatMap { $0 == 0 ? nil : "seed \($0)" })
  }
}
