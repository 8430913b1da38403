import CKernels

/// The right operand of a product, `[K, N]`, copied once in the order that the inner loop reads and
/// used many times: what a recurrence wants, where the same weights meet every step.
package struct PackedMatrix: @unchecked Sendable {
  /// K, the inner length.
  package let inner: Int
  /// N.
  package let columns: Int
  private let memory: UnsafeMutablePointer<Float>

  /// A matrix to be packed to memory of an arena.
  package init(inner: Int, columns: Int, arena: Arena) {
    self.inner = inner
    self.columns = columns
    memory = arena.take(PanelLayout.size(inner: inner, columns: columns))
  }

  /// Packs a matrix that lies row by row.
  package func pack(_ matrix: UnsafePointer<Float>) {
    PanelLayout.pack(inner: inner, columns: columns, matrix, into: memory)
  }

  /// Packs the transpose of a matrix `[N, K]` that lies row by row.
  package func packTransposed(_ matrix: UnsafePointer<Float>) {
    PanelLayout.packTransposed(inner: inner, columns: columns, matrix, into: memory)
  }

  /// `c = a b`, or `c += a b`, for `a` of `rows` x K.
  ///
  /// - Parameters:
  ///   - aStride: floats from one row of `a` to the next; likewise `cStride`.
  ///   - adds: whether the product is added to `c`.
  ///   - scratch: `MatrixProduct.scratchCount` floats.
  package func multiply(
    rows: Int, _ a: UnsafePointer<Float>, aStride: Int, into c: UnsafeMutablePointer<Float>,
    cStride: Int, adds: Bool = false, scratch: UnsafeMutablePointer<Float>
  ) {
    ser_kernels().pointee.gemm(
      rows, columns, inner, ser_left(data: a, row_stride: aStride, column_stride: 1), memory, 0, c,
      cStride, adds ? 1 : 0, scratch)
  }
}
