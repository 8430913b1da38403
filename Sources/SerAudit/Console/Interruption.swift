import Foundation
import Synchronization

private let isRaised = Atomic<Bool>(false)

/// Whether somebody pressed Ctrl-C or sent SIGTERM. The first one asks the work to stop at the next
/// safe place; the second ends the process at once.
enum Interruption {
  /// Whether the work should stop.
  static var isRequested: Bool { isRaised.load(ordering: .relaxed) }

  /// Begins to listen. A reader of our output that goes away is no reason to die.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if isRaised.exchange(true, ordering: .relaxed) { _exit(ExitStatus.interrupted.rawValue) }
      }
    }
    signal(SIGPIPE, SIG_IGN)
  }
}
