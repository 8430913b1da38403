import Tensors

/// An affine map of rows: `y = x W^T + b`, weight `[outputs, inputs]`, bias `[outputs]`.
package struct Linear {
  package let inputs: Int
  package let outputs: Int

  package init(inputs: Int, outputs: Int) {
    self.inputs = inputs
    self.outputs = outputs
  }

  /// Writes `[rows, outputs]` from `x` of `[rows, inputs]`.
  package func forward(
    _ x: UnsafePointer<Float>, rows: Int, weight: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, into y: Floats
  ) {
    for row in 0..<rows { (y + row * outputs).update(from: bias, count: outputs) }
    MatrixProduct.multiply(
      rows: rows, columns: outputs, inner: inputs, x, aStride: inputs,
      weight, .transposed, bStride: inputs, keep: 1, into: y, cStride: outputs)
  }

  /// Writes the gradients of weight, bias and input.
  package func backward(
    _ x: UnsafePointer<Float>, dy: UnsafePointer<Float>, rows: Int, weight: UnsafePointer<Float>,
    dWeight: Floats, dBias: Floats, dx: Floats
  ) {
    MatrixProduct.multiply(
      rows: outputs, columns: inputs, inner: rows, dy, .transposed, aStride: outputs,
      x, bStride: inputs, into: dWeight, cStride: inputs)
    dBias.update(repeating: 0, count: outputs)
    for row in 0..<rows {
      for output in 0..<outputs { dBias[output] += dy[row * outputs + output] }
    }
    MatrixProduct.multiply(
      rows: rows, columns: inputs, inner: outputs, dy, aStride: outputs,
      weight, bStride: inputs, into: dx, cStride: inputs)
  }
}
