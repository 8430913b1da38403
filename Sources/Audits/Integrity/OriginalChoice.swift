/// Which of some files that are one recording looks like the original.
///
/// A name that says copy is no original; what was never coded with loss goes before what was; and a
/// shorter path before a longer one, since copies are mostly made below or beside.
struct OriginalChoice {
  /// What tells one file from the others.
  enum Reason: String {
    case othersAreCalledCopies = "its name does not say copy"
    case isLossless = "its coding loses nothing"
    case isShorter = "its path is shorter"
  }

  /// The file to keep.
  let path: String
  /// Why, or `nil` where nothing tells it from another one.
  let reason: Reason?

  /// - Parameter paths: two or more, in reading order.
  init?(among paths: [String]) {
    guard let first = paths.min(by: { Self.rank($0).lexicographicallyPrecedes(Self.rank($1)) })
    else { return nil }
    path = first
    let own = Self.rank(first)
    let others = paths.filter { $0 != first }.map(Self.rank)
    let reasons: [Reason] = [.othersAreCalledCopies, .isLossless, .isShorter]
    // The last rule that was needed: the one that tells it from whoever comes nearest.
    let steps = others.map { other in own.indices.first { own[$0] != other[$0] } }
    reason = steps.contains(nil) ? nil : steps.compactMap { $0 }.max().map { reasons[$0] }
  }

  private static func rank(_ path: String) -> [Int] {
    [isCalledCopy(path) ? 1 : 0, isLossy(path) ? 1 : 0, path.count]
  }

  private static let lossy: Set = ["mp3", "ogg", "oga", "opus", "m4a", "aac", "wma", "mp2", "amr"]

  private static func isLossy(_ path: String) -> Bool {
    guard let point = path.lastIndex(of: ".") else { return false }
    return lossy.contains(path[path.index(after: point)...].lowercased())
  }

  /// What copies are called, by people and by desktops of some languages.
  private static let words: Set = [
    "copy", "copies", "copia", "copie", "kopie", "kopia", "kopi", "dup", "duplicate", "duplikat",
    "backup",
  ]

  /// `x copy.wav`, `x_Kopie.wav`, `Copy of x.wav`, `x (1).wav`, and what lies in a folder so named.
  private static func isCalledCopy(_ path: String) -> Bool {
    let name = path.lastIndex(of: ".").map { path[..<$0] } ?? path[...]
    return name.lowercased().split { !$0.isLetter }.contains { words.contains(String($0)) }
      || name.contains(/\ \([0-9]+\)$/)
  }
}
