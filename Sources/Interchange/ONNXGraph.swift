/// An ONNX graph under construction: values have names, and an operation makes a new one of others.
struct ONNXGraph {
  /// A value that enters or leaves the graph.
  struct Value {
    /// The length of an axis: fixed, or a name for any length.
    enum Axis {
      case fixed(Int)
      case any(String)
    }

    let name: String
    let element: ONNXTensor.Element
    let axes: [Axis]
    /// What it is, for people.
    let meaning: String
  }

  let name: String
  let inputs: [Value]
  let outputs: [Value]
  private var nodes: [ONNXNode] = []
  private var constants: [ONNXTensor] = []

  init(name: String, inputs: [Value], outputs: [Value]) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
  }

  /// Adds a constant array; returns its name.
  mutating func constant(_ tensor: ONNXTensor) -> String {
    constants.append(tensor)
    return tensor.name
  }

  /// Adds a small constant of integers that an operation takes as an input; returns its name.
  mutating func integers(_ values: [Int], for output: String) -> String {
    constant(ONNXTensor("\(output).operand\(constants.count)", [values.count], values))
  }

  /// Adds an operation; returns the name of what it makes.
  ///
  /// - Parameter output: the name of what it makes, not used before.
  mutating func apply(
    _ operation: String, _ inputs: [String],
    _ attributes: [(name: String, value: ONNXNode.Attribute)] = [], as output: String
  ) -> String {
    nodes.append(
      ONNXNode(operation: operation, inputs: inputs, output: output, attributes: attributes))
    return output
  }

  /// `GraphProto`.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for node in nodes { message.add(1, node.message) }
    message.add(2, name)
    for tensor in constants { message.add(5, tensor.message) }
    for value in inputs { message.add(11, value.message) }
    for value in outputs { message.add(12, value.message) }
    return message
  }
}

extension ONNXGraph.Value {
  /// `ValueInfoProto`.
  var message: ProtobufMessage {
    var shape = ProtobufMessage()
    for axis in axes {
      var dimension = ProtobufMessage()
      switch axis {
      case .fixed(let length): dimension.add(1, length)
      case .any(let name): dimension.add(2, name)
      }
      shape.add(1, dimension)
    }
    var tensor = ProtobufMessage()
    tensor.add(1, element.rawValue)
    tensor.add(2, shape)
    var type = ProtobufMessage()
    type.add(1, tensor)
    var message = ProtobufMessage()
    message.add(1, name)
    message.add(2, type)
    message.add(3, meaning)
    return message
  }
}
