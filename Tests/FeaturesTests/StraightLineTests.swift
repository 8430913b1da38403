import Features
import Foundation
import Testing

@Suite("Logarithm and exponential on lanes")
struct StraightLineTests {
  @Test("the logarithm is the system's within 2 units in the last place over all normal numbers")
  func logarithm() {
    var pattern: UInt32 = 0x0080_0000
    while pattern < 0x7F80_0000 {
      let value = Float(bitPattern: pattern)
      let truth = Foundation.log(Double(value))
      let unit = max(Double(Float(truth).ulp), 2e-8)
      #expect(abs(Double(StraightLine.log(value)) - truth) <= 2 * unit, "\(value)")
      pattern += 104_729
    }
    #expect(StraightLine.log(1) == 0)
  }

  @Test("the exponential is the system's within 2 units in the last place from -87 to 88")
  func exponential() {
    for step in 0...17_500 {
      let power = -87 + Float(step) / 100
      let truth = Foundation.exp(Double(power))
      let unit = Double(Float(truth).ulp)
      #expect(abs(Double(StraightLine.exp(power)) - truth) <= 2 * unit, "\(power)")
    }
    #expect(StraightLine.exp(0) == 1)
    #expect(StraightLine.exp(-1_000) == StraightLine.exp(-87))
    #expect(StraightLine.exp(1_000) == StraightLine.exp(88))
  }
}
