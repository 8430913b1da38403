import Testing

/// An array of numbers of any type, row-major, axis lengths empty for a scalar.
struct ReadArray {
  var shape: [Int]
  var values: [Double]

  /// Elements from one index of an axis to the next.
  func stride(_ axis: Int) -> Int { shape[(axis + 1)...].reduce(1, *) }
}

/// A model file of ONNX as it is read back, field by field of `onnx.proto`.
struct ReadGraph {
  struct Attribute {
    let kind: Int
    let integer: Int?
    let integers: [Int]
    let float: Float?
    let text: String?
  }

  struct Node {
    let operation: String
    let inputs: [String]
    let output: String
    let attributes: [String: Attribute]
  }

  struct Value {
    let name: String
    let element: Int
    /// Lengths, or names of those that may be any.
    let axes: [String]
  }

  let formatVersion: [Int]
  let opsets: [Int]
  let domains: [String]
  let producer: String
  let producerVersion: String
  let metadata: [String: String]
  let nodes: [Node]
  let constants: [(name: String, element: Int, array: ReadArray)]
  let inputs: [Value]
  let outputs: [Value]

  init(_ bytes: [UInt8]) throws {
    let model = try ProtobufReader(bytes)
    formatVersion = model.numbers(1)
    (producer, producerVersion) = (try model.text(2), try model.text(3))
    let operators = try model.message(8)
    (domains, opsets) = (operators.texts(1), operators.numbers(2))
    metadata = Dictionary(
      uniqueKeysWithValues: try model.messages(14).map { (try $0.text(1), try $0.text(2)) })
    let graph = try model.message(7)
    nodes = try graph.messages(1).map(Self.node)
    constants = try graph.messages(5).map(Self.constant)
    inputs = try graph.messages(11).map(Self.value)
    outputs = try graph.messages(12).map(Self.value)
  }

  private static func node(_ message: ProtobufReader) throws -> Node {
    let attributes = try message.messages(5).map { attribute in
      (
        try attribute.text(1),
        Attribute(
          kind: try #require(attribute.numbers(20).first), integer: attribute.numbers(3).first,
          integers: attribute.numbers(8), float: attribute.floats(2).first,
          text: attribute.texts(4).first)
      )
    }
    return Node(
      operation: try message.text(4), inputs: message.texts(1), output: try message.text(2),
      attributes: Dictionary(uniqueKeysWithValues: attributes))
  }

  private static func constant(
    _ message: ProtobufReader
  ) throws -> (name: String, element: Int, array: ReadArray) {
    let (shape, element) = (message.numbers(1), try #require(message.numbers(2).first))
    let raw = try #require(message.bytes(9).first)
    let width = element == 1 ? 4 : 8
    let values = Swift.stride(from: 0, to: raw.count, by: width).map { start -> Double in
      let word = raw[start..<start + width].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return element == 1
        ? Double(Float(bitPattern: UInt32(word))) : Double(Int64(bitPattern: word))
    }
    return (try message.text(8), element, ReadArray(shape: shape, values: values))
  }

  private static func value(_ message: ProtobufReader) throws -> Value {
    let tensor = try message.message(2).message(1)
    let axes = try tensor.message(2).messages(1).map { axis in
      axis.texts(2).first ?? axis.numbers(1).first.map(String.init) ?? "nothing"
    }
    return Value(
      name: try message.text(1), element: try #require(tensor.numbers(1).first), axes: axes)
  }
}
