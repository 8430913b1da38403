import Features
import Foundation
import Randomness
import Testing
import Training

@Suite("How far a spectrogram is changed")
struct SpectrogramChangesTests {
  private static let bands = 64
  private static let frames = 40
  private let axis = MelAxis(FeatureSettings())

  private func spectrogram(_ value: (_ frame: Int, _ band: Int) -> Float) -> LogMelSpectrogram {
    LogMelSpectrogram(
      values: (0..<Self.frames).flatMap { frame in (0..<Self.bands).map { value(frame, $0) } },
      frames: Self.frames, bands: Self.bands)
  }

  private func copies(
    _ count: Int, by augmentation: SpectrogramAugmentation, of original: LogMelSpectrogram
  ) -> [LogMelSpectrogram] {
    var generator = SplitMix64(seed: 6)
    return (0..<count).map { _ in
      augmentation.apply(to: original, on: axis, using: &generator)
    }
  }

  /// Whether numbers fill `-limit...limit` and leave it nowhere.
  private func fill(_ numbers: [Double], to limit: Double) -> Bool {
    let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
    let room = limit * 1e-4
    return (-limit - room ... -0.9 * limit).contains(least)
      && (0.9 * limit...limit + room).contains(most)
  }

  @Test("a shift reads every band from as far away, and the outermost again beyond the edges")
  func shift() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.bandShift = 3
    let copies = copies(200, by: augmentation, of: spectrogram { Float($1) })
    let shifts = copies.map { Double($0[0, 32]) - 32 }
    #expect(fill(shifts, to: 3))
    for (copy, shift) in zip(copies, shifts) {
      for (frame, band) in [(0, 0), (39, 1), (7, 20), (0, 62), (39, 63)] {
        let expected = min(max(Double(band) + shift, 0), 63)
        #expect(abs(Double(copy[frame, band]) - expected) < 1e-4)
      }
    }
  }

  @Test("a tilt is a straight line over the bands that leaves the middle, within its decibels")
  func tilt() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.tilt = 6
    let copies = copies(200, by: augmentation, of: spectrogram { _, _ in 0 })
    // Natural logarithms of energies: 10 dB are ln 10.
    let slopes = copies.map { Double($0[0, 63] - $0[0, 0]) * 10 / log(10) }
    #expect(fill(slopes, to: 6))
    for (copy, slope) in zip(copies, slopes) {
      for band in 0..<64 {
        let expected = slope * (Double(band) / 63 - 0.5) * log(10) / 10
        #expect(abs(Double(copy[39, band]) - expected) < 1e-5)
      }
    }
  }

  @Test("another tempo reads every frame from as far on, and the length goes with it")
  func tempo() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.tempoChange = 0.25
    let copies = copies(200, by: augmentation, of: spectrogram { frame, _ in Float(frame) })
    let tempos = copies.map { Double($0[1, 0]) }
    #expect(fill(tempos.map { $0 - 1 }, to: 0.25))
    for (copy, tempo) in zip(copies, tempos) {
      // The tempo is known to seven digits alone.
      let length = Double(Self.frames) / tempo
      #expect(abs(Double(copy.frames) - length) < 0.5 + 1e-4)
      for frame in [0, 3, copy.frames / 2, copy.frames - 1] {
        let expected = min(Double(frame) * tempo, Double(Self.frames - 1))
        #expect(abs(Double(copy[frame, 63]) - expected) < 1e-4)
      }
    }
  }

  /// One cell is loud and all others lie 90 dB below it, so that they show the noise.
  @Test("noise lies below the loudest cell by as much as asked and up to 40 dB more, evenly")
  func noise() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.noiseFloorDecibels = 10
    let loudest: Float = 2
    let quiet = loudest - 9 * Float(log(10 as Double))
    let original = spectrogram { $0 == 20 && $1 == 30 ? loudest : quiet }
    let depths = copies(150, by: augmentation, of: original).map { copy -> Double in
      let noise = copy.values.map { exp(Double($0)) - exp(Double(quiet)) }.sorted().dropLast()
      let mean = noise.reduce(0, +) / Double(noise.count)
      return 10 * log10(exp(Double(loudest)) / mean)
    }
    // The mean of 2,559 exponential variables, cut at 6.9, is known to .15 dB.
    #expect(fill(depths.map { $0 - 30 }, to: 20.25))
    // A standard deviation of .94 dB.
    let mean = depths.reduce(0, +) / 150
    #expect(abs(mean - 30) < 3.8)
  }

  @Test("noise varies from cell to cell as an exponential variable does")
  func noiseCells() throws {
    var augmentation = SpectrogramAugmentation.still
    augmentation.noiseFloorDecibels = 1
    let original = spectrogram { $0 == 20 && $1 == 30 ? 0 : -40 }
    let copy = try #require(copies(1, by: augmentation, of: original).first)
    let cells = copy.values.map { exp(Double($0)) }.sorted().dropLast()
    let mean = cells.reduce(0, +) / Double(cells.count)
    // Of an exponential variable, 1 / e is above the mean and half below ln 2 of it.
    let above = Double(cells.count { $0 > mean }) / Double(cells.count)
    #expect(abs(above - 0.368) < 0.04)
    #expect(abs(cells[cells.count / 2] / mean - 0.693) < 0.06)
  }

  @Test("masks are of the mean: at most two of bands and two of frames, none wider than asked")
  func masks() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.maskedBands = 5
    augmentation.maskedFrames = 0.1
    let original = spectrogram { Float($0 * Self.bands + $1) }
    let mean = Float(Self.frames * Self.bands - 1) / 2
    var (widest, longest) = (0, 0)
    var edges: Set<String> = []
    for copy in copies(400, by: augmentation, of: original) {
      let bands = (0..<Self.bands).filter { band in
        (0..<Self.frames).allSatisfy { copy[$0, band] == mean }
      }
      let frames = (0..<Self.frames).filter { frame in
        (0..<Self.bands).allSatisfy { copy[frame, $0] == mean }
      }
      let isKept = (0..<Self.frames).filter { !frames.contains($0) }.allSatisfy { frame in
        (0..<Self.bands).allSatisfy {
          bands.contains($0) || copy[frame, $0] == original[frame, $0]
        }
      }
      #expect(isKept)
      for (masked, most) in [(bands, 5), (frames, 4)] {
        let runs = masked.count { !masked.contains($0 - 1) }
        #expect(runs <= 2 && masked.count <= 2 * most)
      }
      edges.formUnion(bands.filter { [0, 63].contains($0) }.map { "band \($0)" })
      edges.formUnion(frames.filter { [0, 39].contains($0) }.map { "frame \($0)" })
      widest = max(widest, bands.count)
      longest = max(longest, frames.count)
    }
    // Two of the widest that lie apart: one draw of 36 and one of 25, near enough.
    #expect(widest == 10 && longest == 8)
    #expect(edges == ["band 0", "band 63", "frame 0", "frame 39"])
  }

  @Test("each mask leaves a band, however wide it may be, and half of one frame is none")
  func largestMasks() {
    var augmentation = SpectrogramAugmentation.still
    augmentation.maskedBands = 1_000
    augmentation.maskedFrames = 0.5
    let original = LogMelSpectrogram(values: [1, 5], frames: 1, bands: 2)
    let hidden = copies(1_000, by: augmentation, of: original).count { $0.values == [3, 3] }
    // Both masks of one band, and each another: an eighth, with a standard deviation of 10.5.
    #expect(abs(hidden - 125) < 42)
  }

  @Test("a share of the draws is left as it is")
  func unchanged() {
    var augmentation = SpectrogramAugmentation()
    augmentation.unchangedShare = 0.3
    let original = LogMelSpectrogram(
      values: (0..<48).map(Float.init), frames: 4, bands: 12)
    // A standard deviation of 20.5.
    let same = copies(2_000, by: augmentation, of: original).count { $0 == original }
    #expect(abs(same - 600) < 82)
  }
}
