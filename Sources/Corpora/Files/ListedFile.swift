/// A regular file that a scan of a folder found.
public struct ListedFile: Sendable, Hashable {
  /// The path relative to the scanned folder, with `/` between its parts.
  public let path: String
  /// The size in bytes.
  public let bytes: Int

  /// Creates an entry.
  public init(path: String, bytes: Int) {
    self.path = path
    self.bytes = bytes
  }

  /// The last part of the path, for example `OAF_back_angry.wav`.
  public var name: String {
    // By bytes: a mark that combines with the slash or the dot must not hide it.
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:))
    return String(path.utf8[(start ?? path.startIndex)...]) ?? ""
  }

  /// The name without its extension, for example `OAF_back_angry`.
  public var stem: String {
    let name = name
    return dot(in: name).flatMap { String(name.utf8[..<$0]) } ?? name
  }

  /// The extension in lower case without its dot, or an empty string.
  public var fileExtension: String {
    let name = name
    return dot(in: name).flatMap { String(name.utf8[$0...].dropFirst()) }?.lowercased() ?? ""
  }

  /// The path without the extension of its last part.
  var pathWithoutExtension: String {
    String(path.utf8.dropLast(name.utf8.count - stem.utf8.count)) ?? path
  }

  private func dot(in name: String) -> String.Index? {
    name.utf8.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 == name.startIndex ? nil : $0 }
  }

  /// How many folders stand between the scanned folder and the file; 0 for a file directly in it.
  public var depth: Int { path.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) } }

  /// Whether the extension is one that recordings bear.
  public var isRecording: Bool { Self.recordingExtensions.contains(fileExtension) }

  /// Extensions that are taken for recordings, in lower case.
  public static let recordingExtensions: Set<String> = [
    "wav", "wave", "flac", "aif", "aiff", "aifc", "ogg", "oga", "opus", "mp3", "au", "caf", "w64",
    "rf64",
  ]

  /// Shallow files first, then byte order of the path: a nested copy of a tree comes after the
  /// tree, and the order is the same on every machine.
  static func inReadingOrder(_ left: ListedFile, _ right: ListedFile) -> Bool {
    let (leftDepth, rightDepth) = (left.depth, right.depth)
    if leftDepth != rightDepth { return leftDepth < rightDepth }
    return left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }
}
