import Foundation

/// A constant array of an ONNX graph.
struct ONNXTensor {
  /// The types that the graphs of this suite hold, by their numbers in `TensorProto.DataType`.
  enum Element: Int {
    case float = 1
    case int32 = 6
    case int64 = 7
  }

  let name: String
  /// Axis lengths, row-major; empty for a scalar.
  let shape: [Int]
  let element: Element
  /// The values, little-endian.
  private let content: Data

  init(_ name: String, _ shape: [Int], _ values: [Float]) {
    self.name = name
    self.shape = shape
    element = .float
    content = values.withUnsafeBytes { Data($0) }
  }

  init(_ name: String, _ shape: [Int], _ values: [Int]) {
    self.name = name
    self.shape = shape
    element = .int64
    content = values.map { Int64($0) }.withUnsafeBytes { Data($0) }
  }

  /// `TensorProto`.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for length in shape { message.add(1, length) }
    message.add(2, element.rawValue)
    message.add(8, name)
    message.add(9, content)
    return message
  }
}
