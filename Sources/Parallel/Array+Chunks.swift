extension Array {
  /// The elements in their order, so many at a time, the last time what is left.
  public func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}

extension Array where Element: Sendable {
  /// Transforms elements on all cores as `parallelMap` does, so many at a time.
  ///
  /// - Parameters:
  ///   - size: elements between two looks at whether somebody wants to stop.
  ///   - progress: called with the number of elements done; `false` ends the work.
  ///   - transform: called once an element, from several threads at once.
  /// - Returns: the results in the order of the elements, or `nil` where `progress` ended the work.
  public func parallelMap<Result: Sendable>(
    atATime size: Int = 64, progress: (Int) -> Bool, _ transform: @Sendable (Element) -> Result
  ) -> [Result]? {
    var results: [Result] = []
    for chunk in chunks(of: size) {
      results += chunk.parallelMap(transform)
      guard progress(results.count) else { return nil }
    }
    return results
  }
}
