/// One labelled recording of one speaker. Holds no audio samples, only where they are.
public struct Utterance: Codable, Sendable, Hashable, Identifiable {
  /// Unique within the corpus and stable between machines, for example `OAF_back_angry`.
  public let id: String
  /// The corpus' name, for example `tess`.
  public let corpus: String
  /// The `Speaker.id` of who speaks.
  public let speaker: String
  /// The intended emotion.
  public let emotion: Emotion
  /// The word or sentence that is spoken, or `nil` where the corpus does not say.
  public let word: String?
  /// The file, relative to the root of the corpus.
  public let path: String
  /// Further columns of a manifest, by name (`sex`, `age` and `language` belong to the speaker).
  public let attributes: [String: String]
  /// The utterance that this one was derived from by augmentation, or `nil` for an original.
  public let parent: String?
  /// Which changed copy of its parent this is, from 1; `nil` for a recording with a file of its
  /// own, whatever its manifest says of it.
  public let copyNumber: Int?

  /// Creates an utterance.
  public init(
    id: String, corpus: String, speaker: String, emotion: Emotion, word: String?, path: String,
    attributes: [String: String] = [:], parent: String? = nil, copyNumber: Int? = nil
  ) {
    self.id = id
    self.corpus = corpus
    self.speaker = speaker
    self.emotion = emotion
    self.word = word
    self.path = path
    self.attributes = attributes
    self.parent = parent
    self.copyNumber = copyNumber
  }
}
