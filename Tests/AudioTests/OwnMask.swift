import Foundation
import Testing

/// Work under a umask that no other thread sees.
enum OwnMask {
  private typealias Unshare = @convention(c) (Int32) -> Int32
  /// `CLONE_FS` of Linux: the thread's own working folder and umask from now on.
  private static let fileSystemState: Int32 = 0x200

  static func run(_ mask: mode_t, _ work: @escaping @Sendable () throws -> Void) async throws {
    let symbol = try #require(dlsym(nil, "unshare"))
    let unshare = unsafeBitCast(symbol, to: Unshare.self)
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread {
        guard unshare(fileSystemState) == 0 else {
          return continuation.resume(
            throwing: POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM))
        }
        umask(mask)
        continuation.resume(with: Result { try work() })
      }
    }
  }
}
