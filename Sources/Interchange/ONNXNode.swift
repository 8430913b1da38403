/// One operation of an ONNX graph.
struct ONNXNode {
  /// A setting of an operation.
  enum Attribute {
    case integer(Int)
    case integers([Int])
    case float(Float)
    case text(String)
  }

  /// The operator, for example `Conv`.
  let operation: String
  /// Names of values; an empty name leaves an optional input out.
  let inputs: [String]
  /// Each operation here is used for its first output, which gives it its name.
  let output: String
  let attributes: [(name: String, value: Attribute)]

  /// `NodeProto`.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for input in inputs { message.add(1, input) }
    message.add(2, output)
    message.add(3, output)
    message.add(4, operation)
    for attribute in attributes {
      message.add(5, Self.message(of: attribute.value, named: attribute.name))
    }
    return message
  }

  /// `AttributeProto`: the value stands in the field of its type, whose number follows in field 20.
  private static func message(of value: Attribute, named name: String) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.add(1, name)
    switch value {
    case .float(let number):
      message.add(2, number)
      message.add(20, 1)
    case .integer(let number):
      message.add(3, number)
      message.add(20, 2)
    case .text(let text):
      message.add(4, text)
      message.add(20, 3)
    case .integers(let numbers):
      for number in numbers { message.add(8, number) }
      message.add(20, 7)
    }
    return message
  }
}
