extension NamingScheme {
  /// `DC_a01`, or `a01` in the folder `DC`: the speaker, the emotion's letters and the number of
  /// the sentence among those of the emotion.
  ///
  /// Sentences of one number differ between emotions, so utterances have no `word`; the number is
  /// the attribute `sentence`.
  ///
  /// - Source: Haq & Jackson (2009), AVSP, 53-58, and the publisher's `Info.txt`.
  static let savee = NamingScheme(labels: .savee) { file in
    let parts = file.stem.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    let folder = file.path.split(separator: "/").dropLast().last.map(String.init) ?? ""
    guard let name = parts.last, parts.count <= 2 else {
      return .unparsable("the name '\(file.stem)' has more than the two parts speaker_sentence")
    }
    let speaker = (parts.count == 2 ? parts[0] : folder).uppercased()
    guard saveeSpeakers.contains(speaker) else {
      return .unparsable("the speaker '\(speaker)' is not one of DC, JE, JK, KL")
    }
    let letters = name.prefix { $0.isLetter }
    let number = name.dropFirst(letters.count)
    guard let label = saveeLetters[letters.lowercased()] else {
      return .unparsable("the emotion '\(letters)' is not one of a, d, f, h, n, sa, su")
    }
    guard number.utf8.count == 2, let sentence = Int(number), (1...30).contains(sentence) else {
      return .unparsable("the sentence '\(number)' is not one of 01 to 30")
    }
    return .recording(
      Recording(
        id: "\(speaker)_\(letters.lowercased())\(number)",
        speaker: Speaker(id: speaker, sex: "male", language: "en-GB"), label: label, word: nil,
        attributes: ["sentence": String(number)]))
  }

  private static let saveeSpeakers: Set<String> = ["DC", "JE", "JK", "KL"]

  private static let saveeLetters = [
    "a": "anger", "d": "disgust", "f": "fear", "h": "happiness", "n": "neutral", "sa": "sadness",
    "su": "surprise",
  ]
}
