import Randomness
import Tensors
import Testing

@Suite("Matrices packed for products")
struct PanelLayoutTests {
  private func matrix(_ rows: Int, _ columns: Int) -> [Float] {
    var generator = SplitMix64(seed: 7)
    return (0..<(rows * columns)).map { _ in Float(generator.uniform(in: -1...1)) }
  }

  @Test(
    "hold element (k, n) in row k of panel n / 32, and 0 in columns that are not there",
    arguments: [(1, 1), (3, 31), (5, 32), (8, 33), (70, 100)])
  func places(inner: Int, columns: Int) {
    let matrix = matrix(inner, columns)
    let size = PanelLayout.size(inner: inner, columns: columns)
    var packed = [Float](repeating: .nan, count: size)
    PanelLayout.pack(inner: inner, columns: columns, matrix, into: &packed)
    #expect(size == inner * 32 * ((columns + 31) / 32))
    for k in 0..<inner {
      for n in 0..<(size / inner) {
        let expected = n < columns ? matrix[k * columns + n] : 0
        #expect(packed[(n / 32 * inner + k) * 32 + n % 32] == expected, "\(k), \(n)")
      }
    }
  }

  @Test(
    "are the same from the transpose, at any distance of rows",
    arguments: [(1, 1), (3, 31), (9, 64), (33, 34), (70, 100)])
  func transposed(inner: Int, columns: Int) {
    let matrix = matrix(inner, columns)
    let (fromStride, toStride) = (columns + 3, inner + 5)
    var wide = [Float](repeating: .nan, count: inner * fromStride)
    for k in 0..<inner {
      for n in 0..<columns { wide[k * fromStride + n] = matrix[k * columns + n] }
    }
    var exchanged = [Float](repeating: 9, count: columns * toStride)
    Transposition.transpose(
      rows: inner, columns: columns, wide, fromStride: fromStride, into: &exchanged,
      toStride: toStride)
    for n in 0..<columns {
      for k in 0..<toStride {
        let expected = k < inner ? matrix[k * columns + n] : 9
        #expect(exchanged[n * toStride + k] == expected, "\(k), \(n)")
      }
    }
    let tight = (0..<columns).flatMap { n in (0..<inner).map { matrix[$0 * columns + n] } }
    let size = PanelLayout.size(inner: inner, columns: columns)
    var (packed, same) = (
      [Float](repeating: .nan, count: size), [Float](repeating: .nan, count: size)
    )
    PanelLayout.pack(inner: inner, columns: columns, matrix, into: &packed)
    PanelLayout.packTransposed(inner: inner, columns: columns, tight, into: &same)
    #expect(packed == same)
  }
}
