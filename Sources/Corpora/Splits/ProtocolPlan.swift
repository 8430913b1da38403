/// The splits of one protocol, and what a reader of their numbers has to know about them.
public struct ProtocolPlan: Sendable, Hashable {
  /// One split a model that has to be fitted.
  public let splits: [Split]
  /// Holes and fall-backs, in the order of the splits.
  public let notes: [PlanNote]
  /// Utterances that the splits name and the corpus does not have: changed copies with their
  /// parents.
  public let derived: [Utterance]

  /// Creates a plan.
  public init(splits: [Split], notes: [PlanNote] = [], derived: [Utterance] = []) {
    self.splits = splits
    self.notes = notes
    self.derived = derived
  }
}

/// One thing that a split cannot give, or gives in another way than the protocol's name says.
public struct PlanNote: Sendable, Hashable {
  /// What kind of thing, named by the raw value.
  public enum Kind: String, Sendable, CaseIterable {
    /// The training part has no utterance of an emotion: the model cannot learn it.
    case emotionMissingInTraining = "emotion-missing-in-training"
    /// Tested speakers have no utterance of an emotion: its recall is undetermined.
    case emotionMissingInTest = "emotion-missing-in-test"
    /// One of two corpora lacks an emotion, so that it is not tested between them.
    case emotionNotShared = "emotion-not-shared"
    /// A speaker of the corpus has no utterances and takes no part.
    case silentSpeaker = "silent-speaker"
    /// Words are unknown or too few, so that utterances were divided instead of words.
    case dividedByUtterance = "divided-by-utterance"
    /// Words are unknown or too few, so that no test on unseen words can be made.
    case noUnseenWords = "no-unseen-words"
  }

  /// What kind of thing.
  public let kind: Kind
  /// The split that it concerns, or `nil` for all.
  public let split: String?
  /// What was found and what follows from it, in one sentence.
  public let explanation: String

  /// Creates a note.
  public init(kind: Kind, split: String?, explanation: String) {
    self.kind = kind
    self.split = split
    self.explanation = explanation
  }
}
