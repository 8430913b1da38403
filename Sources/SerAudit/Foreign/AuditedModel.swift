import Audits
import Corpora
import Features
import Findings
import Training

/// What is audited: the suite's own network, or what somebody else's model says.
enum AuditedModel {
  case own(Recognizer)
  case predictions(ForeignPredictions)
  case command(ModelCommand)

  /// Whether it answers about audio that is given to it, so that perturbations can be swept.
  var hearsAudio: Bool {
    if case .predictions = self { false } else { true }
  }

  /// The suite's own network, where knowing a speaker's mean can change what it says.
  var speakerAware: Recognizer? {
    guard case .own(let recognizer) = self, recognizer.usesSpeakerMean else { return nil }
    return recognizer
  }

  /// What is to be said of the training data of the suite's own network, if anything is.
  var trainingFinding: Finding? {
    if case .own(let recognizer) = self { recognizer.model.trainingFinding } else { nil }
  }

  /// What it says of utterances, perturbed where a cell is given.
  ///
  /// - Parameter voices: what the suite's own network is told of speakers, by name.
  /// - Returns: the outcome, or `nil` where `progress` ended it.
  func outcome(
    on utterances: [Utterance], cell: SweepCell? = nil, by evaluation: Evaluation,
    voices: [String: SpeakerMean] = [:], progress: (Int) -> Bool
  ) throws -> EvaluationOutcome? {
    switch self {
    case .own(let recognizer):
      return try evaluation.run(
        on: utterances, classifier: CRNNClassifier(recognizer: recognizer, voices: voices),
        cell: cell, progress: progress)
    case .command(let command):
      return try evaluation.run(
        on: utterances, classifier: command, cell: cell, progress: progress)
    case .predictions(let predictions):
      let named = utterances.map { ($0, predictions.prediction(of: $0)) }
      let missing = named.filter { $0.1 == nil }.map {
        ($0.0.id, "no row of \(predictions.path) answers it")
      }
      return EvaluationOutcome(
        predictions: named.compactMap(\.1), attention: [:],
        omitted: Dictionary(missing) { first, _ in first })
    }
  }
}
