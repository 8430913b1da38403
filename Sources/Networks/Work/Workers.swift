import Foundation

/// Runs a phase's units on a fixed number of threads.
///
/// Units are taken in order by whoever is free. What a unit computes never depends on who runs it,
/// so results are the same bits for any number of workers.
final class Workers {
  /// Threads that work at once, the caller's included.
  let count: Int
  private let board: WorkBoard

  /// - Parameter count: nil for as many as the machine has active processors.
  init(_ count: Int?) {
    self.count = max(1, count ?? ProcessInfo.processInfo.activeProcessorCount)
    let board = WorkBoard(helpers: self.count - 1)
    self.board = board
    for helper in 0..<(self.count - 1) {
      Thread.detachNewThread { board.help(as: helper) }
    }
  }

  deinit { board.dismiss() }

  /// Runs `body` once for each unit in `0..<units` and returns when all are done.
  ///
  /// - Parameter body: gets the unit, and the worker in `0..<count` whose scratch memory it may
  ///   use.
  func run(_ units: Int, _ body: (_ unit: Int, _ worker: Int) -> Void) {
    guard count > 1, units > 1 else {
      for unit in 0..<units { body(unit, 0) }
      return
    }
    withoutActuallyEscaping(body) { board.post(units, $0) }
  }
}
