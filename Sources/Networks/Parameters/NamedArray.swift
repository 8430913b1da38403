/// One array of a network's or an optimiser's state, as PyTorch names and shapes it.
public struct NamedArray: Equatable, Sendable {
  /// The key of PyTorch's `state_dict`, such as `blocks.0.conv.weight`.
  public let name: String
  /// Axis lengths, row-major; empty for a scalar.
  public let shape: [Int]
  /// As many values as the shape holds.
  public let values: [Float]

  /// - Throws: `NetworkError.noShape` when `shape` holds an axis below 0 or more elements than an
  ///   `Int` counts, `.elementCount` when `values` does not fill it.
  public init(name: String, shape: [Int], values: [Float]) throws(NetworkError) {
    guard let expected = shape.product else { throw .noShape(name: name, found: shape) }
    guard values.count == expected else {
      throw .elementCount(of: name, found: values.count, expected: expected)
    }
    self.init(unchecked: name, shape, values)
  }

  init(unchecked name: String, _ shape: [Int], _ values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }

  /// The same array under another name.
  package func renamed(_ name: String) -> NamedArray { NamedArray(unchecked: name, shape, values) }
}
