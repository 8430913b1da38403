import Dispatch

extension Array where Element: Sendable {
  /// Transforms every element on all cores; the results stand in the order of the elements, so they
  /// do not depend on the number of cores.
  ///
  /// - Parameter transform: called once an element, from several threads at once.
  public func parallelMap<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    guard count > 1 else { return map(transform) }
    let results = UnsafeMutableBufferPointer<Result?>.allocate(capacity: count)
    results.initialize(repeating: nil)
    defer {
      results.deinitialize()
      results.deallocate()
    }
    nonisolated(unsafe) let slots = results
    withoutActuallyEscaping(transform) { transform in
      DispatchQueue.concurrentPerform(iterations: count) { slots[$0] = transform(self[$0]) }
    }
    return results.compactMap { $0 }
  }
}
