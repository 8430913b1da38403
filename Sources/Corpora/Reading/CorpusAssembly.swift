import Wording

/// A corpus while it is being read: what was found so far and what was left out.
struct CorpusAssembly {
  let name: String
  let root: String
  var utterances: [String: Utterance] = [:]
  var speakers: [String: Speaker] = [:]
  var droppedLabels: [String: Int] = [:]
  var problems: [CorpusProblem]
  private var sizes: [String: Int] = [:]

  init(name: String, root: String, problems: [CorpusProblem] = []) {
    self.name = name
    self.root = root
    self.problems = problems
  }

  /// Adds a recording whose file name says what it is.
  mutating func add(_ file: ListedFile, scheme: NamingScheme, labels: LabelMap) {
    switch scheme.read(file) {
    case .recording(let recording): add(file, recording, labels: labels)
    case .unparsable(let reason):
      report(
        .unparsableName, file.path,
        "\(reason); expected \(CorpusFormat(corpus: name).naming): rename or remove it")
    }
  }

  private mutating func add(
    _ file: ListedFile, _ recording: NamingScheme.Recording, labels: LabelMap
  ) {
    switch labels.target(of: recording.label) {
    case nil:
      reportUnknown(recording.label, file.path, labels.explanation(of: recording.label))
    case .dropped: droppedLabels[recording.label, default: 0] += 1
    case .emotion(let emotion):
      let utterance = Utterance(
        id: recording.id, corpus: name, speaker: recording.speaker.id, emotion: emotion,
        word: recording.word, path: file.path, attributes: recording.attributes)
      if add(utterance, bytes: file.bytes) { speakers[recording.speaker.id] = recording.speaker }
    }
  }

  /// Adds an utterance unless its identifier is taken or its file is empty or closed to reading.
  mutating func add(_ utterance: Utterance, bytes: Int) -> Bool {
    if let kept = utterances[utterance.id] {
      let keptBytes = sizes[utterance.id] ?? 0
      let comparison =
        keptBytes == bytes
        ? "both have \(bytes, "byte")"
        : "they differ: \(keptBytes) and \(bytes) bytes"
      report(
        .duplicateUtterance, utterance.path,
        "this is \(utterance.id) a second time (\(comparison)); expected it once and kept "
          + "\(kept.path): remove the copy")
      return false
    }
    guard bytes > 0 else {
      report(.empty, utterance.path, "the file has 0 bytes; expected a recording: restore it")
      return false
    }
    guard FileFacts.isReadable(root + "/" + utterance.path) else {
      report(
        .unreadable, utterance.path,
        "the file may not be read; expected one that can be: check its permissions")
      return false
    }
    utterances[utterance.id] = utterance
    sizes[utterance.id] = bytes
    return true
  }

  /// Records that a file is left out.
  mutating func report(_ kind: CorpusProblem.Kind, _ path: String, _ explanation: String) {
    problems.append(CorpusProblem(kind: kind, path: path, explanation: explanation))
  }

  /// Records that a file is left out whose label no map has.
  mutating func reportUnknown(_ label: String, _ path: String, _ explanation: String) {
    problems.append(
      CorpusProblem(kind: .unknownEmotion, path: path, explanation: explanation, label: label))
  }

  /// The corpus, where anything of it can be used.
  ///
  /// - Parameter count: the recordings or rows that were looked at.
  func corpus(count: Int) throws(CorpusError) -> Corpus {
    guard !utterances.isEmpty else {
      throw .nothingUsable(name: name, path: root, count: count, first: problems.first)
    }
    return Corpus(
      name: name, root: root, utterances: Array(utterances.values),
      speakers: Array(speakers.values), droppedLabels: droppedLabels,
      problems: (problems + alikeSpeakers()).sorted {
        ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue)
      })
  }

  /// One problem for each name of a speaker that stands in several cases of letters, at the first
  /// recording of the rarest spelling: whether they are one person nobody says.
  private func alikeSpeakers() -> [CorpusProblem] {
    let bySpeaker = Dictionary(grouping: utterances.values, by: \.speaker)
    let alike = Dictionary(grouping: bySpeaker.keys) { $0.lowercased() }.filter { $1.count > 1 }
    return alike.values.compactMap { names in
      let names = names.sorted()
      let rarest = names.min { bySpeaker[$0]?.count ?? 0 < bySpeaker[$1]?.count ?? 0 }
      guard let path = rarest.flatMap({ bySpeaker[$0]?.map(\.path).min() }) else { return nil }
      let shown = names.map { "\($0) (\(bySpeaker[$0]?.count ?? 0, "recording"))" }
      return CorpusProblem(
        kind: .speakersAlike, path: path,
        explanation: "\(shown.joined(separator: " and ")) differ only in case and are taken for "
          + "\(names.count) people; expected one spelling a speaker: correct the table, or rename "
          + "whoever is somebody else")
    }
  }
}
