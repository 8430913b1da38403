import Tensors
import Testing

@Suite("Matrix products")
struct MatrixProductTests {
  @Test("equal the sum of products")
  func product() {
    let generator = CounterGenerator(seed: 1)
    let a = (0..<35).map { generator.uniform(at: $0) - 0.5 }
    let b = (0..<21).map { generator.uniform(at: 100 + $0) - 0.5 }
    var c = [Float](repeating: .nan, count: 15)
    MatrixProduct.multiply(
      rows: 5, columns: 3, inner: 7, a, aStride: 7, b, bStride: 3, into: &c, cStride: 3)
    for row in 0..<5 {
      for column in 0..<3 {
        let sum = (0..<7).reduce(Float(0)) { $0 + a[row * 7 + $1] * b[$1 * 3 + column] }
        #expect(abs(c[row * 3 + column] - sum) < 1e-6)
      }
    }
  }

  /// Whole numbers below 8, of which every sum here is exact in any order.
  private func numbers(_ seed: UInt64, _ count: Int) -> [Float] {
    let generator = CounterGenerator(seed: seed)
    return (0..<count).map { (generator.uniform(at: $0) * 15).rounded(.down) - 7 }
  }

  @Test(
    "scale, keep what was there, read either operand exchanged, and leave what lies between rows",
    arguments: [(1, 1, 1), (4, 3, 2), (2, 5, 7)], [0, 1, -2] as [Float])
  func operands(size: (rows: Int, columns: Int, inner: Int), keep: Float) {
    let (rows, columns, inner) = size
    for (aOperand, bOperand) in [(false, false), (false, true), (true, false), (true, true)] {
      // One, two and three floats lie between rows in memory.
      let aStride = (aOperand ? rows : inner) + 1
      let bStride = (bOperand ? inner : columns) + 2
      let cStride = columns + 3
      let a = numbers(1, aStride * (aOperand ? inner : rows))
      let b = numbers(2, bStride * (bOperand ? columns : inner))
      let before = numbers(3, rows * cStride)
      var c = before
      MatrixProduct.multiply(
        rows: rows, columns: columns, inner: inner, scale: 0.5,
        a, aOperand ? .transposed : .plain, aStride: aStride,
        b, bOperand ? .transposed : .plain, bStride: bStride, keep: keep, into: &c,
        cStride: cStride)
      for (index, found) in c.enumerated() {
        let (row, column) = (index / cStride, index % cStride)
        let sum = (0..<inner).reduce(Float(0)) {
          let left = aOperand ? a[$1 * aStride + row] : a[row * aStride + $1]
          guard column < columns else { return 0 }
          return $0 + left * (bOperand ? b[column * bStride + $1] : b[$1 * bStride + column])
        }
        let expected = 0.5 * sum + keep * before[index]
        #expect(found == (column < columns ? expected : before[index]), "\(row), \(column)")
      }
    }
  }
}
