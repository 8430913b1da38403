import CKernels
import Networks
import Testing

@Suite("Coefficients of batch normalisation")
struct NormCoefficientsTests {
  private func norm(sums: [Double], count: Double, centre: [Float]? = nil) -> [Float] {
    var norm = [Float](repeating: .infinity, count: SER_NORM_ROWS)
    NormCoefficients.settle(
      channels: 1, count: count, sums: sums, centre: centre, gain: [2], bias: [0.5], epsilon: 1e-5,
      norm: &norm)
    return norm
  }

  @Test("bring values far from zero to the bias and the gain")
  func farFromZero() {
    let values: [Float] = [1000.5, 1000.25, 999.75, 1001.5]
    let differences = values.map { Double($0 - 1000) }
    let norm = norm(
      sums: [differences.reduce(0, +), differences.map { $0 * $0 }.reduce(0, +)], count: 4,
      centre: [1000])
    let z = values.map { ($0 - norm[SER_NORM_MEAN]) * norm[SER_NORM_SCALE] + 0.5 }
    let mean = z.reduce(0, +) / 4
    #expect(abs(mean - 0.5) < 1e-4)
    let variance = z.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 4
    #expect(abs(variance - 4) < 1e-3)
  }

  @Test("take a variance that rounding made negative for 0, and keep one that is no number")
  func oddVariances() {
    let constant = norm(sums: [4, 4 - 1e-9], count: 4)
    #expect(constant[SER_NORM_VARIANCE] == 0)
    #expect(constant.allSatisfy { $0.isFinite })
    let broken = norm(sums: [.nan, .nan], count: 4)
    #expect(broken[SER_NORM_VARIANCE].isNaN && broken[SER_NORM_SCALE].isNaN)
  }
}
