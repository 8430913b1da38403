import CKernelTwins
import CKernels
import Tensors
import Testing

extension Kernels {
  @Suite struct MatrixProduct {
    @Test(arguments: [
      (1, 1, 1), (3, 5, 7), (12, 32, 8), (13, 33, 9), (32, 512, 128), (25, 48, 300), (1, 530, 64),
      (2, 300, 65),
      (200, 170, 513),
    ])
    func agreesWithItsTwinForAnyTransposition(M: Int, N: Int, K: Int) {
      var samples = Samples(seed: 2)
      let a = samples.array(M * K), b = samples.array(K * N), start = samples.array(M * (N + 3))
      var transposed = b
      for k in 0..<K { for n in 0..<N { transposed[n * K + k] = b[k * N + n] } }
      for (rowStride, columnStride) in [(K, 1), (1, M)] {
        for accumulate: Int32 in [0, 1] {
          var expected = start
          ser_gemm_scalar(M, N, K, a, rowStride, columnStride, b, &expected, N + 3, accumulate)
          for level in Kernels.levels {
            Kernels.with(level) {
              let size = PanelLayout.size(inner: K, columns: N)
              var packed = [Float](repeating: .nan, count: size), same = packed
              var scratch = [Float](repeating: .nan, count: ser_gemm_scratch()), c = start
              PanelLayout.pack(inner: K, columns: N, b, into: &packed)
              PanelLayout.packTransposed(inner: K, columns: N, transposed, into: &same)
              #expect(packed == same)
              a.withUnsafeBufferPointer { a in
                let left = ser_left(
                  data: a.baseAddress, row_stride: rowStride, column_stride: columnStride)
                kernels.gemm(M, N, K, left, packed, 0, &c, N + 3, accumulate, &scratch)
                expectClose(c, expected, relative: 2e-6, "level \(level.rawValue)")
                c = start
                kernels.gemm(M, N, K, left, b, N, &c, N + 3, accumulate, &scratch)
                expectClose(c, expected, relative: 2e-6, "rows, level \(level.rawValue)")
              }
            }
          }
        }
      }
    }

    /// Columns that fill thin tiles and that leave a rest; inner lengths that are one block, just
    /// one, and several.
    @Test(arguments: [(512, 128), (530, 512), (530, 513), (300, 1100)])
    func aRowsSumsDoNotDependOnHowManyRowsThereAre(N: Int, K: Int) {
      let M = 16
      var samples = Samples(seed: 3)
      let a = samples.array(M * K), b = samples.array(K * N), start = samples.array(M * N)
      for level in Kernels.levels {
        Kernels.with(level) {
          var packed = [Float](repeating: 0, count: PanelLayout.size(inner: K, columns: N))
          var all = start
          var scratch = [Float](repeating: 0, count: ser_gemm_scratch())
          PanelLayout.pack(inner: K, columns: N, b, into: &packed)
          a.withUnsafeBufferPointer { a in
            let left = ser_left(data: a.baseAddress, row_stride: K, column_stride: 1)
            kernels.gemm(M, N, K, left, packed, 0, &all, N, 1, &scratch)
            for rows in [1, 2, 3, 13] {
              var few = Array(start[..<(rows * N)])
              kernels.gemm(rows, N, K, left, packed, 0, &few, N, 1, &scratch)
              #expect(few == Array(all[..<(rows * N)]), "\(rows) rows, level \(level.rawValue)")
            }
          }
        }
      }
    }
  }
}
