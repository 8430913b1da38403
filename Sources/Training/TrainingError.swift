import Configuration
import Features
import Networks

/// What can go wrong between a recipe and a trained model.
public enum TrainingError: Error, Equatable, Sendable {
  /// A class has no training utterance, so it could never be predicted.
  case classWithoutTraining(emotion: String, split: String)
  /// The split has no dev utterances, so nothing could drive stopping.
  case emptyDevelopmentSet(split: String)
  /// Everything that was needed of a split could not be used; the first of it with the reason.
  case nothingLeft(of: String, split: String, omitted: Int, example: String, reason: String)
  /// The dev part holds a speaker who is not a training speaker.
  case foreignDevelopmentSpeaker(speaker: String, split: String)
  /// The loss or a gradient is not finite; the last good checkpoint is kept.
  case diverged(epoch: Int, reason: String, checkpoint: String? = nil)
  /// Utterances that the network cannot take; the last good checkpoint is kept.
  case unusableBatch(epoch: Int, reason: String, checkpoint: String? = nil)
  /// A file that should hold weights does not.
  case foreignFile(path: String, reason: String)
  /// A checkpoint cannot be gone on from; it is left as it is.
  case damagedCheckpoint(path: String, reason: String)
  /// A checkpoint or model was made with another recipe, split or seed.
  case checkpointMismatch(path: String, what: String, found: String, expected: String)
  /// A file could not be written or read.
  case file(path: String, reason: String)
  /// Arrays that no file can hold.
  case unwritable(reason: String)
  /// The recipe cannot be used as it stands.
  case recipe(reason: String)
  /// Somebody asked to stop; the checkpoint named here continues the training.
  case interrupted(checkpoint: String?)
}

extension TrainingError: CustomStringConvertible {
  /// What was found, what was expected and what to do next.
  public var description: String {
    switch self {
    case .classWithoutTraining(let emotion, let split):
      "No training utterance of \(emotion) in \(split). Every emotion of the corpus needs at "
        + "least one; use a corpus or a split that has it."
    case .emptyDevelopmentSet(let split):
      "The split \(split) has no dev utterances, and stopping looks at nothing else. Give it dev "
        + "utterances of the training speakers."
    case .nothingLeft(let what, let split, let omitted, let example, let reason):
      "No \(what) of \(split) is left: \(omitted) cannot be used, for example \(example): "
        + "\(reason). Mend the recordings, or use a split without them."
    case .foreignDevelopmentSpeaker(let speaker, let split):
      "The dev part of \(split) holds \(speaker), who is not a training speaker. Dev data comes "
        + "from the training speakers only."
    case .diverged(let epoch, let reason, let checkpoint):
      "Training diverged in epoch \(epoch): \(reason).\(kept(checkpoint)) The same recipe would "
        + "diverge again: begin anew with a lower learningRate or clipNorm."
    case .unusableBatch(let epoch, let reason, let checkpoint):
      "A batch of epoch \(epoch) cannot be trained on: \(reason).\(kept(checkpoint))"
    case .foreignFile(let path, let reason):
      "\(path) does not hold a model of this suite: \(reason). Give a file that `ser-audit train` "
        + "wrote."
    case .damagedCheckpoint(let path, let reason):
      "\(path) is no checkpoint that training can go on from: \(reason). It was left as it is; "
        + "restore it, or remove it to start anew."
    case .checkpointMismatch(let path, let what, let found, let expected):
      "\(path) was made with another \(what): found \(found), expected \(expected). Remove it to "
        + "start anew, or train with the \(what) it was made with."
    case .file(let path, let reason):
      // The system's own words end in a full stop already.
      "\(path): \(reason)" + (reason.hasSuffix(".") ? "" : ".")
    case .recipe(let reason), .unwritable(let reason):
      reason
    case .interrupted(let checkpoint):
      checkpoint.map { "Interrupted; \($0) continues where it stopped." } ?? "Interrupted."
    }
  }

  private func kept(_ checkpoint: String?) -> String {
    checkpoint.map { " The last good checkpoint, \($0), is kept." } ?? ""
  }
}
