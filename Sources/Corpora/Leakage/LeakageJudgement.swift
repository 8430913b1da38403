/// Whether what a test set measures is on the fitted side as well, and by which ways.
public struct LeakageJudgement: Codable, Sendable, Hashable {
  /// What stands on both sides, each a reason to call the numbers LEAKY.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    /// The same utterance fits weights or conformal sets and is tested.
    case recording
    /// The same utterance drives stopping, schedule or temperature and is tested.
    case selection
    /// Another utterance with the same bytes.
    case content
    /// Another utterance that an audio fingerprint finds to be the same recording.
    case nearDuplicate = "near-duplicate"
    /// An utterance and the one it was derived from, or two derived from one.
    case parent
    case speaker
    /// The same speaker saying the same word or sentence, also with another emotion.
    case speakerWord = "speaker+word"
    /// Nobody says what the model was trained on: every tested utterance must be taken for heard.
    case unknownTraining = "unknown-training"
  }

  /// What a reader should know and what does not make a split leaky.
  public enum Note: String, Codable, Sendable, CaseIterable {
    /// The same word or sentence fits weights, by different speakers only.
    case wordOverlap = "word-overlap"
    /// Tested utterances whose speaker is not known: whether training heard the voice cannot be
    /// said.
    case unknownSpeaker = "unknown-speaker"
    /// Tested utterances whose word is not known: overlap of words could not be looked at.
    case unknownWord = "unknown-word"
    /// Tested utterances of a speaker of whose name another corpus on the fitted side has one too:
    /// whether the two are one person cannot be said.
    case speakerNamedAlike = "speaker-named-alike"
    /// Tested utterances of a speaker whose name differs only in case from one of the same corpus
    /// on the fitted side: whether the two are one person cannot be said.
    case speakerSpeltAlike = "speaker-spelt-alike"
    /// Tested originals without a content hash: equal bytes under another name would not be found.
    case unhashed
    /// Identifiers of the split that are not in the corpus: nothing is known of them.
    case notInCorpus = "not-in-corpus"
    /// What the model was trained on is named and not here: no recording of it could be compared.
    case unheardTraining = "unheard-training"
  }

  /// How many of the tested utterances something applies to.
  public struct Entry<Kind: Codable & Sendable & Hashable>: Codable, Sendable, Hashable {
    /// What applies.
    public let kind: Kind
    /// The tested utterances that it applies to; for `not-in-corpus` identifiers of either side.
    public let count: Int
    /// The tested utterances.
    public let tested: Int
    /// The first few utterances it applies to, in the order of identifiers.
    public let examples: [String]

    /// `count` as a fraction of `tested`; 0 where nothing is tested.
    public var share: Double { tested == 0 ? 0 : Double(count) / Double(tested) }
  }

  /// The split's name.
  public let split: String
  /// The rung that the test set gives.
  public let evaluationProtocol: EvaluationProtocol
  /// Why the split is leaky, in the order of `Reason.allCases`; empty for a clean one.
  public let reasons: [Entry<Reason>]
  /// What else was seen, in the order of `Note.allCases`.
  public let notes: [Entry<Note>]

  /// Whether it cannot be said that the speakers of both sides differ, for how their names are
  /// spelt.
  public var hasSpeakersSpeltAlike: Bool { notes.contains { $0.kind == .speakerSpeltAlike } }

  /// Whether numbers on this test set are to be stamped LEAKY.
  public var isLeaky: Bool { !reasons.isEmpty }
}
