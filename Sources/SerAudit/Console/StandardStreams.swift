import Foundation

/// Standard input, output and error as bytes that come and go while a program runs.
enum StandardStreams {
  /// Lets writing go on where a reader of the output went away, as `head` does: the exit code still
  /// says what the command came to. A file that reaches the size that the shell allows is a write
  /// that fails, and is told as one.
  static func outliveReaders() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// The next bytes of standard input, as soon as there are any; `nil` at its end, or when somebody
  /// pressed Ctrl-C.
  ///
  /// - Throws: `CommandFailure` where it cannot be read, for example because it is a folder.
  static func read() throws(CommandFailure) -> [UInt8]? {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while !Interruption.isRequested {
      // A signal ends the waiting, or is seen after a tenth of a second.
      guard poll(&input, 1, 100) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
      let reason = count < 0 ? errno : 0
      if reason == EINTR || reason == EAGAIN { continue }
      guard reason == 0 else {
        throw CommandFailure(
          .data, "Standard input cannot be read: \(String(cString: strerror(reason))).")
      }
      return count > 0 ? Array(bytes.prefix(count)) : nil
    }
    return nil
  }

  /// Writes a whole text at once, at the pace of whoever reads it.
  ///
  /// - Returns: `false` where nobody reads it any more, which is no error.
  /// - Throws: `CommandFailure` where it cannot be written, for example because the disk is full.
  @discardableResult
  static func write(
    _ text: String, to descriptor: Int32 = STDOUT_FILENO
  ) throws(CommandFailure) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      let reason = count < 0 ? errno : EIO
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if reason == EAGAIN {
        // Whoever shares the stream made it answer at once; it takes more when it is read.
        var output = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&output, 1, -1)
      } else if reason == EPIPE {
        return false
      } else if reason != EINTR {
        let found =
          descriptor == STDERR_FILENO
          ? "Standard error cannot be written" : "The result cannot be written to standard output"
        throw CommandFailure(
          .ledger,
          "\(found): \(String(cString: strerror(reason))). Free some space, or write it elsewhere.")
      }
    }
    return true
  }
}
