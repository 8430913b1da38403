import Features
import Testing

@Suite("Where mel bands stand")
struct MelAxisTests {
  private static let settings = MelScale.allCases.flatMap { scale in
    [
      FeatureSettings(melScale: scale),
      FeatureSettings(
        sampleRate: 11_025, frameLength: 2_048, fftLength: 2_048, melBands: 23, minimumHertz: 0,
        maximumHertz: 5_500, melScale: scale),
    ]
  }

  @Test("is where the filter bank has their peaks, and back", arguments: settings)
  func agreesWithTheFilterBank(settings: FeatureSettings) throws {
    let axis = MelAxis(settings)
    let bank = try FeatureExtractor(settings).filterBank
    #expect(axis.nyquistHertz == Double(settings.sampleRate) / 2)
    for (band, centre) in bank.centres.enumerated() {
      #expect(abs(axis.hertz(band: Double(band)) - centre) < 1e-6 + 1e-9 * centre)
      #expect(abs(axis.band(hertz: centre) - Double(band)) < 1e-6)
    }
  }

  @Test("has its edges a band before the first and behind the last", arguments: settings)
  func edges(settings: FeatureSettings) {
    let axis = MelAxis(settings)
    #expect(abs(axis.hertz(band: -1) - settings.minimumHertz) < 1e-6)
    #expect(abs(axis.hertz(band: Double(settings.melBands)) - settings.maximumHertz) < 1e-6)
    #expect(axis.band(hertz: settings.maximumHertz + 100) > Double(settings.melBands))
    let steps = stride(from: -1, through: Double(settings.melBands), by: 0.25).map(
      axis.hertz(band:))
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 }, "higher bands are higher")
  }

  @Test("a filter bank of no bands, or of bands without a bin, is refused")
  func refusals() {
    func bank(_ bands: Int, fftLength: Int = 512) throws -> MelFilterBank {
      try MelFilterBank(
        sampleRate: 16_000, fftLength: fftLength, bands: bands, minimumHertz: 50,
        maximumHertz: 7_600, scale: .slaney)
    }
    for bands in [0, -1, -5] {
      #expect(
        throws: FeatureError.invalidSetting(
          name: "melBands", found: "\(bands)", expected: "1 or more")
      ) { try bank(bands) }
    }
    // Bins stand 250 Hz apart, and the first of 40 bands ends below the first of them.
    #expect(
      throws: FeatureError.invalidSetting(
        name: "melBands", found: "40",
        expected: "so few that every band holds a bin (band 0 holds none)")
    ) { try bank(40, fftLength: 64) }
  }
}
