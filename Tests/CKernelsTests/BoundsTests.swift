import CKernels
import Networks
import Testing

extension Kernels {
  /// Kernels work in whole vectors, but write what is theirs alone: neighbours belong to other
  /// threads.
  @Suite struct Bounds {
    /// `count` numbers, and behind them a wall that must stand.
    private func walled(_ count: Int, _ value: Float = 0.5) -> [Float] {
      [Float](repeating: value, count: count) + [Float](repeating: 99, count: 40)
    }

    private func expectWall(
      _ memory: [Float], behind count: Int, _ what: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      let stands = memory[count...].allSatisfy { $0 == 99 }
      #expect(stands, "\(what) of \(count)", sourceLocation: sourceLocation)
      let isWritten = memory[..<count].allSatisfy { $0 != 0.5 }
      #expect(isWritten, "\(what) of \(count)", sourceLocation: sourceLocation)
    }

    @Test func elementwiseKernelsWriteAsManyElementsAsTheyAreTold() {
      let x = [Float](repeating: 0.75, count: 80)
      var options = ser_dropout()
      (options.threshold, options.factor) = (1 << 31, 2)
      let adam = ser_adam_scalars(
        scale: 1, decay: 0, rest1: 0.1, beta2: 0.999, rest2: 0.001, keep: 1, rate: 0.1, root: 1,
        epsilon: 1e-8)
      for level in Kernels.levels {
        Kernels.with(level) {
          for count in 0...37 {
            var y = walled(count)
            kernels.tanh(count, x, &y)
            expectWall(y, behind: count, "tanh")
            y = walled(count)
            kernels.axpy(count, 2, x, &y)
            expectWall(y, behind: count, "axpy")
            y = walled(count)
            kernels.dropout(count, options, x, &y)
            expectWall(y, behind: count, "dropout")
            var (w, m, v) = (walled(count), walled(count), walled(count))
            kernels.adam(count, adam, x, &w, &m, &v)
            for memory in [w, m, v] { expectWall(memory, behind: count, "Adam") }
          }
        }
      }
    }

    /// Both directions' states lie side by side, and padding is cleared for one of them.
    @Test func theCellsOfOneDirectionLeaveThoseOfTheOther() {
      let lengths: [Int32] = [3, 1]
      for level in Kernels.levels {
        for H in [1, 4, 7, 16, 19] {
          for keep: Int32 in [0, 1] {
            Kernels.with(level) {
              let bias = [Float](repeating: 0.25, count: 4 * H)
              var gates = [Float](repeating: 0.5, count: 2 * 8 * H)
              let before = [Float](repeating: 7, count: 4 * H)
              var (c, h) = (before, before)
              lengths.withUnsafeBufferPointer {
                let shape = ser_lstm_shape(
                  batch: 2, hidden: H, gates_stride: 8 * H, h_stride: 2 * H, c_stride: 2 * H,
                  dc_stride: 0, lengths: $0.baseAddress, step: 2)
                kernels.lstm_forward(shape, &gates, bias, before, &c, &h, keep)
              }
              for memory in [c, h] {
                for index in memory.indices {
                  let (row, isOther) = (index / (2 * H), index % (2 * H) >= H)
                  let isRight = isOther ? memory[index] == 7 : (memory[index] == 0) == (row == 1)
                  #expect(isRight && (isOther || memory[index] != 7), "\(H): \(index)")
                }
              }
            }
          }
        }
      }
    }

    /// Where a pool's output goes: images with a border, or steps with other utterances between.
    @Test(arguments: [(2, 2), (1, 2), (2, 1), (3, 2)], [1, 5, 16, 19])
    func aPoolWritesItsOwnElementsAlone(pool: (frames: Int, bands: Int), channels C: Int) {
      var samples = Samples(seed: 8)
      let (frames, bands) = (6 / pool.frames, 8 / pool.bands)
      let y = samples.images(2, 6, 8, C), x = samples.images(2, 6, 8, 1)
      let w = samples.array(9 * C)
      var norm = [Float](repeating: 0, count: SER_NORM_ROWS * C)
      let (zeros, ones) = ([Float](repeating: 0, count: C), [Float](repeating: 1, count: C))
      NormCoefficients.settle(
        channels: C, mean: zeros, variance: ones, gain: ones, bias: zeros, epsilon: 0, norm: &norm)
      // Three floats more between bands, frames and images than they need.
      let band = C + 3, frame = bands * band + 3, image = frames * frame + 3
      let shape = ser_block_shape(
        images: 2, frames: 6, bands: 8, channels: C, pool_frames: pool.frames,
        pool_bands: pool.bands, out_image: image, out_frame: frame, out_band: band)
      var own = Set<Int>()
      for n in 0..<2 {
        for place in 0..<(frames * bands) {
          let first = n * image + place / bands * frame + place % bands * band
          own.formUnion(first..<(first + C))
        }
      }
      for level in Kernels.levels {
        Kernels.with(level) {
          var (out, first) = (
            [Float](repeating: -1, count: 2 * image + 40),
            [Float](repeating: -1, count: 2 * image + 40)
          )
          kernels.block_forward(shape, y, norm, ser_dropout(), &out)
          kernels.first_forward(shape, x, w, norm, ser_dropout(), &first, nil)
          for memory in [out, first] {
            let isRight = memory.indices.allSatisfy { (memory[$0] >= 0) == own.contains($0) }
            #expect(isRight, "\(pool), \(C), level \(level.rawValue)")
          }
        }
      }
    }
  }
}
