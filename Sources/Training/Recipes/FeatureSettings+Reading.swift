import Audio
import Configuration
import Features

extension FeatureSettings {
  /// Takes over the keys that are written, and holds all settings to their ranges, written or not.
  /// 0 dB that are written switch trimming or the floor off.
  mutating func read(_ keys: ConfigurationMapping) throws(ConfigurationError) {
    try keys.expectOnly([
      "sampleRate", "frameLength", "fftLength", "hopLength", "melBands", "minimumHertz",
      "maximumHertz", "melScale", "dynamicRangeDecibels", "removesOffset", "denoises",
      "trimDecibels", "level", "normalization", "slopes", "maximumFrames",
    ])
    sampleRate = try keys.integer("sampleRate", in: 8000...Waveform.speechRate, default: sampleRate)
    frameLength = try keys.integer("frameLength", in: 2...65_536, default: frameLength)
    fftLength = try keys.integer("fftLength", in: 4...65_536, default: fftLength)
    hopLength = try keys.integer("hopLength", in: 1...65_536, default: hopLength)
    melBands = try keys.integer("melBands", in: 1...512, default: melBands)
    let highest = Double(Waveform.speechRate) / 2
    minimumHertz = try keys.number("minimumHertz", in: 0...highest, default: minimumHertz)
    maximumHertz = try keys.number("maximumHertz", in: 0...highest, default: maximumHertz)
    melScale = try keys.choice("melScale", default: melScale)
    dynamicRangeDecibels = try Self.decibels(
      keys, "dynamicRangeDecibels", default: dynamicRangeDecibels)
    removesOffset = try keys.boolean("removesOffset", default: removesOffset)
    denoises = try keys.boolean("denoises", default: denoises)
    trimDecibels = try Self.decibels(keys, "trimDecibels", default: trimDecibels)
    level = try keys.choice("level", default: level)
    normalization = try keys.choice("normalization", default: normalization)
    slopes = try keys.boolean("slopes", default: slopes)
    maximumFrames = try keys.integer("maximumFrames", in: 1...100_000, default: maximumFrames)
    do throws(FeatureError) {
      try validate()
    } catch {
      try Self.refuse(error, keys)
    }
    try requireBands(keys)
  }

  /// Lays out the bands, of which each must hold a bin of the transform.
  private func requireBands(_ keys: ConfigurationMapping) throws(ConfigurationError) {
    do throws(FeatureError) {
      _ = try MelFilterBank(
        sampleRate: sampleRate, fftLength: fftLength, bands: melBands, minimumHertz: minimumHertz,
        maximumHertz: maximumHertz, scale: melScale)
    } catch {
      try Self.refuse(error, keys)
    }
  }

  /// Throws what is wrong with a setting, by its key and line.
  private static func refuse(
    _ error: FeatureError, _ keys: ConfigurationMapping
  ) throws(ConfigurationError) {
    guard case .invalidSetting(let name, let found, let expected) = error else { return }
    throw keys.refusal(of: name, default: "the number \(found)", expected: expected)
  }

  /// Decibels, where 0 stands for none if it is written.
  private static func decibels(
    _ keys: ConfigurationMapping, _ key: String, default fallback: Double?
  ) throws(ConfigurationError) -> Double? {
    guard keys.has(key) || fallback != nil else { return nil }
    let value = try keys.number(key, in: 0...200, default: fallback)
    return value == 0 && keys.has(key) ? nil : value
  }
}
