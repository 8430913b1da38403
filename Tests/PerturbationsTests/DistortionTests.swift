import Audio
import Perturbations
import Testing

@Suite("Single distortions")
struct DistortionTests {
  private static func wave(_ samples: [Float], rate: Int = 16_000) -> Waveform {
    Waveform(samples: samples, sampleRate: rate)
  }

  @Test(
    "clipping limits the loudest to the magnitude of the next",
    arguments: [
      (0, [0.1, -0.4, 0.3, 0.2, -0.5]), (9, [0.1, -0.4, 0.3, 0.2, -0.5]),
      (20, [0.1, -0.4, 0.3, 0.2, -0.4]), (40, [0.1, -0.3, 0.3, 0.2, -0.3]),
      (80, [0.1, -0.1, 0.1, 0.1, -0.1]), (100, [0.1, -0.1, 0.1, 0.1, -0.1]),
      (300, [0.1, -0.1, 0.1, 0.1, -0.1]), (-50, [0.1, -0.4, 0.3, 0.2, -0.5]),
    ] as [(Double, [Float])])
  func clipping(percent: Double, expected: [Float]) {
    let waveform = Self.wave([0.1, -0.4, 0.3, 0.2, -0.5])
    #expect(waveform.clipped(percent: percent).samples == expected)
    #expect(Self.wave([]).clipped(percent: percent).samples.isEmpty)
  }

  @Test("µ-law keeps zero, the peak and every sign, also of a recording that passes 1")
  func muLaw() {
    let samples: [Float] = [0, 1, -1, 0.5, -0.5, 0.01, -0.01]
    for bits in 4...8 {
      let found = Self.wave(samples).muLaw(bits: bits).samples
      #expect(found[0] == 0)
      for (place, sample) in samples.enumerated() where place > 0 {
        #expect(found[place] * sample >= 0 && abs(found[place]) <= 1.000_001)
      }
      #expect(abs(found[1] - 1) < 1e-6 && abs(found[2] + 1) < 1e-6)
      #expect(found[3] == -found[4] && found[5] == -found[6])
      let louder = Self.wave(samples.map { 3 * $0 }).muLaw(bits: bits).samples
      #expect(zip(louder, found).allSatisfy { abs($0 - 3 * $1) < 1e-6 })
    }
  }

  @Test("µ-law has 2^bits - 1 values, and what lies on a step stays there")
  func steps() {
    let ramp = Self.wave((-2_000...2_000).map { Float($0) / 2_000 })
    for bits in 2...6 {
      let once = ramp.muLaw(bits: bits)
      // As many steps on either side of zero, which both share.
      #expect(Set(once.samples).count == (1 << bits) - 1, "\(bits) bits")
      #expect(zip(once.samples, once.samples.dropFirst()).allSatisfy { $0 <= $1 })
      let twice = once.muLaw(bits: bits).samples
      #expect(zip(twice, once.samples).allSatisfy { abs($0 - $1) < 1e-6 })
    }
    // One bit and fewer have the values of two: none, and full scale of either sign.
    for bits in [0, 1] { #expect(Set(ramp.muLaw(bits: bits).samples.map(abs)) == [0, 1]) }
  }

  @Test("a delay is rounded to samples, and none is taken away")
  func delays() {
    func later(_ seconds: Double, rate: Int) -> [Float] {
      Self.wave([1, 2], rate: rate).delayed(seconds: seconds).samples
    }
    #expect(later(0, rate: 10) == [1, 2])
    #expect(later(0.3, rate: 10) == [0, 0, 0, 1, 2])
    #expect(later(0.04, rate: 10) == [1, 2] && later(0.06, rate: 10) == [0, 1, 2])
    #expect(later(-1, rate: 10) == [1, 2])
    #expect(Self.wave([1], rate: 10).delayed(seconds: 1).sampleRate == 10)
  }

  @Test("a filter whose corner is not below half the rate is none, and leaves the recording")
  func noFilter() {
    let voice = Signals.voice
    for pass in ButterworthFilter.Pass.allCases {
      for hertz in [0, -100, 8_000, 9_000, .nan] as [Double] {
        #expect(ButterworthFilter(pass, hertz: hertz, sampleRate: 16_000) == nil)
        #expect(voice.filtered(pass, hertz: hertz) == voice)
      }
      #expect(ButterworthFilter(pass, hertz: 7_999, sampleRate: 16_000) != nil)
      #expect(ButterworthFilter(pass, hertz: 0.5, sampleRate: 16_000) != nil)
    }
  }

  @Test("a low-pass keeps a constant and stops every second sample, a high-pass the other way")
  func endsOfTheSpectrum() throws {
    let constant = [Float](repeating: 0.5, count: 4_000)
    let alternating = (0..<4_000).map { Float($0.isMultiple(of: 2) ? 0.5 : -0.5) }
    let low = try #require(ButterworthFilter(.low, hertz: 500, sampleRate: 16_000))
    let high = try #require(ButterworthFilter(.high, hertz: 500, sampleRate: 16_000))
    #expect(low.apply(constant)[3_000...].allSatisfy { abs($0 - 0.5) < 1e-5 })
    #expect(low.apply(alternating)[3_000...].allSatisfy { abs($0) < 1e-5 })
    #expect(high.apply(constant)[3_000...].allSatisfy { abs($0) < 1e-5 })
    let passed = high.apply(alternating)[3_000...]
    #expect(passed.allSatisfy { abs(abs($0) - 0.5) < 1e-4 })
  }
}
