/// A set of utterances with their speakers, as found on disk, and what was left out and why.
public struct Corpus: Sendable {
  /// The short name, for example `tess`.
  public let name: String
  /// The absolute folder that `Utterance.path` is relative to.
  public let root: String
  /// Sorted by `id`, which is unique.
  public let utterances: [Utterance]
  /// Sorted by `id`; every utterance's speaker is among them.
  public let speakers: [Speaker]
  /// Labels without a counterpart among the seven emotions, with the number of files dropped.
  public let droppedLabels: [String: Int]
  /// What is wrong with files, each with what was found and what was expected; most are left out.
  public let problems: [CorpusProblem]

  /// Creates a corpus; utterances and speakers are sorted by identifier.
  public init(
    name: String, root: String, utterances: [Utterance], speakers: [Speaker],
    droppedLabels: [String: Int] = [:], problems: [CorpusProblem] = []
  ) {
    self.name = name
    self.root = root
    self.utterances = utterances.sorted { $0.id < $1.id }
    self.speakers = speakers.sorted { $0.id < $1.id }
    self.droppedLabels = droppedLabels
    self.problems = problems
  }

  /// The speakers of whom anything can be used; files of the others were all left out.
  public var speakersWithUtterances: [Speaker] {
    let heard = Set(utterances.map(\.speaker))
    return speakers.filter { heard.contains($0.id) }
  }

  /// Whether any word is said more than once.
  var repeatsWords: Bool {
    let words = utterances.compactMap(\.word)
    return Set(words).count < words.count
  }

  /// The emotions that the corpus has, in the order of `Emotion.allCases`.
  public var emotions: [Emotion] {
    let present = Set(utterances.map(\.emotion))
    return Emotion.allCases.filter(present.contains)
  }
}
