import Features
import Foundation
import Testing

@Suite("Feature settings")
struct FeatureSettingsTests {
  @Test("come back from JSON as they were, absent keys with their defaults")
  func coding() throws {
    let settings = FeatureSettings(
      hopLength: 160, melScale: .htk, dynamicRangeDecibels: nil, denoises: true,
      trimDecibels: nil, level: .peak, normalization: .perBand, slopes: true)
    let data = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(FeatureSettings.self, from: data) == settings)
    let partial = Data(#"{"melBands": 40, "trimDecibels": null}"#.utf8)
    #expect(
      try JSONDecoder().decode(FeatureSettings.self, from: partial)
        == FeatureSettings(melBands: 40, trimDecibels: nil))
  }

  @Test("the fingerprint differs with every field and is spelt out once for all")
  func fingerprint() {
    #expect(
      FeatureSettings().fingerprint
        == "logmel-1;rate=16000;frame=1024;fft=1024;hop=256;bands=64;hertz=50.0-7600.0;"
        + "scale=slaney;range=80.0;offset=true;denoise=false;trim=40.0;level=rms;"
        + "normalization=fixed;slopes=false;frames=192")
    let variants = [
      FeatureSettings(), FeatureSettings(sampleRate: 22_050), FeatureSettings(frameLength: 800),
      FeatureSettings(fftLength: 2_048), FeatureSettings(hopLength: 160),
      FeatureSettings(melBands: 40), FeatureSettings(minimumHertz: 20),
      FeatureSettings(maximumHertz: 8_000), FeatureSettings(melScale: .htk),
      FeatureSettings(dynamicRangeDecibels: nil), FeatureSettings(removesOffset: false),
      FeatureSettings(denoises: true), FeatureSettings(trimDecibels: nil),
      FeatureSettings(level: .peak), FeatureSettings(normalization: .global),
      FeatureSettings(slopes: true), FeatureSettings(maximumFrames: 128),
    ]
    #expect(Set(variants.map(\.fingerprint)).count == variants.count)
  }
}
