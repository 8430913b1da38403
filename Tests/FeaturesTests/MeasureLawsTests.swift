import Audio
import Features
import Foundation
import Testing

@Suite("Laws of frame measures, trimming and normalisation")
struct MeasureLawsTests {
  private let signal = Reference.makeSignal()

  private static func wave(_ samples: [Float]) -> Waveform {
    Waveform(samples: samples, sampleRate: 16_000)
  }

  private static func tone(_ hertz: Double, amplitude: Double = 0.3) -> Waveform {
    wave(
      (0..<16_000).map { Float(amplitude * sin(2 * Double.pi * hertz * Double($0) / 16_000)) })
  }

  @Test("a tone crosses zero twice a period and has its frequency as centroid")
  func tones() throws {
    for hertz in [250.0, 1_000, 3_000] {
      let tone = Self.tone(hertz)
      let rates = tone.zeroCrossingRates(frameLength: 1_024, hopLength: 256)[8..<50]
      #expect(rates.allSatisfy { abs(Double($0) - 2 * hertz / 16_000) <= 1.5 / 1_024 })
      let centroids = try tone.spectralCentroids(fftLength: 1_024, hopLength: 256)[8..<50]
      #expect(centroids.allSatisfy { abs(Double($0) / hertz - 1) < 0.02 })
    }
  }

  @Test("a tone's root mean square is its amplitude by the root of two; silence has none")
  func levels() throws {
    let tone = Self.tone(1_000, amplitude: 0.5)
    let levels = tone.frameRootMeanSquares(frameLength: 1_024, hopLength: 256)[8..<50]
    #expect(levels.allSatisfy { abs($0 - 0.5 / Float(2).squareRoot()) < 1e-4 })
    let silence = Self.wave([Float](repeating: 0, count: 4_000))
    #expect(silence.frameRootMeanSquares(frameLength: 1_024, hopLength: 256).allSatisfy { $0 == 0 })
    #expect(silence.zeroCrossingRates(frameLength: 1_024, hopLength: 256).allSatisfy { $0 == 0 })
    #expect(try silence.spectralCentroids(fftLength: 1_024, hopLength: 256).allSatisfy { $0 == 0 })
  }

  @Test("gain and polarity scale levels and leave crossings, centroids and F0")
  func gain() throws {
    for gain: Float in [0.01, -1, 8] {
      let changed = signal.scaled(by: gain)
      let levels = signal.frameRootMeanSquares(frameLength: 1_024, hopLength: 256)
      let found = changed.frameRootMeanSquares(frameLength: 1_024, hopLength: 256)
      #expect(excess(found, levels.map { $0 * abs(gain) }, relative: 1e-5) < 1e-9)
      let centroids = try signal.spectralCentroids(fftLength: 1_024, hopLength: 256)
      #expect(
        excess(
          try changed.spectralCentroids(fftLength: 1_024, hopLength: 256), centroids,
          relative: 1e-3) < 0.1)
      let (before, after) = (
        try FundamentalFrequency(of: signal).hertz, try FundamentalFrequency(of: changed).hertz
      )
      #expect(before.map { $0 == nil } == after.map { $0 == nil })
      #expect(
        excess(after.compactMap { $0 }, before.compactMap { $0 }, relative: 1e-3) < 0.01)
    }
  }

  @Test("playing twice as fast doubles F0")
  func octave() throws {
    let slow = Self.tone(150)
    let fast = Waveform(samples: slow.samples, sampleRate: 32_000)
    let (low, high) = (
      try FundamentalFrequency(of: slow).voiced, try FundamentalFrequency(of: fast).voiced
    )
    #expect(low.count > 40 && high.count > 20)
    #expect(low[5..<35].allSatisfy { abs($0 / 150 - 1) < 0.005 })
    #expect(high[3..<18].allSatisfy { abs($0 / 300 - 1) < 0.005 })
  }

  @Test("a range that reaches further below the loudest frame holds the narrower one")
  func soundingRange() {
    let ranges = [3.0, 10, 20, 30, 40, 60].map { signal.soundingRange(decibels: $0) }
    for (narrow, wide) in zip(ranges, ranges.dropFirst()) {
      #expect(wide.lowerBound <= narrow.lowerBound && narrow.upperBound <= wide.upperBound)
    }
    #expect(ranges[0].count < ranges[4].count)
    #expect(signal.scaled(by: 0.5).soundingRange(decibels: 30) == ranges[3])
  }

  @Test("silence of whole hops in front moves the range by as much")
  func shiftedRange() {
    let plain = signal.soundingRange(decibels: 30, frameLength: 1_024, hopLength: 256)
    for hops in [1, 7, 20] {
      let later = Self.wave([Float](repeating: 0, count: 256 * hops) + signal.samples)
      let moved = later.soundingRange(decibels: 30, frameLength: 1_024, hopLength: 256)
      #expect(moved.lowerBound == plain.lowerBound + 256 * hops)
      #expect(moved.upperBound == plain.upperBound + 256 * hops)
    }
  }

  @Test("removing the offset leaves a mean of 0, twice is once, and an added constant is gone")
  func offset() {
    let once = signal.offsetRemoved()
    let mean = once.samples.reduce(0.0) { $0 + Double($1) } / Double(once.samples.count)
    #expect(abs(mean) < 1e-7)
    #expect(excess(once.offsetRemoved().samples, once.samples, relative: 0) < 1e-7)
    let moved = Self.wave(signal.samples.map { $0 + 0.25 }).offsetRemoved()
    #expect(excess(moved.samples, once.samples, relative: 0) < 1e-6)
    #expect(Self.wave([]).offsetRemoved().samples.isEmpty)
  }

  @Test("noise reduction does not depend on gain or polarity")
  func denoising() throws {
    let plain = try signal.denoised()
    for gain: Float in [0.25, -1, 4] {
      let changed = try signal.scaled(by: gain).denoised()
      #expect(
        excess(changed.samples, plain.samples.map { $0 * gain }, relative: 1e-3) < 1e-4 * abs(gain))
    }
  }
}

@Suite("Laws of normalisation over an utterance")
struct UtteranceNormalizationTests {
  /// Twelve frames of three bands, each band with a level and a spread of its own.
  private let values = LogMelSpectrogram(
    values: (0..<36).map { index in
      let (frame, band) = (Float(index / 3), Float(index % 3))
      return -8 + band * 2 + (band + 1) * sin(frame * (band + 2))
    }, frames: 12, bands: 3)

  private func mapped(_ change: (_ band: Int, _ value: Float) -> Float) -> LogMelSpectrogram {
    LogMelSpectrogram(
      values: values.values.enumerated().map { change($0 % 3, $1) }, frames: 12, bands: 3)
  }

  @Test(
    "each rule over the utterance does to its own result nothing more",
    arguments: [UtteranceNormalization.none, .global, .perBand])
  func twice(rule: UtteranceNormalization) {
    let once = values.normalized(rule)
    #expect(excess(once.normalized(rule).values, once.values, relative: 0) < 1e-5)
    #expect(once.frames == 12 && once.bands == 3)
  }

  @Test("the fixed rule keeps every difference, and brings -12 to 0 and 5 to 1")
  func fixedRule() {
    let fixed = values.normalized(.fixed)
    for (before, after) in zip(values.values, fixed.values) {
      #expect(abs((before + 12) / 5 - after) < 1e-6)
    }
    let louder = mapped { _, value in value + 3 }.normalized(.fixed)
    #expect(excess(louder.values.map { $0 - 0.6 }, fixed.values, relative: 0) < 1e-5)
  }

  @Test("gain and colour of each band are gone by band, a common gain and level in global")
  func invariances() {
    let coloured = mapped { band, value in value * Float(band + 1) + Float(10 * band) }
    #expect(
      excess(
        coloured.normalized(.perBand).values, values.normalized(.perBand).values, relative: 0)
        < 1e-4)
    #expect(
      excess(coloured.normalized(.global).values, values.normalized(.global).values, relative: 0)
        > 0.1, "the balance of the bands stays")
    let louder = mapped { _, value in 3 * value + 5 }
    #expect(
      excess(louder.normalized(.global).values, values.normalized(.global).values, relative: 0)
        < 1e-4)
    #expect(values.normalized(.none) == values)
  }

  @Test("a band that does not vary becomes 0, and the others do not notice")
  func constantBand() {
    let flat = mapped { band, value in band == 1 ? -7 : value }.normalized(.perBand)
    let plain = values.normalized(.perBand)
    for frame in 0..<12 {
      #expect(flat[frame, 1] == 0)
      #expect(flat[frame, 0] == plain[frame, 0] && flat[frame, 2] == plain[frame, 2])
    }
    let still = LogMelSpectrogram(values: [Float](repeating: 3, count: 8), frames: 4, bands: 2)
    for rule in [UtteranceNormalization.global, .perBand] {
      #expect(still.normalized(rule).values.allSatisfy { $0 == 0 })
    }
    let empty = LogMelSpectrogram(values: [], frames: 0, bands: 2)
    #expect(empty.normalized(.perBand) == empty)
  }

  @Test("padding keeps the values in their places, in both orders", arguments: [1, 5, 12, 13, 40])
  func padding(frames: Int) {
    let padded = values.padded(to: frames)
    #expect(padded.frames == frames && padded.validFrames == min(12, frames))
    let turned = padded.bandMajorValues
    for frame in 0..<frames {
      for band in 0..<3 {
        let expected = frame < 12 ? values[frame, band] : 0
        #expect(padded.values[frame * 3 + band] == expected)
        #expect(turned[band * frames + frame] == expected)
      }
    }
  }
}
