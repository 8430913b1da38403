import CKernelTwins
import CKernels
import Testing

extension Kernels {
  @Suite struct LSTMCell {
    @Test(arguments: [1, 8, 19, 64], [true, false])
    func agreesWithItsTwinForwardAndBackward(hidden H: Int, masked: Bool) {
      let lengths: [Int32] = [5, 2, 0, 3]
      var samples = Samples(seed: 4)
      let gates = samples.array(4 * 8 * H, scale: 4), bias = samples.array(4 * H)
      let previous = samples.array(4 * 2 * H), dh = samples.array(4 * 2 * H)
      let dc = samples.array(4 * H)

      func run(
        _ forward: Forward, _ backward: Backward
      ) -> (c: [Float], h: [Float], a: [Float], da: [Float], dc: [Float]) {
        lengths.withUnsafeBufferPointer { lengths in
          let shape = ser_lstm_shape(
            batch: 4, hidden: H, gates_stride: 8 * H, h_stride: 2 * H, c_stride: 2 * H,
            dc_stride: H, lengths: masked ? lengths.baseAddress : nil, step: 2)
          var (a, carry, c, h) = (gates, dc, previous, previous)
          forward(shape, &a, bias, previous, &c, &h)
          var da = a
          backward(shape, &da, previous, c, dh, &carry)
          return (c, h, a, da, carry)
        }
      }

      let expected = run(ser_lstm_forward_scalar, ser_lstm_backward_scalar)
      for level in Kernels.levels {
        Kernels.with(level) {
          let found = run(
            { kernels.lstm_forward($0, $1, $2, $3, $4, $5, 1) }, kernels.lstm_backward)
          expectClose(found.a, expected.a, relative: 1e-6, "gates, level \(level.rawValue)")
          expectClose(found.c, expected.c, relative: 1e-6, "c, level \(level.rawValue)")
          expectClose(found.h, expected.h, relative: 1e-6, "h, level \(level.rawValue)")
          expectClose(found.da, expected.da, relative: 2e-6, "dgates, level \(level.rawValue)")
          expectClose(found.dc, expected.dc, relative: 2e-6, "dc, level \(level.rawValue)")
        }
      }
    }

    @Test(arguments: [8, 19, 64])
    func predictsWhatTheTwinGivesAndStaysFiniteWhereGatesAreExtreme(hidden H: Int) {
      let lengths: [Int32] = [5, 2, 3]
      var samples = Samples(seed: 6)
      for scale: Float in [4, 300] {
        let gates = samples.array(3 * 4 * H, scale: scale), bias = samples.array(4 * H)
        let previous = samples.array(3 * H)
        lengths.withUnsafeBufferPointer { lengths in
          let shape = ser_lstm_shape(
            batch: 3, hidden: H, gates_stride: 4 * H, h_stride: H, c_stride: H, dc_stride: 0,
            lengths: lengths.baseAddress, step: 2)
          var (a, cTwin, hTwin) = (gates, previous, previous)
          ser_lstm_forward_scalar(shape, &a, bias, previous, &cTwin, &hTwin)
          for level in Kernels.levels {
            Kernels.with(level) {
              var (same, c, h) = (gates, previous, previous)
              c.withUnsafeMutableBufferPointer {
                kernels.lstm_forward(shape, &same, bias, $0.baseAddress, $0.baseAddress, &h, 0)
              }
              #expect(same == gates, "gates that are not kept are not written")
              expectClose(c, cTwin, relative: 1e-6, "c, level \(level.rawValue)")
              expectClose(h, hTwin, relative: 1e-6, "h, level \(level.rawValue)")
            }
          }
        }
      }
    }

    /// A diverged training is found by its NaN, so no cell may lose one, or spread it.
    @Test func aGateThatIsNotANumberReachesItsCellAlone() {
      let (H, broken) = (19, 7)
      for level in Kernels.levels {
        for gate in 0..<4 {
          Kernels.with(level) {
            var gates = [Float](repeating: 0.5, count: 4 * H)
            gates[gate * H + broken] = .nan
            let zero = [Float](repeating: 0, count: 4 * H)
            let shape = ser_lstm_shape(
              batch: 1, hidden: H, gates_stride: 4 * H, h_stride: H, c_stride: H, dc_stride: 0,
              lengths: nil, step: 0)
            let previous = [Float](repeating: 1, count: H)
            for keep: Int32 in [0, 1] {
              var c = previous, h = previous
              kernels.lstm_forward(shape, &gates, zero, previous, &c, &h, keep)
              #expect(h.indices.filter { h[$0].isNaN } == [broken], "gate \(gate), \(keep)")
            }
          }
        }
      }
    }

    private typealias Forward = (
      ser_lstm_shape, UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>,
      UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void
    private typealias Backward = (
      ser_lstm_shape, UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>,
      UnsafePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void
  }
}
