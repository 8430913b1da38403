import CKernels
import Testing

extension Kernels {
  @Suite struct Elementwise {
    /// Every 4096th float and the places where the functions bend.
    static let numbers: [Float] =
      stride(from: UInt32(0), to: 0xFF80_0000, by: 4096).map { Float(bitPattern: $0) }
      .filter { $0.isFinite } + [-0.0, 1e-8, -1e-8, 9, -9, 20, -20, 88, -87, 0.5, -0.5]

    @Test func exponentialsKeepTheirPromisedAccuracy() {
      let x = Self.numbers, inRange = x.map { min(max($0, -87), 88) }
      var exponential = x, tangent = x, logistic = x
      ser_exp_scalar(x.count, inRange, &exponential)
      ser_tanh_scalar(x.count, x, &tangent)
      ser_sigmoid_scalar(x.count, x, &logistic)
      for level in Kernels.levels {
        Kernels.with(level) {
          var y = x
          ser_exp(x.count, inRange, &y)
          #expect(zip(y, exponential).allSatisfy { abs($0 - $1) <= 2e-7 * $1 })
          ser_tanh(x.count, x, &y)
          #expect(zip(y, tangent).allSatisfy { abs($0 - $1) <= 2e-7 })
          ser_sigmoid(x.count, x, &y)
          #expect(zip(y, logistic).allSatisfy { abs($0 - $1) <= 2e-7 })
        }
      }
    }

    @Test func exponentialsOfTheUnusualAreNotNumbersInfiniteOrZero() {
      for level in Kernels.levels {
        Kernels.with(level) {
          let x: [Float] = [.nan, .infinity, -.infinity, 89, -90]
          var y = x
          ser_exp(5, x, &y)
          #expect(y[0].isNaN && y[1...] == [.infinity, 0, .infinity, 0])
          ser_tanh(3, x, &y)
          #expect(y[0].isNaN && y[1] == 1 && y[2] == -1)
          ser_sigmoid(3, x, &y)
          #expect(y[0].isNaN && y[1] == 1 && y[2] == 0)
        }
      }
    }

    @Test(arguments: [1, 7, 16, 100]) func softmaxSumsToOneOverTheValidColumns(columns: Int) {
      let lengths = [Int32(columns), 0, 1, Int32(columns / 2 + 1)]
      var samples = Samples(seed: 6)
      let x = samples.array(4 * columns, scale: 30)
      var expected = x
      ser_softmax_scalar(4, columns, lengths, x, &expected)
      for level in Kernels.levels {
        Kernels.with(level) {
          var y = x
          ser_softmax(4, columns, lengths, y, &y)
          expectClose(y, expected, relative: 1e-6, "level \(level.rawValue)")
          ser_softmax(4, columns, nil, x, &y)
          for row in 0..<4 {
            let sum = y[row * columns..<(row + 1) * columns].reduce(0, +)
            #expect(abs(sum - 1) < 1e-6)
          }
        }
      }
    }

    @Test(arguments: [0, 1, 5, 1000]) func arraysAreScaledAddedAndSummed(count: Int) {
      var samples = Samples(seed: 7)
      let x = samples.array(count), y = samples.array(count)
      let squares = x.reduce(0) { $0 + Double($1) * Double($1) }
      for level in Kernels.levels {
        Kernels.with(level) {
          var sum = y, half = x, positive = x
          ser_axpy(count, 0.25, x, &sum)
          #expect(zip(sum, zip(x, y)).allSatisfy { abs($0 - ($1.0 / 4 + $1.1)) < 1e-6 })
          ser_scale(count, 0.5, &half)
          #expect(half == x.map { $0 / 2 })
          ser_relu(count, x, &positive)
          #expect(positive == x.map { max($0, 0) })
          #expect(abs(ser_sum_of_squares(count, x) - squares) <= 1e-6 * squares)
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
          ser_dropout_apply(count, options, ones, &whole)
          let agrees = whole == expected
          #expect(agrees, "level \(level.rawValue)")
          var shard = options
          shard.first_index = 1003
          ser_dropout_apply(500, shard, ones, &part)
          #expect(part[..<500] == expected[1003..<1503])
        }
      }
    }

    @Test(arguments: [0, 1], [1, 100]) func adamAgreesWithItsTwin(decoupled: Int32, step: Int) {
      let options = ser_adam_options(
        rate: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.1,
        decoupled: decoupled, step: step, gradient_scale: 0.5)
      var samples = Samples(seed: 9)
      let g = samples.array(37), w = samples.array(37)
      let m = samples.array(37), v = samples.array(37).map(abs)
      var expected = (w: w, m: m, v: v)
      ser_adam_scalar(37, options, g, &expected.w, &expected.m, &expected.v)
      for level in Kernels.levels {
        Kernels.with(level) {
          var found = (w: w, m: m, v: v)
          ser_adam(37, options, g, &found.w, &found.m, &found.v)
          expectClose(found.w, expected.w, relative: 1e-6, "level \(level.rawValue)")
          expectClose(found.m, expected.m, relative: 1e-6, "level \(level.rawValue)")
          expectClose(found.v, expected.v, relative: 1e-6, "level \(level.rawValue)")
        }
      }
    }
  }
}
