import Foundation

/// What stands at a path, links followed.
enum PathKind {
  case folder, file
  /// A pipe, a device or a socket.
  case other

  /// `nil` where nothing is there that can be looked at.
  init?(of path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    switch facts.st_mode & S_IFMT {
    case S_IFDIR: self = .folder
    case S_IFREG: self = .file
    default: self = .other
    }
  }
}
