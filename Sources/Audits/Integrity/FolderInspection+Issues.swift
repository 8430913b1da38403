import Corpora
import Findings
import Wording

extension FolderInspection {
  /// Everything that is wrong or worth knowing, by kind, then in reading order. What could not be
  /// decoded stands in `corpus.problems` instead.
  public var issues: [IntegrityIssue] {
    let all =
      publishedIssues + unlistedIssues + duplicateIssues + nearDuplicateIssues + nestedCopies
      + labelIssues
      + formatIssues + signalIssues + coverageIssues
    let order = IntegrityIssue.Kind.allCases
    return order.flatMap { kind in all.filter { $0.kind == kind } }
  }

  /// Whether a fault of some files is this copy's or the publisher's.
  func status(of paths: [String]) -> Status {
    paths.allSatisfy(published.contains) ? .passed : .failed
  }

  private var publishedIssues: [IntegrityIssue] {
    guard let official else { return [] }
    let missing = official.missing.map { entry in
      IntegrityIssue(
        kind: .missing, status: .failed, paths: [entry.name],
        explanation: "\(entry.name): published and not here; get it from the source of the corpus")
    }
    let altered = official.altered.map { file in
      IntegrityIssue(
        kind: .altered, status: .failed, paths: [file.path],
        explanation: "\(file.path): SHA-256 \(file.sha256.prefix(16)) and \(file.bytes) bytes, "
          + "published are \(file.expected.sha256.prefix(16)) and \(file.expected.bytes); "
          + "get the file again")
    }
    let extra = official.extra.map { file in
      IntegrityIssue(
        kind: .extra, status: .failed, paths: [file.path],
        explanation: file.sameAs.map {
          "\(file.path): has the bytes of the published \($0) under another name; rename it"
        } ?? "\(file.path): not among the published files; move it out of the corpus")
    }
    return missing + altered + extra
  }

  private var unlistedIssues: [IntegrityIssue] {
    let paths = unlisted.filter { recordings[$0] != nil }
    guard !paths.isEmpty else { return [] }
    let isOne = paths.count == 1
    return [
      IntegrityIssue(
        kind: .unlisted, status: .passed, paths: paths,
        explanation: "\(paths.listed(first: Self.shown)): no row of the corpus' table names "
          + (isOne ? "it, so it is not used" : "them, so they are not used")
          + "; expected a row for each recording: add \(isOne ? "it" : "them"), or move "
          + "\(isOne ? "the file" : "the files") out of the corpus")
    ]
  }

  private var duplicateIssues: [IntegrityIssue] {
    let groups = Dictionary(grouping: files.map(\.path).filter { recordings[$0] != nil }) {
      recordings[$0]?.contentHash ?? ""
    }
    return files.compactMap { file -> IntegrityIssue? in
      guard let group = groups[recordings[file.path]?.contentHash ?? ""], group.count > 1,
        group.first == file.path
      else { return nil }
      let isPublishers = hasOwnNames(group) && status(of: group) == .passed
      return IntegrityIssue(
        kind: .duplicate, status: isPublishers ? .passed : .failed, paths: group,
        explanation: "\(group.joined(separator: " = ")): the same bytes"
          + labels(of: group)
          + (isPublishers
            ? "; published so: keep them on one side of every split"
            : "; " + advice(on: group)))
    }
  }

  private func hasOwnNames(_ paths: [String]) -> Bool {
    Set(paths.map { ListedFile(path: $0, bytes: 0).name }).count == paths.count
  }

  private var nearDuplicateIssues: [IntegrityIssue] {
    nearDuplicates.map { set in
      let status = status(of: set.paths)
      let score = (set.score * 1000).rounded() / 1000
      return IntegrityIssue(
        kind: .nearDuplicate, status: status, paths: set.paths,
        explanation: "\(set.paths.joined(separator: " ~ ")): one recording by its fingerprint "
          + "(similarity \(score))" + labels(of: set.paths)
          + (status == .passed
            ? "; published so: keep them on one side of every split"
            : "; " + advice(on: set.paths)))
    }
  }

  /// Which of some files that are one recording is to stay, and what becomes of the others.
  private func advice(on paths: [String]) -> String {
    guard contradictions(in: paths).isEmpty else {
      return "find out which label is right, keep that file and remove the others"
    }
    let (kept, reason) = kept(of: paths)
    let others = paths.filter { $0 != kept }
    let haveRows = isListed && others.contains { utterances[$0] != nil }
    let ending = others.count == 1 ? ("", " with its row") : ("s", " with their rows")
    return "keep \(kept)\(reason) and remove the other\(ending.0)" + (haveRows ? ending.1 : "")
  }

  /// Which of some files that are one recording is to stay, with the reason in brackets.
  private func kept(of paths: [String]) -> (path: String, reason: String) {
    let used = paths.filter { utterances[$0] != nil }
    if isListed, used.count == 1 { return (used[0], " (the table names it)") }
    if !isListed, let official = paths.first(where: published.contains) {
      return (official, " (the published file)")
    }
    let candidates = used.isEmpty ? paths : used
    guard candidates.count > 1, let original = OriginalChoice(among: candidates) else {
      return (candidates[0], "")
    }
    return (
      original.path,
      " (\(original.reason?.rawValue ?? "or another one: nothing tells which is the original"))"
    )
  }

  /// Whether a table names the recordings of the corpus.
  var isListed: Bool { CorpusFormat(corpus: corpus.name) == .manifest }

  /// What the corpus says of files that are one recording, where it contradicts itself.
  private func labels(of paths: [String]) -> String {
    let differing = contradictions(in: paths)
    guard !differing.isEmpty else { return "" }
    return ", labelled "
      + differing.map { $0.sorted().joined(separator: " and ") }.joined(separator: ", ")
  }

  /// The emotions, and the speakers, of files that are one recording, where there are several.
  private func contradictions(in paths: [String]) -> [Set<String>] {
    [
      Set(paths.compactMap { utterances[$0]?.emotion.rawValue }),
      Set(paths.compactMap { utterances[$0]?.speaker }),
    ].filter { $0.count > 1 }
  }
}
