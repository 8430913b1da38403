import Foundation

/// Standard input and output as bytes that come and go while a program runs.
enum StandardStreams {
  /// The next bytes of standard input, as soon as there are any; `nil` at its end, or when somebody
  /// pressed Ctrl-C.
  static func read() -> [UInt8]? {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while !Interruption.isRequested {
      // A signal ends the waiting, or is seen after a tenth of a second.
      guard poll(&input, 1, 100) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
      if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      return count > 0 ? Array(bytes.prefix(count)) : nil
    }
    return nil
  }

  /// Writes a text to standard output at once; `false` where nobody reads it any more.
  static func write(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
