extension NamingScheme {
  /// `SPEAKER_word_emotion`, whatever the folders are called.
  ///
  /// The speaker is OAF or YAF; `OA` is a misspelling of OAF in one published file. Surprise is
  /// `ps` or `pleasant_surprise(d)`. Case does not count.
  ///
  /// - Source: Pichora-Fuller & Dupuis (2020), doi:10.5683/SP2/E8H2MF.
  static let tess = NamingScheme(labels: .tess) { file in
    let stem = file.stem
    let parts = stem.lowercased().split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count >= 3, !parts[1].isEmpty else {
      return .unparsable("the name '\(stem)' has not the three parts speaker_word_emotion")
    }
    guard let speaker = tessSpeaker(String(parts[0])) else {
      return .unparsable("the speaker '\(parts[0])' is not one of OAF (or OA), YAF")
    }
    let word = String(parts[1])
    let label = parts[2...].joined(separator: "_")
    let canonical = LabelMap.tess.target(of: label) == .emotion(.surprise) ? "ps" : label
    return .recording(
      Recording(
        id: "\(speaker.id)_\(word)_\(canonical)", speaker: speaker, label: label, word: word))
  }

  /// The speaker by the name in files and folders, in lower case.
  static func tessSpeaker(_ name: String) -> Speaker? {
    switch name {
    case "oaf", "oa": Speaker(id: "OAF", sex: "female", age: 64, language: "en-CA")
    case "yaf": Speaker(id: "YAF", sex: "female", age: 26, language: "en-CA")
    default: nil
    }
  }
}
