/// The SHA-256 of each of many files, by a name for each.
public struct ContentHashes: Sendable, Hashable {
  /// 64 hexadecimal digits by name.
  public let byName: [String: String]

  /// Takes hashes that are known already.
  public init(byName: [String: String]) { self.byName = byName }

  /// One hash for all: the SHA-256 of the lines `name`, tab, hash, line feed in byte order of the
  /// names. Moving files to other folders does not change it, changing one byte of one file does.
  public var combined: String {
    var hash = SHA256()
    for name in byName.keys.inByteOrder {
      hash.update("\(name)\t\(byName[name] ?? "")\n")
    }
    return hash.hex()
  }
}
