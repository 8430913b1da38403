import Tensors
import Testing

@Suite("Matrix products")
struct MatrixProductTests {
  /// Blocks of the left matrix are copied to scratch, up to 256 rows and 512 of the inner length.
  @Test(
    "overwrite, read the left side either way round, and leave what lies between rows",
    arguments: [
      (1, 1, 1), (4, 3, 2), (2, 5, 7), (1, 20, 300), (5, 4, 33), (30, 8, 129), (258, 5, 128),
      (26, 515, 130),
    ])
  func operands(size: (rows: Int, inner: Int, columns: Int)) {
    let (rows, inner, columns) = size
    for order in [MatrixProduct.Order.plain, .transposed] {
      // One, two and three floats lie between rows in memory.
      let isPlain = order == .plain
      let aStride = (isPlain ? inner : rows) + 1
      let (bStride, cStride) = (columns + 2, columns + 3)
      let a = wholeNumbers(1, aStride * (isPlain ? rows : inner))
      let b = wholeNumbers(2, bStride * inner)
      let scratch = Scratch()
      var c = [Float](repeating: .nan, count: rows * cStride)
      MatrixProduct.multiply(
        rows: rows, columns: columns, inner: inner, a, order, aStride: aStride, b,
        bStride: bStride, into: &c, cStride: cStride, scratch: scratch.memory)
      var expected = [Float](repeating: 0, count: rows * columns)
      for row in 0..<rows {
        for k in 0..<inner {
          let left = isPlain ? a[row * aStride + k] : a[k * aStride + row]
          for column in 0..<columns {
            expected[row * columns + column] += left * b[k * bStride + column]
          }
        }
      }
      let found = (0..<rows).flatMap { c[($0 * cStride)...].prefix(columns) }
      #expect((found == expected) as Bool, "\(order)")
      let between = (0..<rows).flatMap { c[($0 * cStride + columns)...].prefix(3) }
      #expect(between.allSatisfy { $0.isNaN })
      #expect(scratch.isKept)
    }
  }
}
