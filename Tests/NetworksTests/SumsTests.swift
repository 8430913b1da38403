import Networks
import Testing

@Suite("Sums of squares")
struct SumsTests {
  /// 511 squared, 64 times, is the longest run that a Float sums without loss; the total needs more
  /// digits than it has, and is exact in double.
  @Test("lose nothing, and count each number once", arguments: [0, 1, 7, 63, 512, 513, 1025, 5003])
  func exact(count: Int) {
    // What lies behind them is not theirs.
    let values = (0..<count).map { $0 % 2 == 0 ? 511 : -511 as Float }
    let wall = [Float](repeating: .nan, count: 16)
    #expect(sumOfSquares(values + wall, count: count) == 261_121 * Double(count))
  }

  @Test("are those of the numbers in double", arguments: [1, 5, 1000, 5003])
  func accurate(count: Int) {
    let values = spread(7, 0, count)
    let expected = values.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(sumOfSquares(values, count: count) - expected) <= 1e-6 * expected)
  }
}
