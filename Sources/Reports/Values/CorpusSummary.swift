import Corpora

/// What a report says of a corpus.
public struct CorpusSummary: Sendable {
  /// A speaker with the number of utterances of each emotion.
  public struct SpeakerCounts: Sendable, Hashable {
    /// Who speaks.
    public let speaker: Speaker
    /// Utterances by emotion; an emotion that is left out has none.
    public let counts: [Emotion: Int]

    /// Creates counts of a speaker.
    public init(speaker: Speaker, counts: [Emotion: Int]) {
      self.speaker = speaker
      self.counts = counts
    }
  }

  /// The corpus' name.
  public let name: String
  /// Whether a program made the recordings.
  public let isSynthetic: Bool
  /// Its speakers.
  public let speakers: [SpeakerCounts]
  /// The number of different words or sentences, or `nil` where the corpus does not say.
  public let wordCount: Int?
  /// The length of all recordings in seconds, or `nil` where it is not known.
  public let totalSeconds: Double?
  /// Labels without a counterpart among the seven emotions, with the number of files dropped.
  public let droppedLabels: [String: Int]
  /// What is wrong with files; most are left out.
  public let problems: [CorpusProblem]

  /// Creates a summary.
  public init(
    name: String, isSynthetic: Bool, speakers: [SpeakerCounts], wordCount: Int?,
    totalSeconds: Double?, droppedLabels: [String: Int] = [:], problems: [CorpusProblem] = []
  ) {
    self.name = name
    self.isSynthetic = isSynthetic
    self.speakers = speakers
    self.wordCount = wordCount
    self.totalSeconds = totalSeconds
    self.droppedLabels = droppedLabels
    self.problems = problems
  }

  /// The number of utterances.
  public var utteranceCount: Int { speakers.reduce(0) { $0 + $1.counts.values.reduce(0, +) } }
}
