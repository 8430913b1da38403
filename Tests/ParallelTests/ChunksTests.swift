import Parallel
import Testing

@Suite("Work that is done so many elements at a time")
struct ChunksTests {
  @Test("chunks are of one size but for the last, and together they are the elements")
  func chunks() {
    for count in 0...13 {
      let all = Array(0..<count)
      for size in 1...14 {
        let chunks = all.chunks(of: size)
        #expect(chunks.flatMap { $0 } == all)
        #expect(chunks.dropLast().allSatisfy { $0.count == size })
        #expect(chunks.last.map { 1...size ~= $0.count } ?? (count == 0))
      }
    }
  }

  @Test("progress is told of how many are done after each part, and ends the work where it says so")
  func progress() {
    let all = Array(0..<10)
    var told: [Int] = []
    func results(upTo most: Int) -> [Int]? {
      told = []
      func note(_ done: Int) -> Bool {
        told.append(done)
        return done < most
      }
      return all.parallelMap(atATime: 4, progress: note) { $0 * $0 }
    }
    #expect(results(upTo: 99) == all.map { $0 * $0 })
    #expect(told == [4, 8, 10])
    #expect(results(upTo: 8) == nil)
    #expect(told == [4, 8])
    #expect([Int]().parallelMap(progress: { _ in false }) { $0 } == [])
  }
}
