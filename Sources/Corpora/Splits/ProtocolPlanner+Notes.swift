import Wording

/// What a plan cannot give, in words.
extension ProtocolPlanner {
  /// One note for each speaker of the corpus without utterances.
  var silenceNotes: [PlanNote] {
    silentSpeakers.map {
      PlanNote(
        kind: .silentSpeaker, split: nil,
        explanation: "speaker \($0) has no utterances and takes no part in any split")
    }
  }

  /// How parts were made where words could not be divided.
  ///
  /// - Parameters:
  ///   - utterances: those that were divided.
  ///   - byWord: whether they were divided by word.
  func wordNotes(
    split: String, of utterances: [Utterance], byWord: Bool, hasUnseen: Bool
  ) -> [PlanNote] {
    var notes: [PlanNote] = []
    if !byWord {
      notes.append(
        PlanNote(
          kind: .dividedByUtterance, split: split,
          explanation:
            "\(whyNotByWord(utterances)), so dev, calibration and in-speaker test were divided by "
            + "utterance and share words with training"
        ))
    }
    if !hasUnseen {
      notes.append(
        PlanNote(
          kind: .noUnseenWords, split: split,
          explanation: "no tested utterance has a word that is known to be new to training, so "
            + "there is no speaker-word-disjoint test"))
    }
    return notes
  }

  /// Why utterances are not divided by word, without numbers, so that what is so of several splits
  /// is said once.
  func whyNotByWord(_ utterances: [Utterance]) -> String {
    let words = utterances.compactMap(\.word)
    if words.isEmpty { return "no words are known" }
    if words.count < utterances.count { return "the words of some utterances are unknown" }
    if !corpus.repeatsWords { return "each word is said once" }
    return "there are fewer than \(Self.fewestWords) different words"
  }

  /// Emotions that training or a tested speaker lacks though the corpus has them.
  func holes(in split: Split) -> [PlanNote] {
    let byId = corpus.utterances.keyed(by: \.id)
    let emotions = corpus.emotions
    let train = Set(split.train.compactMap { byId[$0]?.emotion })
    var notes = emotions.filter { !train.contains($0) }.map { emotion in
      PlanNote(
        kind: .emotionMissingInTraining, split: split.id,
        explanation: "training has no utterance of \(emotion.rawValue), so the model cannot learn "
          + "it")
    }
    for test in split.tests {
      let tested = Dictionary(grouping: test.utterances.compactMap { byId[$0] }, by: \.speaker)
      let missing = test.testedOn.compactMap { speaker -> (speaker: String, emotions: [String])? in
        let found = Set((tested[speaker] ?? []).map(\.emotion))
        let absent = emotions.filter { !found.contains($0) }.map(\.rawValue)
        return absent.isEmpty ? nil : (speaker, absent)
      }
      if let explanation = Self.holes(missing, rung: test.evaluationProtocol.rawValue) {
        notes.append(
          PlanNote(kind: .emotionMissingInTest, split: split.id, explanation: explanation))
      }
    }
    return notes
  }

  /// Speakers that a note names one by one.
  private static let mostNamed = 4

  /// One sentence for a test set, however many of its speakers lack something.
  private static func holes(
    _ missing: [(speaker: String, emotions: [String])], rung: String
  ) -> String? {
    guard let first = missing.first else { return nil }
    guard missing.count > 1 else {
      let what = first.emotions.listed
      return "the \(rung) test of \(first.speaker) has no utterance of \(what), so "
        + (first.emotions.count == 1 ? "its recall is" : "their recalls are") + " undetermined"
    }
    let named = missing.prefix(mostNamed)
    let all =
      named.map { "\($0.speaker) (\($0.emotions.listed))" }
      .joined(separator: ", ")
      + (missing.count > named.count ? " and \(missing.count - named.count) more" : "")
    return "the \(rung) test has no utterance of some emotions of \(missing.count) speakers, so "
      + "their recalls are undetermined: \(all)"
  }
}
