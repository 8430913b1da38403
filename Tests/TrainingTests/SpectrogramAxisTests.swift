import Features
import Foundation
import Randomness
import Testing
import Training

@Suite("Changes along the bands of a spectrogram")
struct SpectrogramAxisTests {
  private let axis = MelAxis(FeatureSettings())

  /// Ten frames, the same in each, with a value a band.
  private func steady(_ value: (Int) -> Float) -> LogMelSpectrogram {
    LogMelSpectrogram(
      values: (0..<10).flatMap { _ in (0..<64).map(value) }, frames: 10, bands: 64)
  }

  @Test("bands and hertz are inverses, and the axis is the filter bank's")
  func axisIsTheBanks() throws {
    let settings = FeatureSettings()
    let bank = try MelFilterBank(
      sampleRate: settings.sampleRate, fftLength: settings.fftLength, bands: settings.melBands,
      minimumHertz: settings.minimumHertz, maximumHertz: settings.maximumHertz,
      scale: settings.melScale)
    for band in 0..<64 {
      #expect(abs(axis.hertz(band: Double(band)) - bank.centres[band]) < 1e-6)
      #expect(abs(axis.band(hertz: bank.centres[band]) - Double(band)) < 1e-9)
    }
  }

  @Test("another vocal tract moves a formant by its factor, both ways and by no more than asked")
  func vocalTract() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.vocalTractChange = 0.1
    let formant = 1_500.0
    let place = axis.band(hertz: formant)
    let spectrogram = steady { Float(-0.2 * pow(Double($0) - place, 2)) }
    var generator = SplitMix64(seed: 8)
    let factors = (0..<100).map { _ -> Double in
      let copy = augmentation.apply(to: spectrogram, on: axis, using: &generator)
      // The vertex of the parabola through the three highest bands.
      let row = (0..<64).map { Double(copy[5, $0]) }
      let top = row.indices.dropFirst().dropLast().max { row[$0] < row[$1] } ?? 1
      let bend = row[top - 1] + row[top + 1] - 2 * row[top]
      let vertex = Double(top) + 0.5 * (row[top - 1] - row[top + 1]) / bend
      return axis.hertz(band: vertex) / formant
    }
    #expect(factors.allSatisfy { (0.895...1.105).contains($0) })
    #expect(factors.contains { $0 < 0.92 } && factors.contains { $0 > 1.08 })
  }

  @Test("a vocal tract leaves half the sample rate where it is, and order of bands too")
  func warpIsMonotone() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.vocalTractChange = 0.2
    let spectrogram = steady { Float($0) }
    var generator = SplitMix64(seed: 9)
    for _ in 0..<50 {
      let copy = augmentation.apply(to: spectrogram, on: axis, using: &generator)
      let row = (0..<64).map { copy[0, $0] }
      #expect(zip(row, row.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(row[63] > 61.5)
    }
  }

  /// Jaitly & Hinton, ICML workshop 2013: `f a` up to `4800 min(a, 1) / a` Hz, from there a
  /// straight line to half the sample rate.
  @Test("a vocal tract moves frequencies by the published curve, up to the highest band")
  func publishedCurve() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.vocalTractChange = 0.2
    var generator = SplitMix64(seed: 11)
    for _ in 0..<40 {
      let copy = augmentation.apply(to: steady { Float($0) }, on: axis, using: &generator)
      func original(_ band: Int) -> Double { axis.hertz(band: Double(copy[3, band])) }
      // A band far below the bend tells the factor.
      let factor = axis.hertz(band: 24) / original(24)
      let bend = 4_800 * min(factor, 1)
      for band in 8..<62 where copy[3, band] < 63 {
        let slope = (8_000 - bend) / (8_000 - bend / factor)
        let heard = original(band)
        let moved = heard <= bend / factor ? factor * heard : 8_000 - slope * (8_000 - heard)
        #expect(abs(moved / axis.hertz(band: Double(band)) - 1) < 1e-4, "\(factor), \(band)")
      }
    }
  }

  @Test("an equaliser is continuous, within its decibels, and the same in every frame")
  func equalizer() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.equalizerDecibels = 6
    let limit = Float(6 * log(10 as Double) / 10)
    var generator = SplitMix64(seed: 10)
    var largest: Float = 0
    for _ in 0..<50 {
      let copy = augmentation.apply(to: steady { _ in 0 }, on: axis, using: &generator)
      let row = (0..<64).map { copy[0, $0] }
      largest = max(largest, row.map { abs($0) }.max() ?? 0)
      #expect(row.allSatisfy { abs($0) <= limit })
      #expect(zip(row, row.dropFirst()).allSatisfy { abs($0 - $1) <= 2 * limit * 4 / 63 + 1e-5 })
      #expect((0..<64).allSatisfy { copy[9, $0] == row[$0] })
    }
    #expect(largest > 0.8 * limit)
  }

  @Test("a gain is the same for all cells, within its decibels")
  func gain() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.gainDecibels = 6
    let limit = Float(6 * log(10 as Double) / 10)
    var generator = SplitMix64(seed: 12)
    let gains = (0..<100).map { _ -> Float in
      let copy = augmentation.apply(to: steady { Float($0) }, on: axis, using: &generator)
      #expect((0..<64).allSatisfy { abs(copy[9, $0] - Float($0) - copy[0, 0]) < 1e-4 })
      return copy[0, 0]
    }
    #expect(gains.allSatisfy { abs($0) <= limit })
    #expect(gains.contains { $0 < -0.8 * limit } && gains.contains { $0 > 0.8 * limit })
  }

  @Test("a gain takes the voice and the noise that was mixed in alike")
  func gainOfNoise() {
    var noisy = SpectrogramAugmentation.still
    noisy.noiseFloorDecibels = 10
    var louder = noisy
    louder.gainDecibels = 20
    let original = steady { Float($0 % 5) }
    var (first, second) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
    let plain = noisy.apply(to: original, on: axis, using: &first)
    let changed = louder.apply(to: original, on: axis, using: &second)
    let gain = changed.values[0] - plain.values[0]
    #expect(abs(gain) > 0.1)
    #expect(zip(changed.values, plain.values).allSatisfy { abs($0 - $1 - gain) < 1e-4 })
  }

  @Test("a model of before a setting is read with its default")
  func oldSettings() throws {
    let settings = try JSONDecoder().decode(
      SpectrogramAugmentation.self, from: Data(#"{"bandShift": 2}"#.utf8))
    var expected = SpectrogramAugmentation()
    expected.bandShift = 2
    #expect(settings == expected)
  }

  @Test("what is switched off draws no numbers")
  func drawsNothing() {
    let original = ToyData.spectrogram(.happy, seed: 9)
    var settings = FeatureSettings()
    settings.melBands = ToyData.bands
    var generator = SplitMix64(seed: 1)
    _ = SpectrogramAugmentation().apply(to: original, on: MelAxis(settings), using: &generator)
    // 1 for the share left unchanged, 3 for shift, tempo and tilt, 1 for the noise's depth, one a
    // cell for noise, and 4 for each of two masks.
    var counted = SplitMix64(seed: 1)
    let copy = SpectrogramAugmentation().apply(
      to: original, on: MelAxis(settings), using: &counted)
    var plain = SplitMix64(seed: 1)
    for _ in 0..<(5 + copy.frames * copy.bands + 8) { _ = plain.next() }
    #expect(generator.next() == plain.next())
  }
}
