import Foundation

/// Finds utterances of several corpora by what other people's files call them, and says where a
/// name may be of more than one: nothing of one corpus is taken for the other's.
///
/// The identifiers of utterances must differ between the corpora.
public struct JointUtteranceIndex: Sendable {
  /// What a name was found to be.
  public enum Match: Sendable, Hashable {
    /// No recording bears the name.
    case unknown
    /// One recording bears it.
    case one(Utterance)
    /// Recordings of more than one corpus bear it.
    case several
  }

  private struct Own: Sendable {
    let name: String
    let root: String
    let index: UtteranceIndex

    /// Whether a path lies below the folder of the corpus.
    func holds(_ path: String) -> Bool { path.hasPrefix(root + "/") }

    /// The recordings that bear exactly this path or identifier, or a path that ends in the name of
    /// the corpus and it.
    func exact(_ path: String) -> [Utterance] {
      let whole = "/" + path
      let rest = whole.range(of: "/\(name)/", options: .backwards).map {
        String(whole[$0.upperBound...])
      }
      return [path, rest].compactMap { $0.flatMap(index.exact) }
    }
  }

  private let corpora: [Own]
  /// The corpora that have a file of a name without folder and extension.
  private let owners: [String: Set<String>]

  /// Indexes corpora.
  public init(_ corpora: [Corpus]) {
    self.corpora = corpora.map {
      Own(name: $0.name, root: $0.root, index: UtteranceIndex($0))
    }
    var owners: [String: Set<String>] = [:]
    for corpus in corpora {
      for utterance in corpus.utterances {
        let stem = ListedFile(path: utterance.path, bytes: 0).stem
        owners[stem, default: []].insert(corpus.name)
      }
    }
    self.owners = owners
  }

  /// What a name is of: what lies below the folder of a corpus is of that corpus; then the one that
  /// has the name as a path or an identifier, or what stands in it behind the corpus' name; then,
  /// by the name of the file alone, the one that has such a file. A name without a folder is a path
  /// where all recordings lie in one folder, and may be the file of another corpus all the same: it
  /// is of several. Of one corpus it is as `UtteranceIndex` says.
  public func match(_ name: String) -> Match {
    guard corpora.count > 1 else { return Self.match(corpora.first?.index.utterance(named: name)) }
    // A backslash that no name has stands between folders, as Windows writes paths.
    let isPlain = !name.contains("\\") || corpora.contains { !$0.exact(name).isEmpty }
    return find(isPlain ? name : name.replacing("\\", with: "/"))
  }

  private func find(_ name: String) -> Match {
    let below = corpora.filter { $0.holds(name) }.max { $0.root.count < $1.root.count }
    if let below { return Self.match(below.index.utterance(named: name)) }
    let exact = Set(corpora.flatMap { $0.exact(name) })
    let owners = owners(ofFile: name)
    if !name.contains("/"), owners.union(exact.map(\.corpus)).count > 1 { return .several }
    if let first = exact.first { return exact.count == 1 ? .one(first) : .several }
    // Below the name of a corpus there is nothing of another.
    if let own = corpora.first(where: { name.hasPrefix($0.name + "/") }) {
      return Self.match(own.index.utterance(named: name))
    }
    guard owners.count < 2 else { return .several }
    let matches = Set(corpora.compactMap { $0.index.utterance(named: name) })
    return matches.count > 1 ? .several : Self.match(matches.first)
  }

  /// The corpora that have a file of a name, with or without its extension.
  private func owners(ofFile name: String) -> Set<String> {
    let file = ListedFile(path: name, bytes: 0)
    return owners[file.name, default: []].union(owners[file.stem, default: []])
  }

  private static func match(_ utterance: Utterance?) -> Match {
    utterance.map { .one($0) } ?? .unknown
  }
}
