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

  @Test(
    "every kind of buffer takes whole cache lines of 16 floats, and none where it is empty",
    arguments: [(0, 0), (1, 16), (15, 16), (16, 16), (17, 32), (33, 48)])
  func lines(floats: Int, taken: Int) {
    #expect(Arena.rounded(floats) == taken)
    let arena = Arena()
    #expect(arena.measure { _ = $0.take(floats) } == taken)
    #expect(arena.measure { _ = $0.takeIntegers(floats) } == taken)
    // A double is as long as two floats, and four bytes as one; a byte more begins another.
    #expect(arena.measure { _ = $0.takeDoubles(floats) } == Arena.rounded(2 * floats))
    #expect(arena.measure { _ = $0.takeBytes(4 * floats) } == taken)
    #expect(arena.measure { _ = $0.takeBytes(4 * floats + 1) } == Arena.rounded(floats + 1))
  }

  @Test(
    "memory that grows is 0 throughout, as large as was asked for, and forgets what was taken",
    arguments: [100, 1 << 19, (1 << 19) + 1])
  func growth(floats: Int) {
    let arena = Arena()
    arena.reset(reserving: 50)
    arena.take(50).update(repeating: 7, count: 50)
    arena.reset(reserving: floats)
    let memory = arena.take(floats)
    #expect(UInt(bitPattern: memory) % 64 == 0)
    #expect((0..<floats).allSatisfy { memory[$0] == 0 })
    memory[floats - 1] = 3
    let capacity = arena.capacity
    #expect(capacity >= floats)
    #expect(arena.measure { _ = $0.take(4 * floats) } == Arena.rounded(4 * floats))
    #expect(arena.capacity == capacity, "measuring reserves nothing")
    arena.reset(reserving: floats)
    #expect(arena.take(floats)[floats - 1] == 3, "memory that is used again holds what it held")
  }

  /// A huge page holds 2 MiB, which is half a million floats.
  @Test("large memory begins on a huge page and takes whole ones, small memory whole lines")
  func hugePages() {
    let page = 1 << 19
    for (asked, held) in [(17, 32), (page - 16, page - 16), (page, page), (page + 1, 2 * page)] {
      let arena = Arena()
      arena.reset(reserving: asked)
      #expect(arena.capacity == held, "\(asked) floats")
      if asked >= page { #expect(UInt(bitPattern: arena.take(1)) % (1 << 21) == 0) }
    }
  }

  @Test("buffers of every kind are as long as was asked for and share no byte")
  func kinds() {
    let arena = Arena()
    func layOut(_ arena: Arena) -> [(start: UnsafeRawPointer, bytes: Int)] {
      [
        (UnsafeRawPointer(arena.take(5)), 20), (UnsafeRawPointer(arena.takeDoubles(9)), 72),
        (UnsafeRawPointer(arena.takeIntegers(17)), 68), (UnsafeRawPointer(arena.takeBytes(65)), 65),
        (UnsafeRawPointer(arena.take(1)), 4),
      ]
    }
    arena.reset(reserving: arena.measure { _ = layOut($0) })
    let buffers = layOut(arena)
    for (one, next) in zip(buffers, buffers.dropFirst()) {
      #expect(one.start + one.bytes <= next.start)
      #expect(next.start - one.start < one.bytes + 64, "no line is left out")
    }
  }
}
