/// Eight floats at a time, in registers that every machine has.
typealias Eight = SIMD8<Float>

extension Eight {
  /// The `count` floats at `memory`, and 0 behind them; all eight where there are more.
  @inline(__always)
  init(_ memory: UnsafePointer<Float>, count: Int = 8) {
    guard count < 8 else {
      self = UnsafeRawPointer(memory).loadUnaligned(as: Eight.self)
      return
    }
    self = .zero
    for index in 0..<count { self[index] = memory[index] }
  }

  /// Writes the first `count` floats, or all where there are more.
  @inline(__always)
  func store(to memory: UnsafeMutablePointer<Float>, count: Int = 8) {
    guard count < 8 else {
      UnsafeMutableRawPointer(memory).storeBytes(of: self, as: Eight.self)
      return
    }
    for index in 0..<count { memory[index] = self[index] }
  }
}
