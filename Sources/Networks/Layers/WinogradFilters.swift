import CKernels
import Tensors

/// Filters in the domain of Winograd's F(4x4, 3x3): 36 matrices `[Ci, Co]`, each in panels
/// (`PanelLayout`).
///
/// A filter takes one transform along each axis, at the points 0, infinity, 1, -1, 2, -2 of
/// winograd_transforms.h.
///
/// - Source: Lavin & Gray, "Fast algorithms for convolutional neural networks", CVPR 2016.
package enum WinogradFilters {
  /// Floats of filters; exchanged, `size(inputs: outputs, outputs: inputs)`.
  package static func size(inputs: Int, outputs: Int) -> Int {
    SER_POINTS * PanelLayout.size(inner: inputs, columns: outputs)
  }

  /// Transforms a weight `[3][3][Ci][Co]`; filters past Co are 0.
  package static func transform(
    inputs: Int, outputs: Int, _ weight: UnsafePointer<Float>, into filters: Floats
  ) {
    let plane = size(inputs: inputs, outputs: outputs) / SER_POINTS
    withVectors { elements, half, points in
      forVectors(inputs: inputs, outputs: outputs) { input, output, own, place in
        for k in 0..<9 {
          elements[k] = Eight(weight + (k * inputs + input) * outputs + output, count: own)
        }
        for f in 0..<3 { toPoints(elements + f, by: 3, into: half + f, by: 3) }
        for t in 0..<6 { toPoints(half + 3 * t, by: 1, into: points + 6 * t, by: 1) }
        for point in 0..<SER_POINTS { points[point].store(to: filters + point * plane + place) }
      }
    }
  }

  /// Writes the gradient of a weight from that of its filters: adjoint to `transform`.
  package static func gradient(
    inputs: Int, outputs: Int, _ dFilters: UnsafePointer<Float>, into dWeight: Floats
  ) {
    let plane = size(inputs: inputs, outputs: outputs) / SER_POINTS
    withVectors { elements, half, points in
      forVectors(inputs: inputs, outputs: outputs) { input, output, own, place in
        guard own > 0 else { return }
        for point in 0..<SER_POINTS { points[point] = Eight(dFilters + point * plane + place) }
        for t in 0..<6 { fromPoints(points + 6 * t, by: 1, into: half + 3 * t, by: 1) }
        for f in 0..<3 { fromPoints(half + f, by: 3, into: elements + f, by: 3) }
        for k in 0..<9 {
          elements[k].store(to: dWeight + (k * inputs + input) * outputs + output, count: own)
        }
      }
    }
  }

  private typealias Vectors = UnsafeMutablePointer<Eight>

  /// Memory for the 9 elements of eight filters, for one axis transformed, and for both.
  @inline(__always)
  private static func withVectors(_ body: (Vectors, Vectors, Vectors) -> Void) {
    withUnsafeTemporaryAllocation(of: Eight.self, capacity: 9 + 18 + SER_POINTS) {
      guard let base = $0.baseAddress else { return }
      base.initialize(repeating: .zero, count: $0.count)
      body(base, base + 9, base + 27)
    }
  }

  /// Calls `body` for each input and each eight outputs of its panels: with the first output, how
  /// many of them there are, and their place in a point's matrix.
  @inline(__always)
  private static func forVectors(
    inputs: Int, outputs: Int,
    _ body: (_ input: Int, _ output: Int, _ own: Int, _ place: Int) -> Void
  ) {
    let width = SER_PANEL
    for input in 0..<inputs {
      for output in stride(from: 0, to: (outputs + width - 1) / width * width, by: 8) {
        let place = (output / width * inputs + input) * width + output % width
        body(input, output, max(0, min(8, outputs - output)), place)
      }
    }
  }

  /// G: 3 elements, `step` apart, to 6 points, `pointStep` apart.
  @inline(__always)
  private static func toPoints(
    _ g: Vectors, by step: Int, into u: Vectors, by pointStep: Int
  ) {
    let (first, middle, last) = (g[0], g[step], g[2 * step])
    let even = (first + last) * (-1 / 6), odd = middle * (1 / 6)
    let wideEven = first * (1 / 24) + last * (1 / 6), wideOdd = middle * (1 / 12)
    u[0] = first * 0.25
    u[pointStep] = last
    u[2 * pointStep] = even - odd
    u[3 * pointStep] = even + odd
    u[4 * pointStep] = wideEven + wideOdd
    u[5 * pointStep] = wideEven - wideOdd
  }

  /// G': 6 points to 3 elements, adjoint to `toPoints`.
  @inline(__always)
  private static func fromPoints(
    _ u: Vectors, by pointStep: Int, into g: Vectors, by step: Int
  ) {
    let even = u[2 * pointStep] + u[3 * pointStep], odd = u[3 * pointStep] - u[2 * pointStep]
    let wideEven = u[4 * pointStep] + u[5 * pointStep]
    let wideOdd = u[4 * pointStep] - u[5 * pointStep]
    g[0] = u[0] * 0.25 - even * (1 / 6) + wideEven * (1 / 24)
    g[step] = odd * (1 / 6) + wideOdd * (1 / 12)
    g[2 * step] = (wideEven - even) * (1 / 6) + u[pointStep]
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
