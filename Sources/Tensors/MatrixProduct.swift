import COpenBLAS

/// Single-precision matrix products on row-major memory, over `cblas_sgemm`.
///
/// The library runs on the calling thread alone: the engine splits work over its own threads, so
/// that the order of every sum, and with it every bit, is fixed by the data's shape.
public enum MatrixProduct {
  /// Whether an operand is read as it lies in memory or with rows and columns exchanged.
  public enum Operand: Sendable {
    /// As it lies in memory.
    case plain
    /// Rows and columns exchanged.
    case transposed
  }

  /// Keeps OpenBLAS on the calling thread; runs once.
  private static let singleThreaded: Void = openblas_set_num_threads(1)

  /// The name of the processor family that OpenBLAS chose its kernels for, such as `Zen`.
  public static var coreName: String {
    openblas_get_corename().map { String(cString: $0) } ?? "unknown"
  }

  /// `c = scale * op(a) op(b) + keep * c`, with `op(a)` of `rows` x `inner`, `op(b)` of `inner` x
  /// `columns` and `c` of `rows` x `columns`.
  ///
  /// - Parameters:
  ///   - aStride: floats from one row of `a` to the next, as it lies in memory; likewise `bStride`,
  ///     `cStride`.
  ///   - keep: 0 overwrites `c` (whatever it held, NaN included), 1 adds to it.
  @inline(__always)
  public static func multiply(
    rows: Int, columns: Int, inner: Int, scale: Float = 1,
    _ a: UnsafePointer<Float>, _ aOperand: Operand = .plain, aStride: Int,
    _ b: UnsafePointer<Float>, _ bOperand: Operand = .plain, bStride: Int,
    keep: Float = 0, into c: UnsafeMutablePointer<Float>, cStride: Int
  ) {
    _ = singleThreaded
    guard rows > 0, columns > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, aOperand == .plain ? CblasNoTrans : CblasTrans,
      bOperand == .plain ? CblasNoTrans : CblasTrans,
      blasint(rows), blasint(columns), blasint(inner), scale,
      a, blasint(aStride), b, blasint(bStride), keep, c, blasint(cStride))
  }
}
