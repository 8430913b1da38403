import Tensors
import Testing

@Suite("Products with a packed matrix")
struct PackedMatrixTests {
  /// Rows, inner length and columns.
  struct Sizes: CustomTestStringConvertible {
    let rows: Int, inner: Int, columns: Int
    var testDescription: String { "\(rows) x \(inner) x \(columns)" }
  }

  /// Thin products and whole tiles, panels with a rest, and several blocks of the inner length.
  static let sizes = [
    Sizes(rows: 1, inner: 1, columns: 1), Sizes(rows: 1, inner: 20, columns: 300),
    Sizes(rows: 2, inner: 9, columns: 270), Sizes(rows: 5, inner: 7, columns: 33),
    Sizes(rows: 13, inner: 3, columns: 32), Sizes(rows: 3, inner: 530, columns: 40),
  ]

  private func packed(_ sizes: Sizes, _ matrix: [Float], transposed: Bool, _ arena: Arena)
    -> PackedMatrix
  {
    arena.reset(reserving: PanelLayout.size(inner: sizes.inner, columns: sizes.columns) + 16)
    let result = PackedMatrix(inner: sizes.inner, columns: sizes.columns, arena: arena)
    if transposed {
      let columns = (0..<sizes.columns).flatMap { column in
        (0..<sizes.inner).map { matrix[$0 * sizes.columns + column] }
      }
      result.packTransposed(columns)
    } else {
      result.pack(matrix)
    }
    return result
  }

  @Test(
    "write the sum of products or add it, and leave what lies between rows and behind scratch",
    arguments: sizes, [false, true])
  func product(_ sizes: Sizes, adds: Bool) {
    let (rows, inner, columns) = (sizes.rows, sizes.inner, sizes.columns)
    let (aStride, cStride) = (inner + 2, columns + 3)
    let a = wholeNumbers(1, rows * aStride), b = wholeNumbers(2, inner * columns)
    var start = wholeNumbers(3, rows * cStride)
    // What is overwritten may be anything.
    if !adds { for row in 0..<rows { start[row * cStride] = .nan } }
    for transposed in [false, true] {
      let (arena, scratch) = (Arena(), Scratch())
      defer { withExtendedLifetime(arena) {} }
      var c = start
      packed(sizes, b, transposed: transposed, arena).multiply(
        rows: rows, a, aStride: aStride, into: &c, cStride: cStride, adds: adds,
        scratch: scratch.memory)
      for (index, found) in c.enumerated() {
        let (row, column) = (index / cStride, index % cStride)
        var expected = start[index]
        if column < columns {
          expected = (0..<inner).reduce(adds ? expected : 0) {
            $0 + a[row * aStride + $1] * b[$1 * columns + column]
          }
        }
        #expect(found == expected, "\(row), \(column)")
      }
      #expect(scratch.isKept)
    }
  }

  @Test("may be made again and again from other matrices in the same memory")
  func repacking() {
    let sizes = Sizes(rows: 2, inner: 3, columns: 34)
    let (arena, other, scratch) = (Arena(), Arena(), Scratch())
    defer { withExtendedLifetime((arena, other)) {} }
    let a = wholeNumbers(4, 6)
    let matrix = packed(sizes, wholeNumbers(5, 3 * 34), transposed: false, arena)
    let fresh = packed(sizes, wholeNumbers(6, 3 * 34), transposed: false, other)
    matrix.pack(wholeNumbers(6, 3 * 34))
    let products = [matrix, fresh].map { matrix in
      var c = [Float](repeating: .nan, count: 68)
      matrix.multiply(rows: 2, a, aStride: 3, into: &c, cStride: 34, scratch: scratch.memory)
      return c
    }
    #expect(products[0] == products[1])
    #expect(products[0].allSatisfy { $0.isFinite })
  }
}
