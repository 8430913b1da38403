import Dispatch
import Synchronization

/// The SHA-256 of each of many files, by a name for each.
public struct ContentHashes: Sendable, Hashable {
  /// 64 hexadecimal digits by name.
  public let byName: [String: String]
  /// Files that could not be read, sorted by path.
  public let problems: [CorpusProblem]

  /// Takes hashes that are known already.
  public init(byName: [String: String], problems: [CorpusProblem] = []) {
    self.byName = byName
    self.problems = problems
  }

  /// Hashes files.
  ///
  /// - Parameters:
  ///   - files: paths relative to `root`, by the name that each is to have in the result.
  ///   - root: an absolute folder.
  ///   - workers: files that are hashed at a time.
  public static func compute(
    files: [String: String], root: String, workers: Int
  ) -> ContentHashes {
    let named = files.sorted { $0.key < $1.key }
    let workers = max(1, min(workers, named.count))
    let results = Mutex<(hashes: [String: String], problems: [CorpusProblem])>(([:], []))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for (name, path) in stride(from: worker, to: named.count, by: workers).map({ named[$0] }) {
        let hash = Result { () throws(CorpusError) in
          try FileHash.sha256(path: root + "/" + path)
        }
        results.withLock {
          switch hash {
          case .success(let hash): $0.hashes[name] = hash
          case .failure(let error):
            $0.problems.append(
              CorpusProblem(kind: .unreadable, path: path, explanation: "\(error)"))
          }
        }
      }
    }
    let (hashes, problems) = results.withLock { ($0.hashes, $0.problems) }
    return ContentHashes(byName: hashes, problems: problems.sorted { $0.path < $1.path })
  }

  /// One hash for all: the SHA-256 of the lines `name`, tab, hash, line feed in byte order of the
  /// names. Moving files to other folders does not change it, changing one byte of one file does.
  public var combined: String {
    var hash = SHA256()
    for name in ProtocolPlanner.sorted(byName.keys) {
      Array("\(name)\t\(byName[name] ?? "")\n".utf8).withUnsafeBytes { hash.update($0) }
    }
    return hash.hex()
  }
}

extension Corpus {
  /// The hash of each utterance's file by identifier; `combined` of it identifies the corpus'
  /// recordings in provenance.
  public func contentHashes(workers: Int) -> ContentHashes {
    ContentHashes.compute(
      files: Dictionary(utterances.map { ($0.id, $0.path) }) { first, _ in first }, root: root,
      workers: workers)
  }

  /// One hash over the sorted identifiers with their files' hashes.
  ///
  /// - Throws: `CorpusError.fileUnreadable` where a file cannot be read: a hash of part of a corpus
  ///   would pass for one of the whole.
  public func contentHash(workers: Int) throws(CorpusError) -> String {
    let hashes = contentHashes(workers: workers)
    if let problem = hashes.problems.first {
      throw .fileUnreadable(path: root + "/" + problem.path, reason: problem.explanation)
    }
    return hashes.combined
  }
}
