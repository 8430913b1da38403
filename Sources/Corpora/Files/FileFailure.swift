import Foundation

/// Why a file could not be read or written, in the operating system's words, and what to do.
package struct FileFailure: Error {
  /// What is wrong, for example `No space left on device`.
  package let reason: String
  /// What to do where something was to be written, as a sentence.
  package let nextStep: String

  /// A failure that this program finds itself.
  init(reason: String, nextStep: String) {
    self.reason = reason
    self.nextStep = nextStep
  }

  /// The failure that the operating system gives a number.
  init(code: Int32) {
    self.init(reason: String(cString: strerror(code)), nextStep: Self.nextStep(after: code))
  }

  /// The failure of Foundation's work on a file: what the operating system said below it.
  package init(_ error: any Error) {
    let said = (error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError
    if let cause = said ?? error as? POSIXError {
      self.init(code: cause.code.rawValue)
    } else {
      self.init(
        reason: error.localizedDescription.trimmingCharacters(in: ["."]),
        nextStep: Self.elsewhere)
    }
  }

  /// The failure of the last call on this thread.
  static func last() -> FileFailure { FileFailure(code: errno) }

  private static let elsewhere = "Name another place."

  private static func nextStep(after code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "Free some space and give the same command again."
    case EACCES, EPERM, EROFS: "Allow writing there, or name another place."
    case ENOENT: "Create its folder, or name another place."
    case ENOTDIR: "A file stands where its folder should be: move it away, or name another place."
    default: elsewhere
    }
  }
}
