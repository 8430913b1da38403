import CKernels

/// Single-precision matrix products on row-major memory, whose right operand is read once, as it
/// lies; one that is used many times is a `PackedMatrix`.
///
/// They run on the calling thread alone: the engine splits work over its own threads, so that the
/// order of every sum, and with it every bit, is fixed by the data's shape and the instruction set.
package enum MatrixProduct {
  /// Whether the left operand is read as it lies in memory or with rows and columns exchanged.
  package enum Order: Sendable {
    /// As it lies in memory.
    case plain
    /// Rows and columns exchanged.
    case transposed
  }

  /// Floats of scratch that a product needs.
  package static var scratchCount: Int { ser_gemm_scratch() }

  /// `c = op(a) b`, with `op(a)` of `rows` x `inner` and `b` of `inner` x `columns`.
  ///
  /// - Parameters:
  ///   - aStride: floats from one row of `a` to the next, as it lies in memory; likewise `bStride`,
  ///     `cStride`.
  ///   - scratch: `scratchCount` floats.
  package static func multiply(
    rows: Int, columns: Int, inner: Int, _ a: UnsafePointer<Float>, _ order: Order = .plain,
    aStride: Int, _ b: UnsafePointer<Float>, bStride: Int,
    into c: UnsafeMutablePointer<Float>, cStride: Int, scratch: UnsafeMutablePointer<Float>
  ) {
    let isPlain = order == .plain
    let left = ser_left(
      data: a, row_stride: isPlain ? aStride : 1, column_stride: isPlain ? 1 : aStride)
    ser_kernels().pointee.gemm(
      rows, columns, inner, left, b, bStride, c, cStride, 0, scratch)
  }
}
