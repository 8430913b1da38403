import Foundation

/// What the shell allows this process, where SQLite does not say that it was in the way.
enum ProcessLimits {
  /// The size that a file may grow to, in bytes; `nil` without a limit.
  static var fileSize: Int? { current(__rlimit_resource_t(RLIMIT_FSIZE.rawValue)) }

  /// How many files may be open, where fewer are left than a ledger takes with those that SQLite
  /// keeps beside it; `nil` where there are enough.
  static var scarceFiles: Int? {
    var opened: [Int32] = []
    defer { for descriptor in opened { Foundation.close(descriptor) } }
    for _ in 0..<filesOfALedger {
      let descriptor = Foundation.open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        return errno == EMFILE ? current(__rlimit_resource_t(RLIMIT_NOFILE.rawValue)) : nil
      }
      opened.append(descriptor)
    }
    return nil
  }

  private static let filesOfALedger = 8

  private static func current(_ resource: __rlimit_resource_t) -> Int? {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }
}
