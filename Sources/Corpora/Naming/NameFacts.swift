/// What a name says of a recording, by the scheme of a corpus.
public struct NameFacts: Sendable, Hashable {
  /// Who speaks, where the name says so.
  public let speaker: String?
  /// The emotion, where the name says so.
  public let emotion: Emotion?

  /// Takes facts that are known.
  public init(speaker: String?, emotion: Emotion?) {
    self.speaker = speaker
    self.emotion = emotion
  }

  /// Takes a file's name apart; `nil` where it does not follow the scheme of the corpus, or, for a
  /// corpus with a manifest, that of any.
  public init?(fileName: String, corpus: String) {
    let file = ListedFile(path: fileName, bytes: 0)
    let own = CorpusFormat(corpus: corpus)
    let formats = own == .manifest ? CorpusFormat.allCases : [own]
    for scheme in formats.compactMap(\.scheme) {
      guard case .recording(let recording) = scheme.read(file) else { continue }
      let target = scheme.labels.target(of: recording.label)
      self.init(speaker: recording.speaker.id, emotion: target?.emotion)
      return
    }
    guard own == .manifest, let emotion = Self.onlyEmotion(in: file.stem) else { return nil }
    self.init(speaker: nil, emotion: emotion)
  }

  /// The one emotion among the words of a name; `nil` where there is none or more than one.
  private static func onlyEmotion(in stem: String) -> Emotion? {
    let words = Set(stem.lowercased().split { !$0.isLetter }.map(String.init))
    let emotions = Set(words.compactMap(Emotion.init))
    return emotions.count == 1 ? emotions.first : nil
  }

  /// Takes a folder's name apart: `OAF_angry`, `YAF_pleasant_surprised`, `Actor_07`.
  public init?(folderName: String, corpus: String) {
    switch CorpusFormat(corpus: corpus) {
    case .tess:
      let parts = folderName.lowercased().split(separator: "_", maxSplits: 1).map(String.init)
      guard parts.count == 2, let speaker = NamingScheme.tessSpeaker(parts[0]),
        let emotion = LabelMap.tess.target(of: parts[1])?.emotion
      else { return nil }
      self.init(speaker: speaker.id, emotion: emotion)
    case .ravdess:
      let parts = folderName.lowercased().split(separator: "_")
      guard parts.count == 2, parts[0] == "actor", let actor = Int(parts[1]),
        (1...24).contains(actor)
      else { return nil }
      self.init(speaker: NamingScheme.ravdessSpeaker(actor).id, emotion: nil)
    default:
      return nil
    }
  }

  /// What these facts say otherwise than a file's name does; `nil` where they agree.
  public func contradiction(of name: NameFacts, by source: String) -> String? {
    if let speaker, let other = name.speaker, speaker != other {
      return "the name says \(other) and \(source) says \(speaker)"
    }
    if let emotion, let other = name.emotion, emotion != other {
      return "the name says \(other.rawValue) and \(source) says \(emotion.rawValue)"
    }
    return nil
  }
}
