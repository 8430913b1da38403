/// Paths of recordings as seen from the root of a corpus: one for each file, however it is written.
extension TableReader {
  /// What identifies a row where nothing else is given: the path from the root of what lies below
  /// it, else the path as it is written.
  static func identity(of path: String, in root: String) -> String {
    let seen = relative(path, to: root)
    return parts(seen).first == ".." ? path : seen
  }

  /// A path as seen from the root, with no `.` in it, and no `..` that can be done without.
  static func relative(_ path: String, to root: String) -> String {
    guard path.utf8.first == UInt8(ascii: "/") else { return plain(path, in: root) }
    let base = parts(root)
    var wanted = parts(path)
    if !wanted.starts(with: base), let name = wanted.last,
      let folder = try? FolderListing.resolvedFolder(
        "/" + wanted.dropLast().joined(separator: "/"))
    {
      // The path may lead to the root through a link.
      wanted = parts(folder) + [name]
    }
    let shared = zip(wanted, base).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: base.count - shared)
    return plain((up + wanted[shared...]).joined(separator: "/"), in: root)
  }

  private static func plain(_ path: String, in root: String) -> String {
    let given = parts(path)
    var short: [String] = []
    for part in given {
      if part == "..", let last = short.last, last != ".." {
        short.removeLast()
      } else {
        short.append(part)
      }
    }
    let (long, candidate) = (given.joined(separator: "/"), short.joined(separator: "/"))
    guard long != candidate else { return long }
    // Behind a link to a folder, `..` leads elsewhere than back.
    let found = [long, candidate].map { FileFacts(path: root + "/" + $0)?.identity }
    return found[0] != nil && found[0] == found[1] ? candidate : long
  }

  private static func parts(_ path: String) -> [String] {
    // By bytes: a mark that combines with the slash must not hide it.
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
      .filter { $0 != "." }
  }
}
