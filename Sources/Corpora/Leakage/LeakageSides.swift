/// The two sides of a split with what is looked up on the fitted one.
struct LeakageSides {
  /// A speaker of one corpus; equal names in two corpora are two people.
  private struct Voice: Hashable {
    let corpus: String
    let speaker: String

    /// The name within the corpus: identifiers of further corpora begin with that of the corpus.
    var name: String {
      speaker.hasPrefix(corpus + "/") ? String(speaker.dropFirst(corpus.count + 1)) : speaker
    }

    /// The same in lower case, which is one for all spellings of a name.
    var folded: Voice { Voice(corpus: corpus, speaker: speaker.lowercased()) }
  }

  private struct VoiceAndWord: Hashable {
    let voice: Voice
    let word: String
  }

  private let tested: [LeakageSubject]
  private let hashes: [String: String]
  private let missing: [String]
  private let fittedIds: Set<String>
  private let devIds: Set<String>
  private let fittedHashes: Set<String>
  private let groups: RecordingGroups
  private let fittedGroups: Set<String>
  private let fittedRoots: Set<String>
  private let voices: Set<Voice>
  /// What the fitted voices are called in their corpora.
  private let names: Set<String>
  /// The fitted voices in lower case.
  private let foldedVoices: Set<Voice>
  private let voicesAndWords: Set<VoiceAndWord>
  /// Words that fit weights.
  private let words: Set<String>
  private let roots: [String: String]
  private let isUnknown: Bool
  private let isUnheard: Bool

  init(
    split: Split, testSet: TestSet, subjects: [LeakageSubject], hashes: [String: String],
    nearDuplicates: [(String, String)]
  ) {
    let byId = subjects.keyed(by: \.id)
    let allFitted = Set(split.train + split.dev + split.calibration)
    let fitted = allFitted.compactMap { byId[$0] }
    tested = Set(testSet.utterances).compactMap { byId[$0] }
    self.hashes = hashes
    isUnknown = split.hasUnknownTraining
    isUnheard = split.hasUnheardTraining
    missing = allFitted.union(testSet.utterances).filter { byId[$0] == nil }
    fittedIds = Set(split.train + split.calibration)
    devIds = Set(split.dev)
    fittedHashes = Set(fitted.compactMap { hashes[$0.id] })
    let groups = RecordingGroups(nearDuplicates)
    self.groups = groups
    fittedGroups = Set(allFitted.compactMap(groups.root))
    roots = Dictionary(uniqueKeysWithValues: tested.map { ($0.id, Self.root(of: $0, in: byId)) })
    fittedRoots = Set(fitted.map { Self.root(of: $0, in: byId) })
    voices = Set(fitted.compactMap(Self.voice))
    names = Set(voices.map(\.name))
    foldedVoices = Set(voices.map(\.folded))
    voicesAndWords = Set(fitted.compactMap(Self.voiceAndWord))
    words = Set(split.train.compactMap { byId[$0]?.word.map(Self.spelling) })
  }

  /// Tested utterances for which a reason holds.
  func tested(sharing reason: LeakageJudgement.Reason) -> [String] {
    tested.filter { utterance in
      switch reason {
      case .recording: fittedIds.contains(utterance.id)
      case .selection: devIds.contains(utterance.id)
      case .content:
        !isOnBothSides(utterance)
          && (hashes[utterance.id].map(fittedHashes.contains) ?? false)
      case .nearDuplicate:
        !isOnBothSides(utterance)
          && (groups.root(utterance.id).map(fittedGroups.contains) ?? false)
      case .parent:
        !isOnBothSides(utterance) && (roots[utterance.id].map(fittedRoots.contains) ?? false)
      case .speaker: Self.voice(utterance).map(voices.contains) ?? false
      case .speakerWord: Self.voiceAndWord(utterance).map(voicesAndWords.contains) ?? false
      case .unknownTraining: isUnknown
      }
    }.map(\.id)
  }

  /// Identifiers that a note is about.
  func identifiers(noting note: LeakageJudgement.Note) -> [String] {
    switch note {
    case .wordOverlap:
      tested.filter { utterance in
        guard let word = utterance.word.map(Self.spelling), words.contains(word) else {
          return false
        }
        return !(Self.voiceAndWord(utterance).map(voicesAndWords.contains) ?? false)
      }.map(\.id)
    case .unknownSpeaker: tested.filter { $0.speaker == nil }.map(\.id)
    case .unknownWord: tested.filter { $0.word == nil }.map(\.id)
    case .unhashed: tested.filter { hashes[$0.id] == nil && $0.parent == nil }.map(\.id)
    case .speakerNamedAlike: tested.filter(isNamedAlike).map(\.id)
    case .speakerSpeltAlike: tested.filter(isSpeltAlike).map(\.id)
    case .notInCorpus: missing
    case .unheardTraining: isUnheard ? tested.map(\.id) : []
    }
  }

  /// Whether a speaker of another corpus who bears the same name is on the fitted side, and not
  /// this one.
  private func isNamedAlike(_ subject: LeakageSubject) -> Bool {
    guard let voice = Self.voice(subject), !voices.contains(voice) else { return false }
    return names.contains(voice.name)
  }

  /// Whether a speaker of the same corpus whose name differs only in case is on the fitted side,
  /// and not this one.
  private func isSpeltAlike(_ subject: LeakageSubject) -> Bool {
    guard let voice = Self.voice(subject), !voices.contains(voice) else { return false }
    return foldedVoices.contains(voice.folded)
  }

  private func isOnBothSides(_ utterance: LeakageSubject) -> Bool {
    fittedIds.contains(utterance.id) || devIds.contains(utterance.id)
  }

  private static func voice(_ subject: LeakageSubject) -> Voice? {
    subject.speaker.map { Voice(corpus: subject.corpus, speaker: $0) }
  }

  private static func voiceAndWord(_ subject: LeakageSubject) -> VoiceAndWord? {
    guard let voice = voice(subject), let word = subject.word else { return nil }
    return VoiceAndWord(voice: voice, word: spelling(word))
  }

  private static func spelling(_ word: String) -> String { word.lowercased() }

  /// The original that an utterance goes back to through its parents; in a circle of parents the
  /// first identifier of the circle stands for all.
  private static func root(
    of utterance: LeakageSubject, in byId: [String: LeakageSubject]
  ) -> String {
    var path = [utterance.id]
    while let parent = byId[path[path.count - 1]]?.parent {
      if let start = path.firstIndex(of: parent) { return path[start...].min() ?? parent }
      path.append(parent)
    }
    return path[path.count - 1]
  }
}
