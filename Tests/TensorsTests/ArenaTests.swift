import Tensors
import Testing

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
