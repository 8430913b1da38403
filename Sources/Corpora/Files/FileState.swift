import Foundation

/// What the system knows of a file without reading it.
package struct FileState: Sendable, Equatable {
  /// Path, device, inode, size, and the times of the last change of content and of anything.
  package let text: String
  /// Whether the last change lies so far back that another one would show in its time.
  package let isSettled: Bool

  private static let settlingSeconds = 2.0

  /// `nil` where there is no regular file.
  package init?(path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    let (content, change) = (facts.st_mtim, facts.st_ctim)
    text =
      "\(path)\n\(facts.st_dev) \(facts.st_ino) \(facts.st_size) "
      + "\(content.tv_sec).\(content.tv_nsec) \(change.tv_sec).\(change.tv_nsec)"
    let latest = Double(max(content.tv_sec, change.tv_sec))
    isSettled = Date().timeIntervalSince1970 - latest > Self.settlingSeconds
  }
}
