import Audio
import Configuration
import Features

extension FeatureSettings {
  /// Takes over the keys that are written. 0 dB switches trimming or the floor off.
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
      let bands = keys.keys.contains("melBands") ? "" : "; left out, they are \(melBands)"
      try Self.refuse(error, keys, bands)
    }
  }

  /// Throws what is wrong with a setting, by its key and line.
  private static func refuse(
    _ error: FeatureError, _ keys: ConfigurationMapping, _ note: String = ""
  ) throws(ConfigurationError) {
    guard case .invalidSetting(let name, _, let expected) = error else { return }
    throw keys.refusal(of: name, expected: expected + note)
  }

  /// Decibels, where 0 stands for none.
  private static func decibels(
    _ keys: ConfigurationMapping, _ key: String, default fallback: Double?
  ) throws(ConfigurationError) -> Double? {
    let value = try keys.number(key, in: 0...200, default: fallback ?? 0)
    return value > 0 ? value : nil
  }
}
