import Foundation

/// A run of the program `curl`, which does the downloads: HTTPS, proxies and certificates are those
/// of the system.
///
/// It is started with `posix_spawn` so that it keeps open what this process holds open without
/// close-on-exec: the lock on the folder lives until both have ended.
struct CurlProcess {
  /// What a run came to.
  struct Outcome {
    /// Curl's exit code, 0 where every transfer ended well.
    let code: Int32
    /// The HTTP status of the last transfer that got an answer.
    let status: Int?
    /// What curl said of its failure, in one line; empty where it said nothing.
    let reason: String
  }

  private let identifier: pid_t
  private let pipe: Int32

  /// Starts curl with the options that every download has.
  ///
  /// - Throws: `CommandFailure` where there is no such program.
  init(_ arguments: [String]) throws(CommandFailure) {
    var ends: [Int32] = [-1, -1]
    guard Foundation.pipe(&ends) == 0 else { throw Self.failure(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    var words = (["curl"] + Self.usual + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    let code = posix_spawnp(&child, "curl", &actions, nil, &words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw Self.failure(code)
    }
    identifier = child
    pipe = ends[0]
  }

  /// No settings of the user's, no progress meter; the status of each transfer on a line of its
  /// own; the first failure ends the run; a connection that stands still for half a minute is
  /// broken.
  private static let usual = [
    "-q", "--silent", "--show-error", "--no-buffer", "--fail", "--fail-early", "--location",
    "--globoff",
    "--connect-timeout", "20", "--speed-limit", "1", "--speed-time", "30",
    "--user-agent", "ser-audit/\(Version.current)", "--write-out", "%{http_code}\\n",
  ]

  private static func failure(_ code: Int32) -> CommandFailure {
    guard code == ENOENT else {
      return CommandFailure(
        .internalError, "curl could not be started (\(String(cString: strerror(code)))).")
    }
    return CommandFailure(
      .data,
      "The program curl was not found; expected it in one of the folders of PATH, for it does the "
        + "downloads. Install it (for example `apt install curl`) and give the same command again.")
  }

  /// Waits for the end; `watch` is called ten times a second, and `false` ends the run.
  func outcome(_ watch: () -> Bool) -> Outcome {
    var said: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 1 << 12)
    var source = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
    var isOpen = true
    while isOpen {
      if !watch() { kill(identifier, SIGTERM) }
      guard poll(&source, 1, 100) > 0 else { continue }
      let count = Foundation.read(pipe, &bytes, bytes.count)
      if count > 0 { said += bytes.prefix(count) }
      isOpen = count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))
    }
    close(pipe)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let isExit = status & 0x7F == 0
    let lines = String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
    return Outcome(
      code: isExit ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
      status: lines.last { $0.utf8.count == 3 && $0 != "000" }.flatMap(Int.init),
      reason: lines.last { $0.hasPrefix("curl: ") } ?? "")
  }
}
