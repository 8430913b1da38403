import Parallel
import Testing

@Suite struct ParallelMapTests {
  @Test(arguments: [0, 1, 2, 1000])
  func resultsStandInTheOrderOfTheElements(count: Int) {
    #expect(Array(0..<count).parallelMap { $0 * $0 } == (0..<count).map { $0 * $0 })
  }

  @Test func aResultMayBeNothing() {
    let halves: [Int?] = Array(0..<10).parallelMap { $0.isMultiple(of: 2) ? $0 / 2 : nil }
    #expect(halves == [0, nil, 1, nil, 2, nil, 3, nil, 4, nil])
  }
}
