import Dispatch
import Synchronization

/// Where the caller posts a phase's units and its helpers find them.
///
/// Phases follow each other within microseconds, while waking a sleeping thread takes a tenth of a
/// millisecond: so an idle helper looks for work for a while before it sleeps, and a helper that
/// comes when the work is done is not waited for.
final class WorkBoard: Sendable {
  /// The posted phase: its number, whether it is closed, and the helpers at work on it.
  private struct Phase {
    static let closed: UInt64 = 1 << 31
    static let helpers: UInt64 = closed - 1
    static func number(_ word: UInt64) -> UInt64 { word >> 32 }
  }

  /// Looks at the board before a helper sleeps: about two milliseconds.
  private static let patience = 1_000_000

  private let phase = Atomic<UInt64>(Phase.closed)
  private let next = Atomic(0)
  private let isDismissed = Atomic(false)
  private let sleepers = Atomic(0)
  private let bell = DispatchSemaphore(value: 0)
  private let helperCount: Int
  // Written by the caller before it opens a phase, read by helpers that have joined it.
  nonisolated(unsafe) private var units = 0
  nonisolated(unsafe) private var body: ((Int, Int) -> Void)?

  init(helpers: Int) { helperCount = helpers }

  /// Opens a phase, works on it, and returns when no helper is at work on it any more.
  func post(_ units: Int, _ body: @escaping (Int, Int) -> Void) {
    self.units = units
    self.body = body
    next.store(0, ordering: .relaxed)
    let number = Phase.number(phase.load(ordering: .relaxed)) + 1
    phase.store(number << 32, ordering: .sequentiallyConsistent)
    for _ in 0..<sleepers.exchange(0, ordering: .sequentiallyConsistent) { bell.signal() }
    work(as: 0)
    phase.bitwiseOr(Phase.closed, ordering: .acquiringAndReleasing)
    while phase.load(ordering: .acquiring) & Phase.helpers != 0 {}
    self.body = nil
  }

  /// Ends all helpers.
  func dismiss() {
    isDismissed.store(true, ordering: .sequentiallyConsistent)
    for _ in 0..<helperCount { bell.signal() }
  }

  /// Works on every phase that is posted, until dismissed.
  func help(as helper: Int) {
    var seen: UInt64 = 0
    while let number = nextPhase(after: seen) {
      seen = number
      if join(number) {
        work(as: helper + 1)
        phase.subtract(1, ordering: .acquiringAndReleasing)
      }
    }
  }

  private func work(as worker: Int) {
    guard let body else { return }
    while true {
      let unit = next.add(1, ordering: .relaxed).oldValue
      if unit >= units { return }
      body(unit, worker)
    }
  }

  /// The number of the next phase, or nil when dismissed.
  private func nextPhase(after seen: UInt64) -> UInt64? {
    while true {
      for _ in 0..<WorkBoard.patience {
        let number = Phase.number(phase.load(ordering: .acquiring))
        if number != seen { return number }
        if isDismissed.load(ordering: .relaxed) { return nil }
      }
      sleepers.add(1, ordering: .sequentiallyConsistent)
      // A phase posted in between rings the bell, or was posted before and is seen on the next
      // look.
      if Phase.number(phase.load(ordering: .sequentiallyConsistent)) == seen,
        !isDismissed.load(ordering: .sequentiallyConsistent)
      {
        bell.wait()
      }
    }
  }

  /// Counts a helper in, unless the phase is closed already.
  private func join(_ number: UInt64) -> Bool {
    var word = phase.load(ordering: .acquiring)
    while Phase.number(word) == number, word & Phase.closed == 0 {
      let (exchanged, original) = phase.compareExchange(
        expected: word, desired: word + 1, ordering: .acquiringAndReleasing)
      if exchanged { return true }
      word = original
    }
    return false
  }
}
