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
    let mean = draws.reduce(0, +) / 20_000
    #expect(abs(mean - 0.5) < 0.0102)
  }

  /// The words of the known answer for zeros, each without its last two hexadecimal digits.
  @Test("a draw is the upper 24 bits of its word, four draws a block")
  func draws() {
    let generator = CounterGenerator(seed: 0)
    for (index, bits) in [0x66_27e8, 0xe1_69c5, 0xbc_57ac, 0x9b_00db].enumerated() {
      #expect(generator.uniform(at: index) == Float(bits) / 16_777_216)
    }
    for index in 4..<40 {
      let word = generator.block(at: UInt64(index / 4))[index % 4]
      #expect(generator.uniform(at: index) == Float(word >> 8) / 16_777_216)
    }
  }

  /// Two draws that have nothing to do with each other have a correlation of 0, with a standard
  /// error of .01 over ten thousand of them.
  @Test("sequences of neighbouring seeds, streams and places have nothing to do with each other")
  func independence() {
    func draws(_ seed: UInt64, _ stream: UInt64, _ first: Int = 0) -> [Double] {
      let generator = CounterGenerator(seed: seed, stream: stream)
      return (0..<10_000).map { Double(generator.uniform(at: first + $0)) - 0.5 }
    }
    let plain = draws(8, 3)
    for other in [draws(9, 3), draws(8, 4), draws(8, 3, 1), draws(8, 3, 4), draws(3, 8)] {
      let covariance = zip(plain, other).reduce(0) { $0 + $1.0 * $1.1 } / 10_000
      #expect(abs(covariance * 12) <= 0.05)
    }
    #expect(draws(8, 3) == plain)
  }

  @Test("every sixteenth of the range has its share of draws")
  func evenness() {
    let generator = CounterGenerator(seed: 2, stream: 7)
    var counts = [Int](repeating: 0, count: 16)
    for index in 0..<16_000 { counts[Int(generator.uniform(at: index) * 16)] += 1 }
    // A thousand each, with a standard deviation of 31: five of them.
    #expect(counts.allSatisfy { abs($0 - 1000) <= 155 }, "\(counts)")
  }
}
