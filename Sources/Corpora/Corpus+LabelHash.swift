extension Corpus {
  /// One hash for all that is said of recordings and speakers and decides numbers: the SHA-256 of
  /// speaker, emotion, word, parent and attributes of each utterance and of what is published about
  /// each speaker, in the order of identifiers. Where the files lie does not change it.
  public var labelHash: String {
    var hash = SHA256()
    func add(_ fields: [String?]) {
      // Each with its length before it, so that no field can pass for two.
      let line = fields.map { field in field.map { "\($0.utf8.count):\($0)" } ?? "-" }
      hash.update(line.joined(separator: "\t") + "\n")
    }
    for utterance in utterances {
      let attributes = utterance.attributes.sorted { $0.key < $1.key }.flatMap {
        [$0.key, $0.value]
      }
      add(
        [
          utterance.id, utterance.speaker, utterance.emotion.rawValue, utterance.word,
          utterance.parent,
        ] + attributes)
    }
    for speaker in speakersWithUtterances {
      add([speaker.id, speaker.sex, speaker.age.map(String.init), speaker.language])
    }
    return hash.hex()
  }
}
