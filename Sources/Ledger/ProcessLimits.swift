import Foundation

/// What the shell allows this process, where a library does not say that it was in the way.
package enum ProcessLimits {
  /// The size that a file may grow to, in bytes; `nil` without a limit.
  static var fileSize: Int? { current(__rlimit_resource_t(RLIMIT_FSIZE.rawValue)) }

  /// How many files may be open, and how many of them are left, where these are fewer than needed;
  /// `nil` where there are enough.
  package static func scarceFiles(needing needed: Int) -> (limit: Int, left: Int)? {
    var opened: [Int32] = []
    defer { for descriptor in opened { Foundation.close(descriptor) } }
    for _ in 0..<needed {
      let descriptor = Foundation.open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        let limit =
          errno == EMFILE ? current(__rlimit_resource_t(RLIMIT_NOFILE.rawValue)) : nil
        return limit.map { ($0, opened.count) }
      }
      opened.append(descriptor)
    }
    return nil
  }

  private static func current(_ resource: __rlimit_resource_t) -> Int? {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }
}
