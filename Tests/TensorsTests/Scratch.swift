import Tensors

/// Scratch memory, and a wall behind it that must stand.
final class Scratch {
  static let wall = 64
  let memory = UnsafeMutablePointer<Float>.allocate(
    capacity: MatrixProduct.scratchCount + Scratch.wall)

  init() { memory.initialize(repeating: 9, count: MatrixProduct.scratchCount + Scratch.wall) }
  deinit { memory.deallocate() }

  var isKept: Bool {
    (0..<Scratch.wall).allSatisfy { memory[MatrixProduct.scratchCount + $0] == 9 }
  }
}
