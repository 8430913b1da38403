import Parallel
import Synchronization
import Testing

@Suite struct ParallelMapTests {
  @Test(arguments: [0, 1, 2, 1000])
  func resultsStandInTheOrderOfTheElements(count: Int) {
    let numbers = Array(0..<count)
    let squares = numbers.map { $0 * $0 }
    #expect(numbers.parallelMap { $0 * $0 } == squares)
  }

  @Test func aResultMayBeNothing() {
    let halves: [Int?] = Array(0..<10).parallelMap { $0.isMultiple(of: 2) ? $0 / 2 : nil }
    #expect(halves == [0, nil, 1, nil, 2, nil, 3, nil, 4, nil])
  }

  @Test(arguments: [1, 2, 500]) func eachElementIsTransformedOnce(count: Int) {
    let seen = Mutex([Int](repeating: 0, count: count))
    _ = Array(0..<count).parallelMap { element in seen.withLock { $0[element] += 1 } }
    #expect(seen.withLock { $0 } == [Int](repeating: 1, count: count))
  }

  @Test func aMapWithinAMapGivesWhatMapsGive() {
    let table = Array(0..<20).parallelMap { row in
      Array(0..<(row % 4)).parallelMap { "\(row) \($0)" }
    }
    #expect(table == (0..<20).map { row in (0..<(row % 4)).map { "\(row) \($0)" } })
  }

  /// Counts those of its kind that are alive.
  private final class Counted: Sendable {
    static let alive = Mutex(0)
    init() { Self.alive.withLock { $0 += 1 } }
    deinit { Self.alive.withLock { $0 -= 1 } }
  }

  @Test("results live as long as the array that holds them, and no longer")
  func resultsAreLetGo() {
    var made = Array(0..<100).parallelMap { _ in Counted() }
    #expect(Counted.alive.withLock { $0 } == 100)
    made.removeLast(60)
    #expect(Counted.alive.withLock { $0 } == 40)
    made = []
    #expect(made.isEmpty && Counted.alive.withLock { $0 } == 0)
  }

  @Test("elements that take long do not change the order of those that are quick")
  func unequalWork() {
    let counts = (0..<64).map { $0 % 8 == 0 ? 20_000 : 1 }
    @Sendable func sum(_ count: Int) -> Int { (0..<count).reduce(0) { $0 &* 31 &+ $1 } }
    #expect(counts.parallelMap { sum($0) } == counts.map(sum))
  }
}
