/// Why a split cannot be made.
public enum SplitError: Error, Sendable, Hashable {
  /// The corpus has no utterances.
  case noUtterances(corpus: String)
  /// The protocol compares speakers and fewer than two have recordings.
  case tooFewSpeakers(EvaluationProtocol, found: [String], silent: [String])
  /// A speaker that is to be tested has nothing to be tested on.
  case speakerWithoutTestData(speaker: String, split: String)
  /// The protocol divides words and the corpus has too few.
  case tooFewWords(EvaluationProtocol, found: Int, needed: Int)
  /// The protocol divides words, and there are enough but not of every recording.
  case wordsMissing(EvaluationProtocol, lacking: Int, utterances: Int)
  /// The protocol divides words and each is said once, so that it would be the random split.
  case wordsSaidOnce(EvaluationProtocol)
  /// A part would have no utterance.
  case emptyPart(split: String, part: Part, utterances: Int)
  /// A number of folds outside 2 to the number of speakers.
  case foldsOutOfRange(folds: Int, speakers: Int)
  /// A recording has the identifier that a changed copy of another would get.
  case copyNameTaken(utterance: String, parent: String)
  /// Two corpora with fewer than two emotions in common.
  case tooFewSharedEmotions(corpora: [String], found: [Emotion])
  /// The protocol needs more than one corpus or more than its utterances.
  case notPlannable(EvaluationProtocol)

  /// Whether the corpus lacks only what one rung needs, so that others can be planned.
  public var isAboutOneRung: Bool {
    switch self {
    case .tooFewWords, .wordsMissing, .wordsSaidOnce, .copyNameTaken: true
    default: false
    }
  }
}
