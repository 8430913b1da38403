import Features
import Testing

@Suite("Bands and their slopes")
struct BandsAndSlopesTests {
  private let spectrogram = LogMelSpectrogram(
    values: (0..<30 * 6).map { Float(($0 * 53) % 97) / 31 }, frames: 30, bands: 6)

  @Test("pairs of bands are joined, and slopes are those of the reference, of mean square 1")
  func followsTheReference() throws {
    let found = spectrogram.withSlopes
    #expect(found.frames == 30 && found.bands == 6)
    var joined: [Float] = []
    for frame in 0..<30 {
      for band in 0..<3 {
        joined.append((spectrogram[frame, 2 * band] + spectrogram[frame, 2 * band + 1]) / 2)
        #expect(found[frame, band] == joined.last)
      }
    }
    // The same as `Deltas`, which is compared with librosa, once its ends are held.
    let held =
      (0..<4).flatMap { _ in joined.prefix(3) } + joined + (0..<4).flatMap { _ in joined.suffix(3) }
    let slopes = try Deltas(width: 9).apply(held, columns: 3)[12..<(12 + 90)]
    let size = (slopes.reduce(0) { $0 + Double($1 * $1) } / 90).squareRoot()
    var squares = 0.0
    for (place, slope) in slopes.enumerated() {
      let value = found[place / 3, 3 + place % 3]
      #expect(abs(Double(value) - Double(slope) / size) < 1e-5)
      squares += Double(value * value)
    }
    #expect(abs(squares / 90 - 1) < 1e-5)
  }

  @Test("a level that every band shares changes no slope, and a gain none either")
  func invariances() {
    let plain = spectrogram.withSlopes
    let changed = LogMelSpectrogram(
      values: spectrogram.values.map { 3 * $0 - 7 }, frames: 30, bands: 6
    ).withSlopes
    for frame in 0..<30 {
      for band in 3..<6 { #expect(abs(changed[frame, band] - plain[frame, band]) < 1e-4) }
    }
  }

  @Test("what stands still has slopes of 0; one frame, one band and nothing are no trap")
  func edges() {
    let still = LogMelSpectrogram(
      values: [Float](repeating: 2, count: 40), frames: 10, bands: 4
    ).withSlopes
    for frame in 0..<10 {
      #expect(still[frame, 0] == 2 && still[frame, 2] == 0 && still[frame, 3] == 0)
    }
    let one = LogMelSpectrogram(values: [1, 3, 5, 9], frames: 1, bands: 4).withSlopes
    #expect(one.values == [2, 7, 0, 0])
    let narrow = LogMelSpectrogram(values: [1, 2], frames: 2, bands: 1)
    #expect(narrow.withSlopes == narrow)
    let empty = LogMelSpectrogram(values: [], frames: 0, bands: 4)
    #expect(empty.withSlopes == empty)
  }
}
