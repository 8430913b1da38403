extension SpectrogramAugmentation {
  private enum CodingKeys: String, CodingKey {
    case bandShift, vocalTractChange, tempoChange, tilt, equalizerDecibels, gainDecibels
    case noiseFloorDecibels, maskedBands, maskedFrames, unchangedShare
  }

  /// Reads settings; an absent key keeps its default, so that models of before it are still read.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, _ value: inout Value) throws {
      if let found = try values.decodeIfPresent(Value.self, forKey: key) { value = found }
    }
    self.init()
    try read(.bandShift, &bandShift)
    try read(.vocalTractChange, &vocalTractChange)
    try read(.tempoChange, &tempoChange)
    try read(.tilt, &tilt)
    try read(.equalizerDecibels, &equalizerDecibels)
    try read(.gainDecibels, &gainDecibels)
    try read(.noiseFloorDecibels, &noiseFloorDecibels)
    try read(.maskedBands, &maskedBands)
    try read(.maskedFrames, &maskedFrames)
    try read(.unchangedShare, &unchangedShare)
  }
}
