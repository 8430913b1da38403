/// What can be wrong with a tensor or a product of two.
public enum TensorError: Error, Equatable, Sendable {
  /// An axis length is below 0.
  case negativeAxis([Int])
  /// The product of the axes does not fit an `Int`.
  case tooManyElements([Int])
  /// The number of values differs from what the shape asks for.
  case elementCount(found: Int, shape: [Int])
  /// Two matrices whose inner lengths differ, or that are no matrices.
  case notMultipliable(left: [Int], right: [Int])
}

extension TensorError: CustomStringConvertible {
  /// What was found, what was expected, and the next step.
  public var description: String {
    switch self {
    case .negativeAxis(let axes):
      "shape \(axes) has a negative axis; every axis must be 0 or more"
    case .tooManyElements(let axes):
      "shape \(axes) has more elements than memory can address; check the axes"
    case .elementCount(let found, let shape):
      "found \(found) values for shape \(shape), which holds "
        + "\(shape.reduce(1, *)); pass as many values as the shape holds"
    case .notMultipliable(let left, let right):
      "cannot multiply \(left) by \(right): both must have two axes and the second axis of the "
        + "left must equal the first of the right"
    }
  }
}
