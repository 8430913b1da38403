import CKernelTwins
import CKernels
import Networks
import Testing

extension Kernels {
  @Suite struct Elementwise {
    /// Every 4096th float and the places where the functions bend.
    static let numbers: [Float] =
      stride(from: UInt32(0), to: 0xFF80_0000, by: 4096).map { Float(bitPattern: $0) }
      .filter { $0.isFinite } + [-0.0, 1e-8, -1e-8, 9, -9, 20, -20, 88, -87, 0.5, -0.5]

    @Test func tanhKeepsItsPromisedAccuracy() {
      let x = Self.numbers
      var expected = x
      ser_tanh_scalar(x.count, x, &expected)
      for level in Kernels.levels {
        Kernels.with(level) {
          var y = x
          kernels.tanh(x.count, x, &y)
          #expect(zip(y, expected).allSatisfy { abs($0 - $1) <= 2e-7 })
          kernels.tanh(3, [.nan, .infinity, -.infinity], &y)
          #expect(y[0].isNaN && y[1] == 1 && y[2] == -1)
        }
      }
    }

    @Test(arguments: [0, 1, 5, 1000, 5003]) func arraysAreAdded(count: Int) {
      var samples = Samples(seed: 7)
      let x = samples.array(count), y = samples.array(count)
      for level in Kernels.levels {
        Kernels.with(level) {
          var sum = y
          kernels.axpy(count, 0.25, x, &sum)
          #expect(zip(sum, zip(x, y)).allSatisfy { abs($0 - ($1.0 / 4 + $1.1)) < 1e-6 })
        }
      }
    }

    @Test func tanhIsOddAndBoundedAndGrows() {
      let x = (0...4000).map { Float($0) / 200 - 10 }
      for level in Kernels.levels {
        Kernels.with(level) {
          var (y, negative) = (x, x)
          kernels.tanh(x.count, x, &y)
          kernels.tanh(x.count, x.map { -$0 }, &negative)
          #expect(zip(y, negative).allSatisfy { abs($0 + $1) <= 4e-7 })
          #expect(y.allSatisfy { abs($0) <= 1 })
          #expect(zip(y, y.dropFirst()).allSatisfy { $1 >= $0 - 4e-7 })
          #expect(abs(y[2000]) <= 1e-7, "at 0")
        }
      }
    }

    @Test func dropoutKeepsTheShareItShouldAndItsMaskDoesNotDependOnTheShard() {
      let count = 100_000
      let ones = [Float](repeating: 1, count: count)
      var options = ser_dropout()
      (options.threshold, options.factor) = (UInt32(0.3 * 4_294_967_296.0), 1 / 0.7)
      (options.key0, options.key1) = (12345, 67890)
      var expected = ones
      ser_dropout_apply_scalar(count, options, ones, &expected)
      let kept = expected.count { $0 > 0 }
      #expect(abs(kept - 70_000) < 600, "four standard deviations")
      for level in Kernels.levels {
        Kernels.with(level) {
          var whole = ones, part = ones
          kernels.dropout(count, options, ones, &whole)
          let agrees = whole == expected
          #expect(agrees, "level \(level.rawValue)")
          var shard = options
          shard.first_index = 1003
          kernels.dropout(500, shard, ones, &part)
          #expect(part[..<500] == expected[1003..<1503])
        }
      }
    }

    @Test(arguments: [false, true], [1, 100])
    func adamAgreesWithItsTwin(isDecoupled: Bool, step: Int) throws {
      let options = ser_adam_options(
        rate: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.1,
        decoupled: isDecoupled ? 1 : 0, step: step, gradient_scale: 0.5)
      let scalars = ser_adam_scalars(
        try AdamSettings(weightDecay: 0.1, isDecoupled: isDecoupled), rate: 1e-2, step: step,
        gradientScale: 0.5)
      var samples = Samples(seed: 9)
      let g = samples.array(37), w = samples.array(37)
      let m = samples.array(37), v = samples.array(37).map(abs)
      var expected = (w: w, m: m, v: v)
      ser_adam_scalar(37, options, g, &expected.w, &expected.m, &expected.v)
      for level in Kernels.levels {
        Kernels.with(level) {
          var found = (w: w, m: m, v: v)
          kernels.adam(37, scalars, g, &found.w, &found.m, &found.v)
          expectClose(found.w, expected.w, relative: 1e-6, "level \(level.rawValue)")
          expectClose(found.m, expected.m, relative: 1e-6, "level \(level.rawValue)")
          expectClose(found.v, expected.v, relative: 1e-6, "level \(level.rawValue)")
        }
      }
    }
  }
}
