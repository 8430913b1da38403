extension NamingScheme {
  /// `AAAA_SSS_EEE_LL`: actor, sentence, emotion and level, as in `1001_DFA_ANG_XX`.
  ///
  /// The sentence's code is the utterance's `word`; the level, and the actor's race and ethnicity
  /// where published, are its attributes. One published file is called `1040_ITH_SAD_X` instead of
  /// `XX`.
  ///
  /// - Source: Cao et al. (2014), doi:10.1109/TAFFC.2014.2336244.
  static let cremaD = NamingScheme(labels: .cremaD) { file in
    let stem = file.stem.uppercased()
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4 else {
      return .unparsable("the name '\(stem)' has not the four parts actor_sentence_emotion_level")
    }
    guard let actor = CREMADActor.byId[parts[0]] else {
      return .unparsable("the actor '\(parts[0])' is not one of 1001 to 1091")
    }
    guard cremaDSentences.contains(parts[1]) else {
      return .unparsable(
        "the sentence '\(parts[1])' is not one of "
          + cremaDSentences.sorted().joined(separator: ", "))
    }
    guard let level = cremaDLevels[parts[3]] else {
      return .unparsable("the level '\(parts[3])' is not one of LO, MD, HI, XX")
    }
    let code = parts[3] == "X" ? "XX" : parts[3]
    var attributes = ["level": level, "ethnicity": actor.ethnicity]
    attributes["race"] = actor.race
    return .recording(
      Recording(
        id: (parts[..<3] + [code]).joined(separator: "_"), speaker: actor.speaker,
        label: parts[2], word: parts[1], attributes: attributes))
  }

  private static let cremaDSentences: Set<String> = [
    "IEO", "TIE", "IOM", "IWW", "TAI", "MTI", "IWL", "ITH", "DFA", "ITS", "TSI", "WSI",
  ]

  private static let cremaDLevels = [
    "LO": "low", "MD": "medium", "HI": "high", "XX": "unspecified", "X": "unspecified",
  ]
}
