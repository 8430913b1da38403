import Tensors
import Testing

@Suite("Tensors")
struct TensorTests {
  @Test("row-major: the last axis runs fastest")
  func order() throws {
    let tensor = try Tensor([2, 3], [0, 1, 2, 3, 4, 5])
    #expect(tensor[1, 0] == 3)
    #expect(tensor.shape.strides == [3, 1])
    #expect(tensor.shape.elementCount == 6)
  }

  @Test("values that do not fill the shape are refused")
  func count() {
    #expect(throws: TensorError.elementCount(found: 5, shape: [2, 3])) {
      try Tensor([2, 3], [Float](repeating: 0, count: 5))
    }
    #expect(throws: TensorError.negativeAxis([-1])) { try Tensor(zeros: [-1]) }
    #expect(throws: TensorError.tooManyElements([Int.max, 2])) { try Shape([Int.max, 2]) }
  }

  @Test("a product equals the sum of products")
  func product() throws {
    let generator = CounterGenerator(seed: 1)
    let a = try Tensor([5, 7], (0..<35).map { generator.uniform(at: $0) - 0.5 })
    let b = try Tensor([7, 3], (0..<21).map { generator.uniform(at: 100 + $0) - 0.5 })
    let c = try a.multiplied(by: b)
    #expect(c.shape.axes == [5, 3])
    for row in 0..<5 {
      for column in 0..<3 {
        let sum = (0..<7).reduce(Float(0)) { $0 + a[row, $1] * b[$1, column] }
        #expect(abs(c[row, column] - sum) < 1e-6)
      }
    }
    #expect(throws: TensorError.notMultipliable(left: [5, 7], right: [5, 3])) {
      try a.multiplied(by: c)
    }
  }
}

@Suite("Arenas")
struct ArenaTests {
  @Test("buffers begin on cache lines, do not overlap, and memory is kept")
  func buffers() {
    let arena = Arena()
    let size = arena.measure { arena in
      _ = arena.take(3)
      _ = arena.take(40)
    }
    #expect(size == 16 + 48)
    arena.reset(reserving: size)
    let first = arena.take(3)
    let second = arena.take(40)
    #expect(second - first == 16)
    #expect(UInt(bitPattern: first) % 64 == 0)
    first[2] = 5
    second[0] = 7
    #expect(first[2] == 5)
    let capacity = arena.capacity
    arena.reset(reserving: 10)
    #expect(arena.capacity == capacity)
    #expect(arena.take(3) == first)
  }
}
