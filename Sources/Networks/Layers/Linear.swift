import Tensors

/// An affine map of rows: `y = x W^T + b`, weight `[outputs, inputs]`, bias `[outputs]`.
package struct Linear {
  package let inputs: Int
  package let outputs: Int
  /// `W^T`, as the product forward needs it.
  private let packed: PackedMatrix

  package init(inputs: Int, outputs: Int, arena: Arena) {
    self.inputs = inputs
    self.outputs = outputs
    packed = PackedMatrix(inner: inputs, columns: outputs, arena: arena)
  }

  /// Takes over a weight; once before the passes that use it.
  package func prepare(_ weight: UnsafePointer<Float>) { packed.packTransposed(weight) }

  /// Writes `[rows, outputs]` from `x` of `[rows, inputs]`: row by row the same sums for any number
  /// of rows.
  package func forward(
    _ x: UnsafePointer<Float>, rows: Int, bias: UnsafePointer<Float>, into y: Floats,
    scratch: Floats
  ) {
    for row in 0..<rows { (y + row * outputs).update(from: bias, count: outputs) }
    packed.multiply(
      rows: rows, x, aStride: inputs, into: y, cStride: outputs, adds: true, scratch: scratch)
  }

  /// Writes the gradients of weight, bias and input.
  package func backward(
    _ x: UnsafePointer<Float>, dy: UnsafePointer<Float>, rows: Int, weight: UnsafePointer<Float>,
    dWeight: Floats, dBias: Floats, dx: Floats, scratch: Floats
  ) {
    MatrixProduct.multiply(
      rows: outputs, columns: inputs, inner: rows, dy, .transposed, aStride: outputs,
      x, bStride: inputs, into: dWeight, cStride: inputs, scratch: scratch)
    dBias.update(repeating: 0, count: outputs)
    for row in 0..<rows {
      for output in 0..<outputs { dBias[output] += dy[row * outputs + output] }
    }
    MatrixProduct.multiply(
      rows: rows, columns: inputs, inner: outputs, dy, aStride: outputs,
      weight, bStride: inputs, into: dx, cStride: inputs, scratch: scratch)
  }
}
