import Tensors
import Testing

@Suite("The counter-based generator")
struct CounterGeneratorTests {
  @Test("gives the known answers of Philox 4x32-10 published with Random123")
  func knownAnswers() {
    let zeros = CounterGenerator(seed: 0).block(at: 0)
    #expect(zeros == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = CounterGenerator(seed: .max, stream: .max).block(at: .max)
    #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let digits = CounterGenerator(seed: 0x299f_31d0_a409_3822, stream: 0x0370_7344_1319_8a2e)
      .block(at: 0x85a3_08d3_243f_6a88)
    #expect(digits == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("uniform draws lie in 0..<1 with mean one half")
  func uniform() {
    let generator = CounterGenerator(seed: 1)
    let draws = (0..<20_000).map { generator.uniform(at: $0) }
    #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
    // Standard error of the mean is 0.002; five of them.
    #expect(abs(draws.reduce(0, +) / 20_000 - 0.5) < 0.0102)
  }
}
