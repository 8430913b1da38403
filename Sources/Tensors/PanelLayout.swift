import CKernels

/// The order in which products read their right operand `[K, N]`: panels of a few columns, one
/// after the other, each `[K][SER_PANEL]`; columns past N are 0.
package enum PanelLayout {
  private static let width = SER_PANEL

  /// Floats of a packed `[K, N]`.
  package static func size(inner: Int, columns: Int) -> Int {
    inner * ((columns + width - 1) / width * width)
  }

  /// Packs a matrix `[K, N]` that lies row by row.
  package static func pack(
    inner: Int, columns: Int, _ matrix: UnsafePointer<Float>,
    into packed: UnsafeMutablePointer<Float>
  ) {
    forPanels(inner: inner, columns: columns, packed) { first, own, panel in
      for k in 0..<inner {
        (panel + k * width).update(from: matrix + k * columns + first, count: own)
      }
    }
  }

  /// Packs the transpose of a matrix `[N, K]` that lies row by row.
  package static func packTransposed(
    inner: Int, columns: Int, _ matrix: UnsafePointer<Float>,
    into packed: UnsafeMutablePointer<Float>
  ) {
    forPanels(inner: inner, columns: columns, packed) { first, own, panel in
      Transposition.transpose(
        rows: own, columns: inner, matrix + first * inner, fromStride: inner, into: panel,
        toStride: width)
    }
  }

  /// Calls `body` with the first column, the number of columns and the memory of each panel, whose
  /// missing columns are 0.
  @inline(__always)
  private static func forPanels(
    inner: Int, columns: Int, _ packed: UnsafeMutablePointer<Float>,
    _ body: (Int, Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    for first in stride(from: 0, to: columns, by: width) {
      let own = min(width, columns - first)
      let panel = packed + first * inner
      if own < width { panel.update(repeating: 0, count: inner * width) }
      body(first, own, panel)
    }
  }
}
