extension NamingScheme {
  /// `SSTTTEV`: speaker (two digits), text (a letter and two digits), the emotion's German letter,
  /// and the version as a lower-case letter, as in `03a01Fa`.
  ///
  /// The text's code is the utterance's `word`.
  ///
  /// - Source: Burkhardt et al. (2005), Interspeech, 1517-1520, and the publisher's pages.
  static let emodb = NamingScheme(labels: .emodb) { file in
    let stem = file.stem
    let characters = Array(stem)
    guard (6...7).contains(characters.count), stem.utf8.count == characters.count else {
      return .unparsable(
        "the name '\(stem)' has not the six or seven letters of speaker, text, emotion, version")
    }
    let (number, text) = (String(characters[..<2]), String(characters[2..<5]).lowercased())
    guard let (sex, age) = emodbSpeakers[number] else {
      return .unparsable("the speaker '\(number)' is not one of 03, 08 to 16")
    }
    guard emodbTexts.contains(text) else {
      return .unparsable(
        "the text '\(text)' is not one of \(emodbTexts.sorted().joined(separator: ", "))")
    }
    guard let label = emodbLetters[characters[5]] else {
      return .unparsable("the emotion '\(characters[5])' is not one of W, L, E, A, F, T, N")
    }
    let version = characters.count == 7 ? String(characters[6]) : nil
    return .recording(
      Recording(
        id: stem, speaker: Speaker(id: "emodb-\(number)", sex: sex, age: age, language: "de"),
        label: label, word: text,
        attributes: version.map { ["version": $0] } ?? [:]))
  }

  /// The first letters of the German words Wut, Langeweile, Ekel, Angst, Freude, Trauer, neutral.
  private static let emodbLetters: [Character: String] = [
    "W": "anger", "L": "boredom", "E": "disgust", "A": "fear", "F": "happiness", "T": "sadness",
    "N": "neutral",
  ]

  private static let emodbTexts: Set<String> = [
    "a01", "a02", "a04", "a05", "a07", "b01", "b02", "b03", "b09", "b10",
  ]

  /// Sex and age as published with the naming.
  private static let emodbSpeakers = [
    "03": ("male", 31), "08": ("female", 34), "09": ("female", 21), "10": ("male", 32),
    "11": ("male", 26), "12": ("male", 30), "13": ("female", 32), "14": ("female", 35),
    "15": ("male", 25), "16": ("female", 31),
  ]
}
