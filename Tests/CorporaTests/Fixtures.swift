import Corpora

/// Corpora made of values alone.
enum Fixture {
  /// A corpus with every speaker saying every word in every emotion, but for what is left out.
  static func corpus(
    speakers: [String] = ["OAF", "YAF"], words: Int = 200, emotions: [Emotion] = Emotion.allCases,
    without: Set<String> = []
  ) -> Corpus {
    var utterances: [Utterance] = []
    for speaker in speakers {
      for word in 0..<words {
        for emotion in emotions {
          let id = "\(speaker)_w\(word)_\(emotion.rawValue)"
          guard !without.contains(id) else { continue }
          utterances.append(
            Utterance(
              id: id, corpus: "fixture", speaker: speaker, emotion: emotion, word: "w\(word)",
              path: "\(speaker)/\(id).wav"))
        }
      }
    }
    return Corpus(
      name: "fixture", root: "/nowhere", utterances: utterances,
      speakers: speakers.map { Speaker(id: $0) })
  }

  static func words(_ ids: [String]) -> Set<String> {
    Set(ids.map { String($0.split(separator: "_")[1]) })
  }
}
