/// The lengths of a tensor's axes, slowest first (row-major).
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// Axis lengths, each at least 0; an empty list is a scalar.
  public let axes: [Int]

  /// - Throws: `TensorError.negativeAxis` when an axis is below 0, `TensorError.tooManyElements`
  ///   when the product does not fit an `Int`.
  public init(_ axes: [Int]) throws(TensorError) {
    var product = 1
    for axis in axes {
      guard axis >= 0 else { throw .negativeAxis(axes) }
      let (next, overflow) = product.multipliedReportingOverflow(by: axis)
      guard !overflow else { throw .tooManyElements(axes) }
      product = next
    }
    self.axes = axes
    elementCount = product
  }

  /// The number of elements, 1 for a scalar.
  public let elementCount: Int

  /// The number of axes.
  public var rank: Int { axes.count }

  /// Elements between neighbours along each axis, row-major.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: axes.count)
    for axis in axes.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * axes[axis + 1]
    }
    return strides
  }

  /// Written as `[2, 3]`.
  public var description: String { axes.description }
}
