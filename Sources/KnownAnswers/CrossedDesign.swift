import Corpora

/// Utterances of a corpus in which every speaker says every word in every emotion, as in TESS, made
/// up without audio.
public struct CrossedDesign: Sendable, Hashable {
  /// The identifiers of the speakers.
  public let speakers: [String]
  /// The number of words; `word0` is the first.
  public let wordCount: Int

  /// Creates a design.
  public init(speakers: [String], wordCount: Int) {
    self.speakers = speakers
    self.wordCount = wordCount
  }

  /// All utterances, by speaker, word and emotion; the identifier is the three joined by `_`.
  public var utterances: [Utterance] {
    speakers.flatMap { speaker in
      (0..<wordCount).flatMap { word in
        Emotion.allCases.map { emotion in
          let id = "\(speaker)_word\(word)_\(emotion.rawValue)"
          return Utterance(
            id: id, corpus: "known-answers", speaker: speaker, emotion: emotion,
            word: "word\(word)", path: id + ".wav")
        }
      }
    }
  }
}
