import Wording

/// What is wrong with predictions that a metric was asked of. `description` words it.
public enum MetricError: Error, Sendable, Hashable {
  /// Two lists that belong together differ in length.
  case differentCounts(truth: Int, other: Int)
  /// Fewer classes or bins than one.
  case tooFew(of: String, found: Int)
  /// A class index outside `0..<classCount`.
  case classOutOfRange(index: Int, classCount: Int)
  /// Probabilities that are not one finite value in `0...1` a class with a sum of 1.
  case badProbabilities(utterance: String, problem: ProbabilityProblem)
  /// Only labels are known where probabilities are needed.
  case missingProbabilities(utterance: String)
  /// Clusters of the unit `exact`, which is that of a bound without draws.
  case exactUnit
  /// No predictions where some are needed.
  case noPredictions
  /// The same utterance is predicted twice where pairs are needed.
  case repeatedUtterance(String)
  /// Two models were not asked about the same utterances.
  case unpairedUtterances(onlyFirst: Int, onlySecond: Int, example: String)
  /// Two models' predictions of an utterance disagree on what is true of it.
  case contradictoryTruth(utterance: String)

  /// What is wrong with one row of probabilities.
  public enum ProbabilityProblem: Sendable, Hashable {
    case count(found: Int, expected: Int)
    case outOfRange(Double)
    case sum(Double)
  }
}

extension MetricError: CustomStringConvertible {
  /// What was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .differentCounts(let truth, let other):
      "\(truth, "true class", "true classes") but "
        + "\(other, "prediction"); expected one prediction for each."
    case .tooFew(let what, let found):
      "\(found) \(what); expected at least 1."
    case .classOutOfRange(let index, let classCount):
      "class index \(index); expected 0 to \(classCount - 1)."
    case .badProbabilities(let utterance, .count(let found, let expected)):
      "\(utterance): \(found, "probability", "probabilities"); expected \(expected), one for "
        + "each emotion."
    case .badProbabilities(let utterance, .outOfRange(let value)):
      "\(utterance): a probability of \(value); expected 0 to 1. Export softmax outputs, not "
        + "logits."
    case .badProbabilities(let utterance, .sum(let sum)):
      "\(utterance): probabilities sum to \(sum); expected 1 (within "
        + "\(PredictionTable.sumTolerance)). Export softmax outputs over all emotions."
    case .missingProbabilities(let utterance):
      "\(utterance): only a label is known; expected probabilities."
    case .exactUnit:
      "clusters of the unit exact, which is that of a bound without draws; expected speaker, word "
        + "or utterance."
    case .noPredictions:
      "no predictions; expected at least one."
    case .repeatedUtterance(let utterance):
      "\(utterance): predicted twice; expected one prediction for each utterance."
    case .unpairedUtterances(let onlyFirst, let onlySecond, let example):
      "\(onlyFirst, "utterance has", "utterances have") a prediction of the first model "
        + "only and \(onlySecond) of the second only, for example \(example); expected the same "
        + "utterances. Audit both models on the same split."
    case .contradictoryTruth(let utterance):
      "\(utterance): the two sets of predictions name different true emotions; expected one. "
        + "Audit both models on the same version of the corpus."
    }
  }
}
