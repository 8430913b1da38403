import Tensors
import Testing

@Suite("Matrix products")
struct MatrixProductTests {
  @Test("equal the sum of products")
  func product() {
    let generator = CounterGenerator(seed: 1)
    let a = (0..<35).map { generator.uniform(at: $0) - 0.5 }
    let b = (0..<21).map { generator.uniform(at: 100 + $0) - 0.5 }
    var c = [Float](repeating: .nan, count: 15)
    MatrixProduct.multiply(
      rows: 5, columns: 3, inner: 7, a, aStride: 7, b, bStride: 3, into: &c, cStride: 3)
    for row in 0..<5 {
      for column in 0..<3 {
        let sum = (0..<7).reduce(Float(0)) { $0 + a[row * 7 + $1] * b[$1 * 3 + column] }
        #expect(abs(c[row * 3 + column] - sum) < 1e-6)
      }
    }
  }
}
