extension NamingScheme {
  /// `MM-VV-EE-II-SS-RR-AA`: modality, vocal channel, emotion, intensity, statement, repetition and
  /// actor, each two digits. Speech (channel 01) of any modality is read; song is not.
  ///
  /// - Source: Livingstone & Russo (2018), doi:10.1371/journal.pone.0196391.
  static let ravdess = NamingScheme(labels: .ravdess) { file in
    let stem = file.stem
    let fields = stem.split(separator: "-", omittingEmptySubsequences: false)
    let codes = fields.compactMap { field in
      field.utf8.count == 2 && field.allSatisfy { ("0"..."9").contains($0) } ? Int(field) : nil
    }
    guard fields.count == 7, codes.count == 7 else {
      return .unparsable("the name '\(stem)' has not seven pairs of digits")
    }
    guard codes[1] == 1 else {
      return .unparsable(
        codes[1] == 2
          ? "the vocal channel is 02, song, not 01, speech"
          : "the vocal channel \(fields[1]) is not 01, speech")
    }
    guard let label = name(codes[2], of: ravdessLabels) else {
      return .unparsable("the emotion code \(fields[2]) is not one of 01 to 08")
    }
    guard let modality = name(codes[0], of: ["audio-video", "video", "audio"]),
      let intensity = name(codes[3], of: ["normal", "strong"]),
      let statement = name(codes[4], of: ravdessStatements),
      (1...2).contains(codes[5]), (1...24).contains(codes[6])
    else {
      return .unparsable(
        "modality, intensity, statement, repetition or actor of '\(stem)' is out of its range")
    }
    return .recording(
      Recording(
        id: stem, speaker: ravdessSpeaker(codes[6]), label: label, word: statement,
        attributes: [
          "modality": modality, "intensity": intensity, "repetition": String(codes[5]),
        ]))
  }

  private static let ravdessLabels = [
    "neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised",
  ]

  private static let ravdessStatements = [
    "kids are talking by the door", "dogs are sitting by the door",
  ]

  /// Actors with odd numbers are male, those with even numbers female; the accent is North
  /// American. Ages are published for the group alone.
  static func ravdessSpeaker(_ actor: Int) -> Speaker {
    Speaker(
      id: actor < 10 ? "ravdess-0\(actor)" : "ravdess-\(actor)",
      sex: actor % 2 == 1 ? "male" : "female", language: "en")
  }

  /// The name of a code that counts from 1.
  private static func name(_ code: Int, of names: [String]) -> String? {
    names.indices.contains(code - 1) ? names[code - 1] : nil
  }
}
