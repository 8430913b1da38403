import SyntheticSpeech
import Testing

@Suite("The glottal source does what it is asked")
struct GlottalSourceTests {
  private func source(jitter: Double = 0, shimmer: Double = 0) -> GlottalSource {
    GlottalSource(
      sampleRate: 16_000, jitter: jitter, shimmer: shimmer, openQuotient: 0.6, seed: 5)
  }

  @Test("Ten seconds hold ten times the asked frequency in pulses", arguments: [80.0, 196, 333.3])
  func frequency(asked: Double) {
    var source = source()
    for _ in 0..<160_000 { _ = source.next(frequency: asked) }
    #expect(abs(Double(source.pulses) - 10 * asked) <= 1)
  }

  @Test("Jitter varies the periods by its size and leaves their mean")
  func jitter() {
    var source = source(jitter: 0.02)
    var (beginnings, seen) = ([Int](), 0)
    for sample in 0..<1_600_000 {
      _ = source.next(frequency: 50)
      if source.pulses != seen { (seen, beginnings) = (source.pulses, beginnings + [sample]) }
    }
    let periods = zip(beginnings.dropFirst(), beginnings).map { Double($0 - $1) / 320 }
    let mean = periods.reduce(0, +) / Double(periods.count)
    let variance =
      periods.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(periods.count)
    #expect(abs(mean - 1) < 0.002)
    #expect(abs(variance.squareRoot() - 0.02) < 0.002)
  }

  @Test("The pulses have no constant part and close at the asked height")
  func shape() {
    var source = source()
    let samples = (0..<160_000).map { _ in source.next(frequency: 100) }
    // The integral of 2x - 3x^2 over 0...1 is 0.
    let mean = samples.reduce(0, +) / 160_000
    #expect(abs(mean) < 0.01)
    #expect(abs((samples.min() ?? 0) + 1) < 0.05)
    #expect(abs((samples.max() ?? 0) - 1 / 3.0) < 0.001)
  }

  @Test("Shimmer varies the heights")
  func shimmer() {
    var (steady, shaking) = (source(), source(shimmer: 0.2))
    func lows(_ source: inout GlottalSource) -> [Double] {
      (0..<100).map { _ in (0..<160).map { _ in source.next(frequency: 100) }.min() ?? 0 }
    }
    #expect(Set(lows(&steady).dropFirst().map { ($0 * 100).rounded() }).count == 1)
    #expect(Set(lows(&shaking).map { ($0 * 100).rounded() }).count > 20)
  }
}
