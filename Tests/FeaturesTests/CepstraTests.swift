import Audio
import Features
import Testing

@Suite("Cepstral coefficients and their deltas")
struct CepstraTests {
  private let reference: ProsodyReference

  init() throws { reference = try ProsodyReference.load() }

  @Test("coefficients are librosa's")
  func coefficients() throws {
    let spectrogram = try FeatureExtractor().logMel(Reference.makeSignal())
    let found = try spectrogram.cepstralCoefficients(20)
    let chosen = stride(from: 0, to: spectrogram.frames, by: reference.cepstra.everyFrame)
      .flatMap { found[($0 * 20)...].prefix(20) }
    #expect(excess(chosen, reference.cepstra.coefficients, relative: 1e-4) < 0.02)
    #expect(excess(found, reference.cepstra.all, relative: 1e-4) < 0.02)
  }

  @Test("all coefficients together keep the energy of the levels in decibels (orthonormal)")
  func orthonormal() throws {
    let spectrogram = LogMelSpectrogram(values: [1, -2, 3.5, 0, 7, -4], frames: 2, bands: 3)
    let found = try spectrogram.cepstralCoefficients(3)
    let decibels = spectrogram.values.map { $0 * 4.342_944_8 }
    for frame in 0..<2 {
      let rows = (found[frame * 3..<frame * 3 + 3], decibels[frame * 3..<frame * 3 + 3])
      let energies = (rows.0.reduce(0) { $0 + $1 * $1 }, rows.1.reduce(0) { $0 + $1 * $1 })
      #expect(abs(energies.0 / energies.1 - 1) < 1e-5)
    }
    #expect(throws: FeatureError.self) { try spectrogram.cepstralCoefficients(4) }
    #expect(throws: FeatureError.self) { try spectrogram.cepstralCoefficients(0) }
  }

  @Test("deltas of both orders are librosa's", arguments: [0, 1, 2])
  func deltas(index: Int) throws {
    let expected = reference.cepstra.deltas[index]
    let deltas = try Deltas(width: expected.width, order: expected.order)
    let found = try deltas.apply(reference.cepstra.all, columns: 20)
    #expect(excess(found, expected.values, relative: 1e-4) < 1e-3)
  }

  @Test(
    "the delta of a line is its slope, of a parabola twice its bend, and few frames are refused")
  func polynomials() throws {
    let line = (0..<20).map { Float(3 * $0 - 5) }
    #expect(try Deltas().apply(line, columns: 1).allSatisfy { abs($0 - 3) < 1e-5 })
    let parabola = (0..<20).map { Float($0 * $0) }
    #expect(
      try Deltas(width: 7, order: 2).apply(parabola, columns: 1).allSatisfy { abs($0 - 2) < 1e-4 })
    #expect(throws: FeatureError.tooFewFrames(frames: 8, minimum: 9)) {
      try Deltas().apply([Float](repeating: 0, count: 8), columns: 1)
    }
    #expect(throws: FeatureError.self) { try Deltas(width: 4) }
    #expect(throws: FeatureError.self) { try Deltas(order: 3) }
  }
}
