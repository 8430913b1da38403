import Tensors
import Testing

@Suite("Transposition")
struct TranspositionTests {
  @Test("of every small matrix exchanges rows and columns and writes nothing else")
  func smallSizes() {
    for rows in 0...13 {
      for columns in 0...9 {
        let (fromStride, toStride) = (columns + 1, rows + 2)
        let from = (0..<(rows * fromStride)).map { Float($0 + 1) }
        var to = [Float](repeating: -1, count: columns * toStride)
        Transposition.transpose(
          rows: rows, columns: columns, from, fromStride: fromStride, into: &to,
          toStride: toStride)
        let expected = (0..<columns).flatMap { column in
          (0..<toStride).map { row -> Float in
            row < rows ? from[row * fromStride + column] : -1
          }
        }
        #expect(to == expected, "\(rows) x \(columns)")
      }
    }
  }

  @Test("twice gives the matrix back", arguments: [(1, 17), (12, 5), (64, 31), (9, 128)])
  func twice(rows: Int, columns: Int) {
    let from = (0..<(rows * columns)).map { Float($0) }
    var (once, twice) = (
      [Float](repeating: -1, count: from.count), [Float](repeating: -1, count: from.count)
    )
    Transposition.transpose(
      rows: rows, columns: columns, from, fromStride: columns, into: &once, toStride: rows)
    Transposition.transpose(
      rows: columns, columns: rows, once, fromStride: rows, into: &twice, toStride: columns)
    #expect(twice == from)
  }
}
