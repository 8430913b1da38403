import Corpora

/// The grid of speakers, emotions and words that a crossed corpus fills.
public struct CoverageGrid: Sendable {
  /// Words that a speaker lacks in one emotion.
  public struct Hole: Sendable, Hashable {
    /// The speaker.
    public let speaker: String
    /// The emotion.
    public let emotion: Emotion
    /// The words, sorted.
    public let words: [String]
  }

  /// The number of words of the grid.
  public let words: Int
  /// The holes by speaker and emotion; none where the corpus is no such grid.
  public let holes: [Hole]

  /// Below this share the texts were not meant to be crossed with speakers and emotions.
  private static let leastFilled = 0.75

  /// Lays out the originals among some utterances.
  public init(_ utterances: [Utterance]) {
    let known = utterances.filter { $0.word != nil && $0.parent == nil }
    let vocabulary = Set(known.compactMap(\.word)).sorted()
    let speakers = Set(known.map(\.speaker)).sorted()
    let emotions = Emotion.allCases.filter { emotion in known.contains { $0.emotion == emotion } }
    var cells: [String: [Emotion: Set<String>]] = [:]
    for utterance in known {
      cells[utterance.speaker, default: [:]][utterance.emotion, default: []]
        .insert(utterance.word ?? "")
    }
    let total = speakers.count * emotions.count * vocabulary.count
    let there = cells.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } }
    words = vocabulary.count
    guard total > 0, Double(there) / Double(total) >= Self.leastFilled else {
      holes = []
      return
    }
    holes = speakers.flatMap { speaker in
      emotions.compactMap { emotion in
        let missing = vocabulary.filter { !(cells[speaker]?[emotion]?.contains($0) ?? false) }
        return missing.isEmpty ? nil : Hole(speaker: speaker, emotion: emotion, words: missing)
      }
    }
  }
}
