/// A matrix with rows and columns exchanged, four by four in registers that every machine has.
package enum Transposition {
  private typealias Four = SIMD4<Float>

  /// Rows that are worked on at a time: far apart as they are, no more of them stay in L1 together.
  private static let rowsTogether = 8

  /// `to[j * toStride + i] = from[i * fromStride + j]` for `i` below `rows` and `j` below
  /// `columns`.
  package static func transpose(
    rows: Int, columns: Int, _ from: UnsafePointer<Float>, fromStride: Int,
    into to: UnsafeMutablePointer<Float>, toStride: Int
  ) {
    let (wholeRows, wholeColumns) = (rows / 4 * 4, columns / 4 * 4)
    for first in stride(from: 0, to: wholeRows, by: rowsTogether) {
      for j in stride(from: 0, to: wholeColumns, by: 4) {
        for i in stride(from: first, to: min(first + rowsTogether, wholeRows), by: 4) {
          transposeFour(
            from + i * fromStride + j, fromStride, into: to + j * toStride + i, toStride)
        }
      }
    }
    for i in 0..<rows {
      for j in (i < wholeRows ? wholeColumns : 0)..<columns {
        to[j * toStride + i] = from[i * fromStride + j]
      }
    }
  }

  @inline(__always)
  private static func transposeFour(
    _ from: UnsafePointer<Float>, _ fromStride: Int, into to: UnsafeMutablePointer<Float>,
    _ toStride: Int
  ) {
    let (a, b) = (four(from), four(from + fromStride))
    let (c, d) = (four(from + 2 * fromStride), four(from + 3 * fromStride))
    for column in 0..<4 {
      UnsafeMutableRawPointer(to + column * toStride).storeBytes(
        of: Four(a[column], b[column], c[column], d[column]), as: Four.self)
    }
  }

  @inline(__always)
  private static func four(_ from: UnsafePointer<Float>) -> Four {
    UnsafeRawPointer(from).loadUnaligned(as: Four.self)
  }
}
