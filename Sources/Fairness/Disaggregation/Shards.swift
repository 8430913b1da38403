import Dispatch

/// Work that is shared out over all cores; results stand in their order, whatever the cores.
enum Shards {
  /// The results of a function of `0..<count`.
  static func map<Result>(count: Int, _ transform: (Int) -> Result) -> [Result] {
    guard count > 0 else { return [] }
    var results = [Result?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      withoutActuallyEscaping(transform) { transform in
        nonisolated(unsafe) let transform = transform
        DispatchQueue.concurrentPerform(iterations: count) { slots[$0] = transform($0) }
      }
    }
    return results.compactMap { $0 }
  }
}
