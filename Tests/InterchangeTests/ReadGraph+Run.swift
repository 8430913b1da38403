import Foundation
import Testing

extension ReadGraph {
  /// What the graph answers, each operation computed by its description in ONNX' operator set 17 in
  /// the plainest way, without any code of the suite.
  func run(_ inputs: [String: ReadArray]) throws -> [String: ReadArray] {
    var known = inputs.merging(constants.map { ($0.name, $0.array) }) { $1 }
    for node in nodes {
      let arrays = try node.inputs.map { try #require(known[$0], "\(node.output) wants \($0)") }
      known[node.output] = try Self.apply(node, arrays)
    }
    return known
  }

  private static func apply(_ node: Node, _ x: [ReadArray]) throws -> ReadArray {
    switch node.operation {
    case "Add": return broadcast(x[0], x[1], +)
    case "Mul": return broadcast(x[0], x[1], *)
    case "Max": return broadcast(x[0], x[1], max)
    case "Less": return broadcast(x[0], x[1]) { $0 < $1 ? 1 : 0 }
    case "Div":
      // Lengths are whole numbers and so is their quotient; means are not.
      let isWhole = node.output.hasSuffix("lengths")
      return broadcast(x[0], x[1]) { isWhole ? ($0 / $1).rounded(.towardZero) : $0 / $1 }
    case "Where":
      return broadcast(broadcast(x[0], x[1]) { $0 == 1 ? $1 : .nan }, x[2]) {
        $0.isNaN ? $1 : $0
      }
    case "Relu": return map(x[0]) { max($0, 0) }
    case "Tanh": return map(x[0], tanh)
    case "Cast": return x[0]
    case "Range":
      return ReadArray(
        shape: [Int(x[1].values[0])], values: (0..<Int(x[1].values[0])).map(Double.init))
    case "Shape": return shape(node, x[0])
    case "Squeeze", "Unsqueeze", "Reshape": return reshaped(node, x)
    case "Transpose": return transposed(x[0], try #require(node.attributes["perm"]).integers)
    case "ReduceSum": return summed(x[0], axis: Int(x[1].values[0]))
    case "Softmax":
      return softmax(x[0], axis: try #require(node.attributes["axis"]?.integer))
    case "MatMul", "Gemm": return product(node, x)
    case "Conv": return convolved(x[0], x[1])
    case "BatchNormalization":
      return normalised(x, epsilon: Double(try #require(node.attributes["epsilon"]?.float)))
    case "MaxPool": return pooled(x[0], try #require(node.attributes["kernel_shape"]).integers)
    case "LSTM": return recurrent(x, hidden: try #require(node.attributes["hidden_size"]?.integer))
    default:
      Issue.record("no such operation here: \(node.operation)")
      return x[0]
    }
  }

  static func map(_ x: ReadArray, _ change: (Double) -> Double) -> ReadArray {
    ReadArray(shape: x.shape, values: x.values.map(change))
  }

  /// Axes are matched from the last; one of length 1 serves for all.
  static func broadcast(
    _ a: ReadArray, _ b: ReadArray, _ combine: (Double, Double) -> Double
  ) -> ReadArray {
    let rank = max(a.shape.count, b.shape.count)
    func full(_ shape: [Int]) -> [Int] { Array(repeating: 1, count: rank - shape.count) + shape }
    let (left, right) = (full(a.shape), full(b.shape))
    let shape = zip(left, right).map { max($0, $1) }
    func place(_ index: Int, in own: [Int]) -> Int {
      var (rest, place, stride) = (index, 0, 1)
      for axis in shape.indices.reversed() {
        if own[axis] > 1 { place += rest % shape[axis] * stride }
        rest /= shape[axis]
        stride *= own[axis]
      }
      return place
    }
    return ReadArray(
      shape: shape,
      values: (0..<shape.reduce(1, *)).map {
        combine(a.values[place($0, in: left)], b.values[place($0, in: right)])
      })
  }

  private static func shape(_ node: Node, _ x: ReadArray) -> ReadArray {
    let first = node.attributes["start"]?.integer ?? 0
    let last = node.attributes["end"]?.integer ?? x.shape.count
    return ReadArray(shape: [last - first], values: x.shape[first..<last].map(Double.init))
  }

  private static func reshaped(_ node: Node, _ x: [ReadArray]) -> ReadArray {
    var shape = x[0].shape
    let axes = x.count > 1 ? x[1].values.map { Int($0) } : []
    switch node.operation {
    case "Unsqueeze": for axis in axes.sorted() { shape.insert(1, at: axis) }
    case "Squeeze" where axes.isEmpty: shape = shape.filter { $0 != 1 }
    case "Squeeze": for axis in axes.sorted(by: >) { shape.remove(at: axis) }
    default:
      // 0 keeps an axis, -1 takes what is left.
      shape = axes.enumerated().map { $1 == 0 ? x[0].shape[$0] : $1 }
      let rest = x[0].values.count / shape.filter { $0 > 0 }.reduce(1, *)
      shape = shape.map { $0 == -1 ? rest : $0 }
    }
    return ReadArray(shape: shape, values: x[0].values)
  }
}
