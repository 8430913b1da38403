import CKernels
import Tensors

/// Filters in the Winograd domain: 36 matrices `[Ci, Co]`, each in panels (`PanelLayout`).
package enum WinogradFilters {
  /// Floats of filters; exchanged, `size(inputs: outputs, outputs: inputs)`.
  package static func size(inputs: Int, outputs: Int) -> Int {
    SER_POINTS * PanelLayout.size(inner: inputs, columns: outputs)
  }

  /// Writes the filters with inputs and outputs exchanged: what the way back meets.
  package static func transpose(
    inputs: Int, outputs: Int, _ filters: UnsafePointer<Float>, into transposed: Floats
  ) {
    let width = SER_PANEL
    let size = PanelLayout.size(inner: inputs, columns: outputs)
    let transposedSize = PanelLayout.size(inner: outputs, columns: inputs)
    for point in 0..<SER_POINTS {
      for input in stride(from: 0, to: inputs, by: width) {
        let columns = min(width, inputs - input)
        let panel = transposed + point * transposedSize + input * outputs
        if columns < width { panel.update(repeating: 0, count: outputs * width) }
        for output in stride(from: 0, to: outputs, by: width) {
          Transposition.transpose(
            rows: columns, columns: min(width, outputs - output),
            filters + point * size + output * inputs + input * width, fromStride: width,
            into: panel + output * width, toStride: width)
        }
      }
    }
  }
}
