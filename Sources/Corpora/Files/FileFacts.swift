import Glibc

/// What the file system says of one path, links followed.
struct FileFacts {
  enum Kind { case file, folder, other }

  /// The same for all paths that lead to one file.
  struct Identity: Hashable {
    let device: UInt
    let inode: UInt
  }

  let kind: Kind
  /// Whether the path itself is a symbolic link.
  let isLink: Bool
  let bytes: Int
  let identity: Identity

  /// The facts, or `nil` where there is nothing at the path.
  init?(path: String) {
    var own = stat()
    var target = stat()
    guard lstat(path, &own) == 0, stat(path, &target) == 0 else { return nil }
    switch target.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: kind = .other
    }
    isLink = own.st_mode & S_IFMT == S_IFLNK
    bytes = Int(target.st_size)
    identity = Identity(device: UInt(target.st_dev), inode: UInt(target.st_ino))
  }

  /// Whether this process may read the file.
  static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
