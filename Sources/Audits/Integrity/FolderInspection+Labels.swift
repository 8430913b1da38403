import Corpora
import Findings

extension FolderInspection {
  /// Folders of which every recording stands, byte for byte, in another folder too: of two such
  /// folders the one that the corpus uses is taken for the original.
  var nestedCopies: [IntegrityIssue] {
    let used = Set(utterances.keys.map(Self.folder))
    func comesFirst(_ left: String, _ right: String) -> Bool {
      used.contains(left) == used.contains(right)
        ? Self.isShallower(left, right) : used.contains(left)
    }
    let byFolder = Dictionary(grouping: files.filter { recordings[$0.path] != nil }) {
      Self.folder(of: $0.path)
    }
    var homes: [String: Set<String>] = [:]
    for (folder, files) in byFolder {
      for file in files {
        homes[recordings[file.path]?.contentHash ?? "", default: []].insert(folder)
      }
    }
    return byFolder.sorted { $0.key < $1.key }.compactMap { folder, files in
      guard files.count >= Self.leastCopy else { return nil }
      let shared = files.map { homes[recordings[$0.path]?.contentHash ?? ""] ?? [] }
      let others = shared.dropFirst().reduce(shared[0]) { $0.intersection($1) }
      guard
        let twin = others.filter({ $0 != folder && comesFirst($0, folder) })
          .min(by: comesFirst)
      else { return nil }
      let name = folder.isEmpty ? "the folder itself" : folder
      return IntegrityIssue(
        kind: .nestedCopy, status: .failed, paths: files.map(\.path),
        explanation: "\(name): all \(files.count) recordings stand in "
          + "\(twin.isEmpty ? "the folder above" : twin) too; remove "
          + (folder.isEmpty ? "those that are directly in it" : "this copy")
          + (isListed && used.contains(folder) ? " with its rows" : ""))
    }
  }

  /// Fewer equal files are listed as duplicates alone.
  private static let leastCopy = 2

  /// Shallow folders are taken for the original.
  private static func isShallower(_ left: String, _ right: String) -> Bool {
    let depths = (left.count { $0 == "/" }, right.count { $0 == "/" })
    return (left.isEmpty ? -1 : depths.0, left) < (right.isEmpty ? -1 : depths.1, right)
  }

  private static func folder(of path: String) -> String {
    String(path.dropLast(ListedFile(path: path, bytes: 0).name.count + 1))
  }

  /// Names that contradict the folder they are in, the manifest, or the published bytes.
  var labelIssues: [IntegrityIssue] {
    let renamed = Dictionary((official?.extra ?? []).map { ($0.path, $0.sameAs) }) { one, _ in one }
    return files.compactMap { file in
      guard let said = NameFacts(fileName: file.name, corpus: corpus.name) else { return nil }
      let others = [
        folderFacts(of: file), manifestFacts(of: file),
        (renamed[file.path] ?? nil).flatMap(publishedFacts),
      ].compactMap { $0 }
      let contradictions = others.compactMap { $0.facts.contradiction(of: said, by: $0.source) }
      guard !contradictions.isEmpty else { return nil }
      return IntegrityIssue(
        kind: .mislabelled, status: status(of: [file.path]), paths: [file.path],
        explanation: "\(file.path): \(contradictions.joined(separator: ", ")); expected both to "
          + "say the same: find out which is right before the file is used")
    }
  }

  private typealias Statement = (facts: NameFacts, source: String)

  private func folderFacts(of file: ListedFile) -> Statement? {
    let folder = ListedFile(path: Self.folder(of: file.path), bytes: 0).name
    return NameFacts(folderName: folder, corpus: corpus.name).map { ($0, "the folder \(folder)") }
  }

  private func manifestFacts(of file: ListedFile) -> Statement? {
    guard isListed else { return nil }
    return utterances[file.path].map {
      (NameFacts(speaker: nil, emotion: $0.emotion), "the manifest")
    }
  }

  private func publishedFacts(of twin: String) -> Statement? {
    NameFacts(fileName: twin, corpus: corpus.name).map {
      ($0, "the published file \(twin) of these bytes")
    }
  }
}
