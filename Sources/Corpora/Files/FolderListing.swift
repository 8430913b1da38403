import Glibc

/// The files below a folder, each once, in an order that does not depend on the file system.
///
/// Symbolic links are followed. A folder is entered once however many links lead to it, real
/// folders before linked ones, so a loop of links ends. Names that begin with a dot and the
/// `__MACOSX` folders of archives are passed over.
public struct FolderListing: Sendable {
  /// The absolute folder that was scanned, links resolved.
  public let root: String
  /// Shallow files first, then in byte order of their paths.
  public let files: [ListedFile]
  /// Folders and names that could not be read.
  public let problems: [CorpusProblem]

  /// Lists every regular file below a folder.
  ///
  /// - Throws: `CorpusError.folderMissing`, `.notAFolder` or `.folderUnreadable`.
  public static func scan(root: String) throws(CorpusError) -> FolderListing {
    var scan = Scan(root: try resolvedFolder(root))
    guard scan.enter("") else {
      throw .folderUnreadable(path: root, reason: scan.lastReason)
    }
    scan.followLinkedFolders()
    return FolderListing(
      root: scan.root, files: scan.files.sorted(by: ListedFile.inReadingOrder),
      problems: scan.problems.sorted { $0.path < $1.path })
  }

  /// The recordings among the files.
  public var recordings: [ListedFile] { files.filter(\.isRecording) }

  /// The recordings among the files with those that are named beside them: elsewhere, under an
  /// extension of no recording, or through a link to a folder. Each file stands there once, under
  /// the name that was given, in reading order.
  ///
  /// - Parameter paths: as seen from the root; where nothing is, nothing is added.
  package func recordings(withNamed paths: [String]) -> [ListedFile] {
    let named = Set(paths)
    let further = named.subtracting(recordings.map(\.path)).compactMap { path in
      FileFacts(path: root + "/" + path).map { (path: path, facts: $0) }
    }.filter { $0.facts.kind == .file }
    guard !further.isEmpty else { return recordings }
    let identities = Set(further.map(\.facts.identity))
    let others = recordings.filter { file in
      named.contains(file.path)
        || !(FileFacts(path: root + "/" + file.path).map { identities.contains($0.identity) }
          ?? false)
    }
    return (others + further.map { ListedFile(path: $0.path, bytes: $0.facts.bytes) })
      .sorted(by: ListedFile.inReadingOrder)
  }

  /// The names directly in a folder in byte order, without hidden ones; none where it is closed.
  static func names(in folder: String) -> [String] {
    (bytesOfNames(in: folder) ?? []).compactMap { String(validating: $0, as: UTF8.self) }
      .inByteOrder
  }

  /// The names directly in a folder as they are stored, without hidden ones; `nil` where it cannot
  /// be opened, which `errno` explains.
  fileprivate static func bytesOfNames(in folder: String) -> [[UInt8]]? {
    guard let handle = opendir(folder) else { return nil }
    defer { closedir(handle) }
    var names: [[UInt8]] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name.first != UInt8(ascii: ".") { names.append(name) }
    }
    return names
  }

  /// The absolute path of a folder with links resolved.
  static func resolvedFolder(_ path: String) throws(CorpusError) -> String {
    guard let resolved = realpath(path, nil) else {
      if errno == ENOENT || errno == ENOTDIR { throw .folderMissing(path: path) }
      throw .folderUnreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { free(resolved) }
    let root = String(cString: resolved)
    guard FileFacts(path: root)?.kind == .folder else { throw .notAFolder(path: path) }
    return root
  }
}

/// A scan under way.
private struct Scan {
  let root: String
  var files: [ListedFile] = []
  var problems: [CorpusProblem] = []
  var lastReason = ""
  private var entered: Set<FileFacts.Identity> = []
  private var linkedFolders: [String] = []

  init(root: String) { self.root = root }

  /// Reads a folder and the real folders in it; false where it cannot be opened.
  mutating func enter(_ folder: String) -> Bool {
    let absolute = folder.isEmpty ? root : root + "/" + folder
    guard let facts = FileFacts(path: absolute) else { return true }
    guard entered.insert(facts.identity).inserted else { return true }
    guard let entries = FolderListing.bytesOfNames(in: absolute) else {
      lastReason = String(cString: strerror(errno))
      return false
    }
    let names = entries.compactMap { name(of: $0, in: folder) }
    for name in names.sorted() { visit(folder.isEmpty ? name : folder + "/" + name) }
    return true
  }

  /// Enters folders that are reached through links only, after all real ones.
  mutating func followLinkedFolders() {
    while !linkedFolders.isEmpty {
      let next = linkedFolders.sorted()
      linkedFolders = []
      for folder in next { enterOrReport(folder) }
    }
  }

  private mutating func enterOrReport(_ folder: String) {
    guard !enter(folder) else { return }
    problems.append(
      CorpusProblem(
        kind: .unreadable, path: folder,
        explanation: "the folder could not be opened (\(lastReason)); expected one that can be "
          + "read: allow reading it or move it away"))
  }

  /// The name of what is to be looked at; `nil` for what is not, which is reported where it should
  /// have been.
  private mutating func name(of bytes: [UInt8], in folder: String) -> String? {
    guard let name = String(validating: bytes, as: UTF8.self) else {
      let shown = String(decoding: bytes, as: UTF8.self)
      problems.append(
        CorpusProblem(
          kind: .unparsableName, path: folder.isEmpty ? shown : folder + "/" + shown,
          explanation: "the name holds bytes that are not UTF-8; expected a UTF-8 name: rename it"))
      return nil
    }
    return name == "__MACOSX" ? nil : name
  }

  private mutating func visit(_ path: String) {
    let absolute = root + "/" + path
    guard let facts = FileFacts(path: absolute) else {
      problems.append(
        CorpusProblem(
          kind: .unreadable, path: path,
          explanation: "this is a link to a file that is not there, or cannot be looked at; "
            + "expected a file: restore what it points to or remove it"))
      return
    }
    switch facts.kind {
    case .file: files.append(ListedFile(path: path, bytes: facts.bytes))
    case .folder where facts.isLink && leadsBack(path, to: facts.identity):
      problems.append(
        CorpusProblem(
          kind: .linkLoop, path: path,
          explanation: "this link leads back to a folder that it is in; expected none: remove it"))
    case .folder where facts.isLink: linkedFolders.append(path)
    case .folder: enterOrReport(path)
    case .other:
      guard ListedFile(path: path, bytes: 0).isRecording else { return }
      problems.append(
        CorpusProblem(
          kind: .unreadable, path: path,
          explanation: "a pipe, device or socket, expected a recording: remove it"))
    }
  }

  /// Whether a folder is one of those that a path goes through.
  private func leadsBack(_ path: String, to folder: FileFacts.Identity) -> Bool {
    var place = root
    for step in path.split(separator: "/") {
      if FileFacts(path: place)?.identity == folder { return true }
      place += "/" + step
    }
    return false
  }
}
