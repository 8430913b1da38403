/// Why a split cannot be made.
public enum SplitError: Error, Sendable, Hashable {
  /// The corpus has no utterances.
  case noUtterances(corpus: String)
  /// Speakers are to be kept apart and fewer than two have recordings.
  case tooFewSpeakers(found: [String], silent: [String])
  /// Words are to be divided and the corpus has too few.
  case tooFewWords(found: Int, needed: Int)
  /// Words are to be divided, and there are enough but not of every recording.
  case wordsMissing(lacking: Int, utterances: Int)
  /// Words are to be divided and each is said once, so that it would be the random split.
  case wordsSaidOnce
  /// A part would have no utterance.
  case emptyPart(split: String, part: Part, utterances: Int)
  /// A number of folds outside 2 to the number of speakers.
  case foldsOutOfRange(folds: Int, speakers: Int)
  /// A recording has the identifier that a changed copy of another would get.
  case copyNameTaken(utterance: String, parent: String)
  /// Two corpora with fewer than two emotions in common.
  case tooFewSharedEmotions(corpora: [String], found: [Emotion])
  /// Splits between corpora are not made from one.
  case notPlannable

  /// Whether the corpus lacks only what one rung needs, so that others can be planned.
  public var isAboutOneRung: Bool {
    switch self {
    case .tooFewWords, .wordsMissing, .wordsSaidOnce, .copyNameTaken: true
    default: false
    }
  }
}
