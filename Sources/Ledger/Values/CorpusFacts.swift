import Corpora

/// What is known of a recording beyond its name.
public struct RecordingFacts: Codable, Sendable, Hashable {
  /// The hash of the file's content, or `nil` where it was not read.
  public let contentHash: String?
  /// The length in seconds, or `nil` where it was not read.
  public let durationSeconds: Double?
  /// The stored form of its audio fingerprint, or `nil` where none was computed.
  public let fingerprint: [UInt8]?

  /// Creates facts of a recording.
  public init(contentHash: String?, durationSeconds: Double?, fingerprint: [UInt8]? = nil) {
    self.contentHash = contentHash
    self.durationSeconds = durationSeconds
    self.fingerprint = fingerprint
  }
}

/// How many utterances a speaker has of an emotion.
public struct UtteranceCount: Codable, Sendable, Hashable {
  /// The `Speaker.id`.
  public let speaker: String
  /// The intended emotion.
  public let emotion: Emotion
  /// Originals alone; what augmentation derived is not counted.
  public let count: Int
}

/// What a report says of a corpus.
public struct CorpusFacts: Sendable {
  /// The corpus' name.
  public let name: String
  /// The hash of its content.
  public let hash: String
  /// The folder it was read from.
  public let root: String
  /// Whether a program made the recordings.
  public let isSynthetic: Bool
  /// Its speakers, sorted by identifier.
  public let speakers: [Speaker]
  /// Utterances by speaker and emotion, without those that were derived by augmentation.
  public let counts: [UtteranceCount]
  /// The length of all originals in seconds, or `nil` where no length is known.
  public let totalSeconds: Double?
  /// The number of different words or sentences, 0 where the corpus does not say.
  public let wordCount: Int
  /// Labels without a counterpart among the seven emotions, with the number of files dropped.
  public let droppedLabels: [String: Int]
  /// What is wrong with files; most are left out.
  public let problems: [CorpusProblem]
}
