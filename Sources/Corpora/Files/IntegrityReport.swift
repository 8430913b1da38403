/// How the files of a folder compare with the official ones.
public struct IntegrityReport: Sendable, Hashable {
  /// A file that bears an official name and has other bytes.
  public struct Altered: Sendable, Hashable {
    /// The file, relative to the folder.
    public let path: String
    /// What the publisher's file is.
    public let expected: ChecksumListing.Entry
    /// The SHA-256 that was found.
    public let sha256: String
    /// The size in bytes that was found.
    public let bytes: Int
  }

  /// A recording whose name is not among the official ones.
  public struct Extra: Sendable, Hashable {
    /// The file, relative to the folder.
    public let path: String
    /// The official file that has the same bytes, where there is one: the file was renamed.
    public let sameAs: String?
  }

  /// Files with the same bytes.
  public struct Duplicate: Sendable, Hashable {
    /// The files in reading order, two or more.
    public let paths: [String]
    /// Whether the publisher's own listing has these names with the same bytes.
    public let isOfficial: Bool
  }

  /// The number of official files that are there with the official bytes.
  public let matched: Int
  /// Official files that are not there, sorted by name.
  public let missing: [ChecksumListing.Entry]
  /// In reading order.
  public let altered: [Altered]
  /// In reading order.
  public let extra: [Extra]
  /// In reading order of the first of each.
  public let duplicates: [Duplicate]
}

extension ChecksumListing {
  /// Compares recordings with the official files, by the names of the files.
  ///
  /// Where a name is there more than once, the first file is compared and further ones with the
  /// same bytes are duplicates.
  ///
  /// - Parameters:
  ///   - files: in reading order.
  ///   - hashes: the SHA-256 by path; files without one are left out.
  public func compare(files: [ListedFile], hashes: [String: String]) -> IntegrityReport {
    let official = entries.keyed(by: \.name)
    let byHash = entries.keyed(by: \.sha256)
    var (found, altered, extra) = (
      Set<String>(), [IntegrityReport.Altered](), [IntegrityReport.Extra]()
    )
    var matched = 0
    for file in files {
      guard let hash = hashes[file.path] else { continue }
      guard let entry = official[file.name] else {
        extra.append(IntegrityReport.Extra(path: file.path, sameAs: byHash[hash]?.name))
        continue
      }
      let isFirst = found.insert(file.name).inserted
      if hash != entry.sha256 {
        altered.append(
          IntegrityReport.Altered(
            path: file.path, expected: entry, sha256: hash, bytes: file.bytes))
      } else if isFirst {
        matched += 1
      }
    }
    return IntegrityReport(
      matched: matched, missing: entries.filter { !found.contains($0.name) }, altered: altered,
      extra: extra, duplicates: duplicates(files: files, hashes: hashes))
  }

  private func duplicates(
    files: [ListedFile], hashes: [String: String]
  ) -> [IntegrityReport.Duplicate] {
    let official = entries.keyed(by: \.name)
    let groups = Dictionary(grouping: files.filter { hashes[$0.path] != nil }) {
      hashes[$0.path] ?? ""
    }
    let order = Dictionary(files.enumerated().map { ($1.path, $0) }) { first, _ in first }
    return groups.filter { $0.value.count > 1 }.map { hash, files in
      IntegrityReport.Duplicate(
        paths: files.map(\.path),
        isOfficial: Set(files.map(\.name)).count == files.count
          && files.allSatisfy { official[$0.name]?.sha256 == hash })
    }.sorted { (order[$0.paths[0]] ?? 0) < (order[$1.paths[0]] ?? 0) }
  }
}
