import Findings
import Training

extension TrainingOmissions {
  /// What stands in the ledger of a model that could not hear all of its split.
  ///
  /// - Parameters:
  ///   - split: the split's name.
  ///   - seed: the training seed.
  func finding(of split: String, seed: UInt64) -> Finding {
    let named = examples.map { "\($0.utterance) (\($0.reason))" }.joined(separator: ", ")
    return Finding(
      check: "training-data", subject: "\(split), seed \(seed)", status: .failed,
      importance: .warning,
      message: "\(train.words) training and \(dev.words) dev recordings of \(split) were left out "
        + "of the training, for example \(named): the model did not hear all that its split names.",
      advice: "Mend these recordings, or leave them out of the corpus, and train again; where they "
        + "can be read again as they were, by --fresh.")
  }
}

extension TrainingOmissions.Part {
  fileprivate var words: String { "\(leftOut) of \(asked)" }
}

extension TrainedModel {
  /// What is to be said of its training data, if anything is.
  var trainingFinding: Finding? { omissions?.finding(of: split, seed: seed) }
}
