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

  /// Floats of scratch that a product needs.
  package static var scratchCount: Int { ser_gemm_scratch() }

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
  package func multiply(
    rows: Int, _ a: UnsafePointer<Float>, aStride: Int, into c: UnsafeMutablePointer<Float>,
    cStride: Int, adds: Bool = false, scratch: UnsafeMutablePointer<Float>
  ) {
    ser_kernels().pointee.gemm(
      rows, columns, inner, ser_left(data: a, row_stride: aStride, column_stride: 1), memory, 0, c,
      cStride, adds ? 1 : 0, scratch)
  }
}

extension MatrixProduct {
  /// `c = a' b` for `a` of `inner` x `rows` and `b` of `inner` x `columns`: a weight's gradient
  /// from activations that are read once.
  ///
  /// - Parameter scratch: `PackedMatrix.scratchCount` floats.
  package static func multiplyTransposed(
    rows: Int, columns: Int, inner: Int, _ a: UnsafePointer<Float>, aStride: Int,
    _ b: UnsafePointer<Float>, bStride: Int, into c: UnsafeMutablePointer<Float>, cStride: Int,
    scratch: UnsafeMutablePointer<Float>
  ) {
    ser_kernels().pointee.gemm(
      rows, columns, inner, ser_left(data: a, row_stride: 1, column_stride: aStride), b, bStride, c,
      cStride, 0, scratch)
  }
}
