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
}
