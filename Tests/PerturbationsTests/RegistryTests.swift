import Foundation
import Perturbations
import Testing

@Suite("What perturbations and severities mean")
struct RegistryTests {
  /// Ledgers and policies name a perturbation and a severity, so what these stand for stays.
  private static let table: [(name: String, validity: String, unit: String, parameters: [Double])] =
    [
      ("white-noise", "label-preserving", "dB SNR", [30, 20, 15, 10, 5]),
      ("pink-noise", "label-preserving", "dB SNR", [30, 20, 15, 10, 5]),
      ("low-pass", "label-preserving", "Hz", [7_000, 5_500, 4_000, 3_000, 2_000]),
      ("high-pass", "label-preserving", "Hz", [80, 150, 300, 500, 800]),
      ("telephone", "label-preserving", "stages", [1, 2, 3, 4, 5]),
      ("mu-law", "label-preserving", "bits", [8, 7, 6, 5, 4]),
      ("clipping", "label-preserving", "% of samples", [0.5, 2, 5, 10, 20]),
      ("reverb", "label-preserving", "s RT60", [0.2, 0.4, 0.7, 1, 1.5]),
      ("gain-up", "must-be-invariant", "dB", [3, 6, 9, 12, 18]),
      ("gain-down", "must-be-invariant", "dB", [-3, -6, -9, -12, -18]),
      ("leading-silence", "must-be-invariant", "ms", [50, 100, 250, 500, 1_000]),
      ("polarity", "must-be-invariant", "factor", [-1, -1, -1, -1, -1]),
      ("dc-offset", "must-be-invariant", "% of peak", [1, 2, 5, 10, 20]),
      ("pitch-up", "emotion-cue", "semitones", [0.5, 1, 2, 3, 4]),
      ("pitch-down", "emotion-cue", "semitones", [-0.5, -1, -2, -3, -4]),
      ("tempo-up", "emotion-cue", "× tempo", [1 / 0.95, 1 / 0.9, 1 / 0.85, 1 / 0.8, 1 / 0.7]),
      ("tempo-down", "emotion-cue", "× tempo", [0.95, 0.9, 0.85, 0.8, 0.7]),
    ]

  @Test("are those of every earlier ledger, in their order")
  func meaning() throws {
    #expect(Perturbation.all.map(\.name) == Self.table.map(\.name))
    for row in Self.table {
      let one = try #require(Perturbation.named(row.name))
      #expect(one.validity.rawValue == row.validity && one.unit == row.unit, "\(row.name)")
      #expect(one.parameters == row.parameters, "\(row.name)")
      for (severity, parameter) in zip(Severity.allCases, row.parameters) {
        #expect(one.parameter(at: severity) == parameter)
      }
      #expect(one.summary.hasSuffix("."), "a sentence: \(one.summary)")
    }
    #expect(Severity.allCases.map(\.rawValue) == [1, 2, 3, 4, 5])
  }

  @Test("are written by name alone")
  func encoding() throws {
    let chosen = Perturbation.all.prefix(2) + Perturbation.all.suffix(1)
    let data = try JSONEncoder().encode(Array(chosen))
    #expect(
      String(decoding: data, as: UTF8.self) == #"["white-noise","pink-noise","tempo-down"]"#)
  }

  @Test("beyond what is shifted or stretched, the nearest is taken, and no number is no change")
  func ranges() {
    for (asked, taken) in [(-99, -24), (-24, -24), (24, 24), (24.5, 24), (-.infinity, -24)]
      as [(Double, Double)]
    {
      #expect(PitchShift(semitones: asked).semitones == taken)
    }
    for (asked, taken) in [(0.1, 0.25), (0.25, 0.25), (4, 4), (4.5, 4), (-1, 0.25), (.nan, 1)]
      as [(Double, Double)]
    {
      #expect(TimeStretch(tempo: asked).tempo == taken)
    }
  }
}
