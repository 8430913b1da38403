/// A row-major array of 32-bit floats with a shape: the value type at the edges of the engine.
///
/// Inside a training step the engine works on arena memory; tensors are for what enters and leaves.
public struct Tensor: Equatable, Sendable {
  /// Axis lengths, slowest first.
  public let shape: Shape
  /// The values in row-major order, as many as `shape.elementCount`.
  public var elements: [Float] {
    didSet {
      precondition(elements.count == shape.elementCount, "a tensor keeps its element count")
    }
  }

  /// - Throws: `TensorError.elementCount` when `elements` does not fill `axes`, and the errors of
  ///   `Shape`.
  public init(_ axes: [Int], _ elements: [Float]) throws(TensorError) {
    let shape = try Shape(axes)
    guard elements.count == shape.elementCount else {
      throw .elementCount(found: elements.count, shape: axes)
    }
    self.shape = shape
    self.elements = elements
  }

  /// A tensor of zeros.
  public init(zeros axes: [Int]) throws(TensorError) {
    shape = try Shape(axes)
    elements = [Float](repeating: 0, count: shape.elementCount)
  }

  /// The element at one index an axis; a wrong index is a programmer's mistake and traps.
  public subscript(_ index: Int...) -> Float {
    get { elements[offset(of: index)] }
    set { elements[offset(of: index)] = newValue }
  }

  private func offset(of index: [Int]) -> Int {
    precondition(index.count == shape.rank, "one index an axis")
    var offset = 0
    for (position, length) in zip(index, shape.axes) {
      precondition(position >= 0 && position < length, "index within the axis")
      offset = offset * length + position
    }
    return offset
  }
}
