import CKernels
import Networks
import Testing

extension Kernels {
  /// What may be left out changes nothing of what is asked for.
  @Suite struct OptionalArguments {
    @Test func aConvolutionsGradientsDoNotNeedEachOther() {
      let shape = ser_conv_shape(images: 2, frames: 6, bands: 5, inputs: 5, outputs: 20)
      var samples = Samples(seed: 14)
      let x = samples.images(2, 6, 5, 5), dy = samples.images(2, 6, 5, 20)
      let w = samples.array(9 * 5 * 20)
      for level in Kernels.levels {
        Kernels.with(level) {
          var u = [Float](repeating: 0, count: WinogradFilters.size(inputs: 5, outputs: 20))
          var ut = [Float](repeating: 0, count: WinogradFilters.size(inputs: 20, outputs: 5))
          var scratch = [Float](repeating: 0, count: ser_conv_scratch(5, 20))
          WinogradFilters.transform(inputs: 5, outputs: 20, w, into: &u)
          WinogradFilters.transpose(inputs: 5, outputs: 20, u, into: &ut)
          var (dx, du) = ([Float](repeating: .nan, count: x.count), u.map { _ in Float(0) })
          var (onlyX, onlyU) = (dx, du)
          kernels.conv_backward(shape, x, dy, ut, &dx, &du, &scratch)
          kernels.conv_backward(shape, nil, dy, ut, &onlyX, nil, &scratch)
          kernels.conv_backward(shape, x, dy, nil, nil, &onlyU, &scratch)
          #expect(onlyX == dx && onlyU == du, "level \(level.rawValue)")
          #expect(dx.contains { $0 != 0 } && du.contains { $0 != 0 })
        }
      }
    }

    @Test func aCellWithoutBiasIsOneWhoseBiasIs0AndMayKeepItsStateInPlace() {
      let H = 19
      var samples = Samples(seed: 15)
      let start = samples.array(4 * H, scale: 3), previous = samples.array(H)
      let zeros = [Float](repeating: 0, count: 4 * H)
      let shape = ser_lstm_shape(
        batch: 1, hidden: H, gates_stride: 4 * H, h_stride: H, c_stride: H, dc_stride: H,
        lengths: nil, step: 0)
      for level in Kernels.levels {
        Kernels.with(level) {
          var (gates, c, h) = (start, previous, previous)
          kernels.lstm_forward(shape, &gates, zeros, previous, &c, &h, 1)
          var (plainGates, plainC, plainH) = (start, previous, previous)
          kernels.lstm_forward(shape, &plainGates, nil, previous, &plainC, &plainH, 1)
          #expect(plainGates == gates && plainC == c && plainH == h)
          var (sameGates, state, sameH) = (start, previous, previous)
          state.withUnsafeMutableBufferPointer {
            kernels.lstm_forward(
              shape, &sameGates, zeros, $0.baseAddress, $0.baseAddress, &sameH, 1)
          }
          #expect(sameGates == gates && state == c && sameH == h)
        }
      }
    }

    @Test func elementwiseKernelsMayWorkInPlace() {
      var samples = Samples(seed: 16)
      let x = samples.array(37, scale: 3)
      var options = ser_dropout()
      (options.threshold, options.factor, options.key1) = (1 << 31, 2, 9)
      for level in Kernels.levels {
        Kernels.with(level) {
          var (apart, inPlace) = ([Float](repeating: 0, count: 37), x)
          kernels.tanh(37, x, &apart)
          inPlace.withUnsafeMutableBufferPointer {
            kernels.tanh(37, $0.baseAddress, $0.baseAddress)
          }
          #expect(inPlace == apart)
          inPlace = x
          kernels.dropout(37, options, x, &apart)
          inPlace.withUnsafeMutableBufferPointer {
            kernels.dropout(37, options, $0.baseAddress, $0.baseAddress)
          }
          #expect(inPlace == apart)
        }
      }
    }
  }
}
