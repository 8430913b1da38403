import Foundation

extension ReadGraph {
  static func transposed(_ x: ReadArray, _ order: [Int]) -> ReadArray {
    let shape = order.map { x.shape[$0] }
    let strides = order.map { x.stride($0) }
    let values = (0..<x.values.count).map { index -> Double in
      var (rest, place) = (index, 0)
      for axis in shape.indices.reversed() {
        place += rest % shape[axis] * strides[axis]
        rest /= shape[axis]
      }
      return x.values[place]
    }
    return ReadArray(shape: shape, values: values)
  }

  /// The sum over an axis, which stays with length 1.
  static func summed(_ x: ReadArray, axis: Int) -> ReadArray {
    lines(x, axis) { line in [line.reduce(0, +)] }
  }

  static func softmax(_ x: ReadArray, axis: Int) -> ReadArray {
    lines(x, axis) { line in
      let highest = line.max() ?? 0
      let powers = line.map { exp($0 - highest) }
      return powers.map { $0 / powers.reduce(0, +) }
    }
  }

  /// Replaces each line along an axis.
  private static func lines(
    _ x: ReadArray, _ axis: Int, _ change: ([Double]) -> [Double]
  ) -> ReadArray {
    let (stride, count) = (x.stride(axis), x.shape[axis])
    let changed = (0..<x.values.count / count).map { line -> [Double] in
      let first = line / stride * stride * count + line % stride
      return change((0..<count).map { x.values[first + $0 * stride] })
    }
    var shape = x.shape
    shape[axis] = changed.first?.count ?? 0
    let block = shape[axis] * stride
    let values = (0..<shape.reduce(1, *)).map { index -> Double in
      changed[index / block * stride + index % stride][index % block / stride]
    }
    return ReadArray(shape: shape, values: values)
  }

  /// Matrices over the last two axes; the second may be one for all, as may be turned.
  static func product(_ node: Node, _ x: [ReadArray]) -> ReadArray {
    let isTurned = node.attributes["transB"]?.integer == 1
    let (rows, depth) = (x[0].shape[x[0].shape.count - 2], x[0].shape[x[0].shape.count - 1])
    let last = x[1].shape.suffix(2)
    let columns = isTurned ? last[last.startIndex] : last[last.startIndex + 1]
    let batches = x[0].values.count / (rows * depth)
    let own = x[1].shape.count > 2 ? depth * columns : 0
    var values: [Double] = []
    for batch in 0..<batches {
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = x.count > 2 ? x[2].values[column] : 0
          for k in 0..<depth {
            let place = isTurned ? column * depth + k : k * columns + column
            sum += x[0].values[(batch * rows + row) * depth + k] * x[1].values[batch * own + place]
          }
          values.append(sum)
        }
      }
    }
    return ReadArray(shape: x[0].shape.dropLast() + [columns], values: values)
  }

  /// Kernels of 3 x 3 over an image with a border of one zero.
  static func convolved(_ x: ReadArray, _ weight: ReadArray) -> ReadArray {
    let (count, inputs, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    let outputs = weight.shape[0]
    var values: [Double] = []
    for image in 0..<count {
      for output in 0..<outputs {
        for row in 0..<height {
          for column in 0..<width {
            var sum = 0.0
            for input in 0..<inputs {
              for tap in 0..<9 {
                let (y, z) = (row + tap / 3 - 1, column + tap % 3 - 1)
                guard y >= 0, y < height, z >= 0, z < width else { continue }
                sum +=
                  weight.values[(output * inputs + input) * 9 + tap]
                  * x.values[((image * inputs + input) * height + y) * width + z]
              }
            }
            values.append(sum)
          }
        }
      }
    }
    return ReadArray(shape: [count, outputs, height, width], values: values)
  }

  /// `x`, gain, offset, mean and variance, the last four by channel.
  static func normalised(_ x: [ReadArray], epsilon: Double) -> ReadArray {
    let (channels, size) = (x[0].shape[1], x[0].stride(1))
    let values = x[0].values.enumerated().map { index, value -> Double in
      let channel = index / size % channels
      let scale = x[1].values[channel] / (x[4].values[channel] + epsilon).squareRoot()
      return (value - x[3].values[channel]) * scale + x[2].values[channel]
    }
    return ReadArray(shape: x[0].shape, values: values)
  }

  /// Windows beside each other; what is left of a window at an end is dropped.
  static func pooled(_ x: ReadArray, _ window: [Int]) -> ReadArray {
    let (height, width) = (x.shape[2], x.shape[3])
    let (rows, columns) = (height / window[0], width / window[1])
    var values: [Double] = []
    for image in 0..<x.shape[0] * x.shape[1] {
      for row in 0..<rows {
        for column in 0..<columns {
          var highest = -Double.infinity
          for y in row * window[0]..<(row + 1) * window[0] {
            for z in column * window[1]..<(column + 1) * window[1] {
              highest = max(highest, x.values[(image * height + y) * width + z])
            }
          }
          values.append(highest)
        }
      }
    }
    return ReadArray(shape: [x.shape[0], x.shape[1], rows, columns], values: values)
  }

  /// Both directions of an LSTM, gates in the order input, output, forget, cell; the backward one
  /// begins at each utterance's own end, and what lies behind it is 0. `[T, 2, N, H]`.
  static func recurrent(_ x: [ReadArray], hidden: Int) -> ReadArray {
    let (steps, count, width) = (x[0].shape[0], x[0].shape[1], x[0].shape[2])
    var result = [Double](repeating: 0, count: steps * 2 * count * hidden)
    for direction in 0..<2 {
      func gate(_ row: Int, _ input: Int, _ h: [Double]) -> Double {
        let place = direction * 4 * hidden + row
        var sum = x[3].values[direction * 8 * hidden + row]
        sum += x[3].values[direction * 8 * hidden + 4 * hidden + row]
        for k in 0..<width { sum += x[1].values[place * width + k] * x[0].values[input + k] }
        for k in 0..<hidden { sum += x[2].values[place * hidden + k] * h[k] }
        return sum
      }
      func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
      for row in 0..<count {
        let length = Int(x[4].values[row])
        var (h, c) = ([Double](repeating: 0, count: hidden), [Double](repeating: 0, count: hidden))
        for step in direction == 0 ? Array(0..<length) : (0..<length).reversed() {
          let input = (step * count + row) * width
          let sums = (0..<4 * hidden).map { gate($0, input, h) }
          for unit in 0..<hidden {
            c[unit] =
              logistic(sums[2 * hidden + unit]) * c[unit]
              + logistic(sums[unit]) * tanh(sums[3 * hidden + unit])
            h[unit] = logistic(sums[hidden + unit]) * tanh(c[unit])
            result[((step * 2 + direction) * count + row) * hidden + unit] = h[unit]
          }
        }
      }
    }
    return ReadArray(shape: [steps, 2, count, hidden], values: result)
  }
}
