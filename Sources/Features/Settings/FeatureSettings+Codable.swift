extension FeatureSettings: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case sampleRate, frameLength, fftLength, hopLength, melBands, minimumHertz, maximumHertz
    case melScale, dynamicRangeDecibels, removesOffset, denoises, trimDecibels, level
    case normalization, slopes, maximumFrames
  }

  /// Reads settings; an absent key keeps its default, a null limit means none.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func readLimit(_ key: CodingKeys, _ value: inout Double?) throws {
      guard values.contains(key) else { return }
      value = try values.decodeIfPresent(Double.self, forKey: key)
    }
    self.init()
    try values.read(.sampleRate, into: &sampleRate)
    try values.read(.frameLength, into: &frameLength)
    try values.read(.fftLength, into: &fftLength)
    try values.read(.hopLength, into: &hopLength)
    try values.read(.melBands, into: &melBands)
    try values.read(.minimumHertz, into: &minimumHertz)
    try values.read(.maximumHertz, into: &maximumHertz)
    try values.read(.melScale, into: &melScale)
    try readLimit(.dynamicRangeDecibels, &dynamicRangeDecibels)
    try values.read(.removesOffset, into: &removesOffset)
    try values.read(.denoises, into: &denoises)
    try readLimit(.trimDecibels, &trimDecibels)
    try values.read(.level, into: &level)
    try values.read(.normalization, into: &normalization)
    try values.read(.slopes, into: &slopes)
    try values.read(.maximumFrames, into: &maximumFrames)
  }

  /// Writes every key, an absent limit as null, so that the text says all that was used.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(sampleRate, forKey: .sampleRate)
    try values.encode(frameLength, forKey: .frameLength)
    try values.encode(fftLength, forKey: .fftLength)
    try values.encode(hopLength, forKey: .hopLength)
    try values.encode(melBands, forKey: .melBands)
    try values.encode(minimumHertz, forKey: .minimumHertz)
    try values.encode(maximumHertz, forKey: .maximumHertz)
    try values.encode(melScale, forKey: .melScale)
    try values.encode(dynamicRangeDecibels, forKey: .dynamicRangeDecibels)
    try values.encode(removesOffset, forKey: .removesOffset)
    try values.encode(denoises, forKey: .denoises)
    try values.encode(trimDecibels, forKey: .trimDecibels)
    try values.encode(level, forKey: .level)
    try values.encode(normalization, forKey: .normalization)
    try values.encode(slopes, forKey: .slopes)
    try values.encode(maximumFrames, forKey: .maximumFrames)
  }
}
