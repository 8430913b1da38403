@preconcurrency import Glibc
import Synchronization

/// Keeps to itself what libmpg123 prints.
///
/// Within libsndfile, it prints its notes about damaged files to the `stderr` of C, and libsndfile
/// has no switch for that. So while it works, that variable points to a stream into nothing. The
/// descriptor 2 stays as it is, and whoever writes to it, as this program does, is heard.
enum MPEGWarnings {
  /// Does `work`, silently where `isNeeded`. Several threads may at the same time.
  static func withheld<Result>(_ isNeeded: Bool, _ work: () -> Result) -> Result {
    guard isNeeded else { return work() }
    state.withLock { $0.enter() }
    defer { state.withLock { $0.leave() } }
    return work()
  }

  private static let state = Mutex(State())

  private struct State {
    private var working = 0
    private var usual: UnsafeMutablePointer<FILE>?
    /// Never closed: a thread may have taken it just before the end of the silence.
    private var nothing: UnsafeMutablePointer<FILE>?

    mutating func enter() {
      working += 1
      guard working == 1 else { return }
      if nothing == nil { nothing = fopen("/dev/null", "we") }
      // Where it cannot be opened, the notes are printed.
      guard let nothing else { return }
      usual = stderr
      stderr = nothing
    }

    mutating func leave() {
      working -= 1
      guard working == 0, let usual else { return }
      stderr = usual
      self.usual = nil
    }
  }
}
