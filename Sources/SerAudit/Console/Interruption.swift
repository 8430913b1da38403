import Foundation
import Synchronization

private let isRaised = Atomic<Bool>(false)
/// The process group that ends with this process, 0 where there is none.
private let companion = Atomic<Int32>(0)

/// Whether somebody pressed Ctrl-C or sent SIGTERM. The first one asks the work to stop at the next
/// safe place; the second ends the process at once.
enum Interruption {
  /// Whether the work should stop.
  static var isRequested: Bool { isRaised.load(ordering: .relaxed) }

  /// Names the process group that must not outlive this process; 0 names none.
  static func endsToo(group: Int32) { companion.store(group, ordering: .relaxed) }

  /// Begins to listen, also where whoever started the process holds the signals back.
  static func listen() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if isRaised.exchange(true, ordering: .relaxed) {
          let group = companion.load(ordering: .relaxed)
          if group > 0 { kill(-group, SIGKILL) }
          _exit(ExitStatus.interrupted.rawValue)
        }
        let hint: StaticString = "\nStopping at the next safe place; once more ends at once.\n"
        _ = write(STDERR_FILENO, hint.utf8Start, hint.utf8CodeUnitCount)
      }
    }
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
