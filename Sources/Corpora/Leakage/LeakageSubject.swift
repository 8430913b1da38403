/// What a judgement of leakage looks at of one utterance; what is not known is `nil`.
public struct LeakageSubject: Sendable, Hashable {
  /// Unique among everything that is judged.
  public let id: String
  /// The corpus' name: equal speakers of two corpora are two people.
  public let corpus: String
  /// Who speaks.
  public let speaker: String?
  /// The word or sentence.
  public let word: String?
  /// The `id` of what it was derived from by augmentation, or `nil` for an original.
  public let parent: String?

  /// Creates a subject.
  public init(
    id: String, corpus: String, speaker: String?, word: String?, parent: String? = nil
  ) {
    self.id = id
    self.corpus = corpus
    self.speaker = speaker
    self.word = word
    self.parent = parent
  }

  /// What is known of an utterance.
  public init(_ utterance: Utterance) {
    self.init(
      id: utterance.id, corpus: utterance.corpus, speaker: utterance.speaker,
      word: utterance.word, parent: utterance.parent)
  }
}
