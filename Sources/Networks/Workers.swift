import Dispatch
import Foundation
import Synchronization

/// Runs a phase's units on a fixed number of threads.
///
/// Units are taken in order by whoever is free. What a unit computes never depends on who runs it, so
/// results are the same bits for any number of workers.
package struct Workers: Sendable {
  /// Threads that work at once, the caller's included.
  package let count: Int

  /// - Parameter count: nil for as many as the machine has active processors.
  package init(_ count: Int?) {
    self.count = max(1, count ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Runs `body` once for each unit in `0..<units` and returns when all are done.
  ///
  /// - Parameter body: gets the unit, and the worker in `0..<count` whose scratch memory it may use.
  package func run(_ units: Int, _ body: (_ unit: Int, _ worker: Int) -> Void) {
    guard count > 1, units > 1 else {
      for unit in 0..<units { body(unit, 0) }
      return
    }
    let next = Atomic(0)
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: min(count, units)) { worker in
        while true {
          let unit = next.add(1, ordering: .relaxed).oldValue
          if unit >= units { return }
          body(unit, worker)
        }
      }
    }
  }
}
