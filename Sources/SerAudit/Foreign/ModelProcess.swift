import Foundation

/// A program of somebody else's that answers over pipes, with everything that it starts in a
/// process group of its own, so that nothing of it is left when it is ended.
final class ModelProcess {
  /// What can be read or written now.
  struct Readiness {
    let canWrite: Bool
    let hasOutput: Bool
    let hasErrors: Bool
  }

  private let identifier: pid_t
  private var input: Int32
  private let output: Int32
  private let errors: Int32
  private var isErrorsOpen = true
  private var isEnded = false
  private var said: [UInt8] = []

  /// How much of standard error is kept.
  private static let keptErrors = 4096
  /// How many of its last lines are shown.
  private static let shownLines = 10

  /// Starts `/bin/sh -c command`, in the folder and with the environment of this process.
  ///
  /// - Throws: `CommandFailure` where no process can be started.
  init(command: String) throws(CommandFailure) {
    let pipes = try (0..<3).map { _ throws(CommandFailure) in try Self.pipe() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0].read, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes[1].write, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes[2].write, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.setApart(&attributes)
    let texts = ["/bin/sh", "-c", command]
    var words: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
    for end in [pipes[0].read, pipes[1].write, pipes[2].write] { close(end) }
    (input, output, errors) = (pipes[0].write, pipes[1].read, pipes[2].read)
    identifier = child
    guard code == 0 else {
      for end in [input, output, errors] { close(end) }
      isEnded = true
      throw CommandFailure(
        .internalError, "/bin/sh could not be started (\(String(cString: strerror(code)))).")
    }
    for end in [input, output, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    Interruption.endsToo(group: identifier)
  }

  deinit { end() }

  private static func pipe() throws(CommandFailure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Foundation.pipe(&ends) == 0 else {
      throw CommandFailure(
        .internalError, "No pipe could be made (\(String(cString: strerror(errno)))).")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// A group of its own, and signals as a new program expects them: this process ignores some.
  private static func setApart(_ attributes: inout posix_spawnattr_t) {
    var (usual, none) = (sigset_t(), sigset_t())
    sigemptyset(&usual)
    sigemptyset(&none)
    for number in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
  }

  /// Waits up to a twentieth of a second until the program can be written to or has said something.
  func wait(toWrite: Bool) -> Readiness {
    var watched = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
    if isErrorsOpen { watched.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0)) }
    if toWrite, input >= 0 {
      watched.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0))
    }
    guard poll(&watched, nfds_t(watched.count), 50) > 0 else {
      return Readiness(canWrite: false, hasOutput: false, hasErrors: false)
    }
    func isReady(_ descriptor: Int32) -> Bool {
      watched.contains { $0.fd == descriptor && $0.revents != 0 }
    }
    return Readiness(
      canWrite: toWrite && isReady(input), hasOutput: isReady(output),
      hasErrors: isErrorsOpen && isReady(errors))
  }

  /// Writes what goes into the pipe now.
  ///
  /// - Returns: the number of bytes that went, or `nil` where nobody reads them any more.
  func write(_ bytes: ArraySlice<UInt8>) -> Int? {
    let count = bytes.withUnsafeBytes { Foundation.write(input, $0.baseAddress, $0.count) }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// What stands on standard output now; `nil` at its end.
  func read() -> [UInt8]? { Self.read(output) }

  /// Keeps what stands on standard error now, the last of it.
  func keepErrors() {
    guard let bytes = Self.read(errors) else {
      isErrorsOpen = false
      return
    }
    said = Array((said + bytes).suffix(Self.keptErrors))
  }

  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Foundation.read(descriptor, &bytes, bytes.count)
    if count < 0 && (errno == EAGAIN || errno == EINTR) { return [] }
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  /// The last lines of standard error.
  var lastWords: [String] {
    String(decoding: said, as: UTF8.self).split(separator: "\n").suffix(Self.shownLines)
      .map { String($0).onOneLine }
  }

  /// Ends the program with all that it started: its input ends; what does not leave within
  /// `patience` seconds is asked to by SIGTERM, and killed.
  ///
  /// - Returns: how it ended, in words; `nil` where it was ended before, or had to be killed.
  @discardableResult
  func end(patience: Double = 2) -> String? {
    guard !isEnded else { return nil }
    isEnded = true
    close(input)
    input = -1
    var hasLeft = hasLeft(within: patience)
    let isOwnEnd = hasLeft
    if !hasLeft {
      kill(-identifier, SIGTERM)
      hasLeft = self.hasLeft(within: patience)
    }
    // The group still bears the number of a process that nobody has waited for. Killed first: a
    // program that outlives its leader may talk for ever.
    kill(-identifier, SIGKILL)
    while isErrorsOpen, wait(toWrite: false).hasErrors { keepErrors() }
    Interruption.endsToo(group: 0)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    close(output)
    close(errors)
    return isOwnEnd ? Self.words(of: status) : nil
  }

  private func hasLeft(within seconds: Double) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      var facts = siginfo_t()
      let code = waitid(P_PID, id_t(identifier), &facts, WEXITED | WNOHANG | WNOWAIT)
      if code == 0, facts.si_signo == SIGCHLD { return true }
      if code < 0, errno != EINTR { return true }
      guard ContinuousClock.now < deadline else { return false }
      usleep(5000)
    }
  }

  private static func words(of status: Int32) -> String {
    let signal = status & 0x7F
    return signal == 0 ? "with exit code \((status >> 8) & 0xFF)" : "by signal \(signal)"
  }
}
