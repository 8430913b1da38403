import Features

extension SpectrogramAugmentation {
  private enum CodingKeys: String, CodingKey {
    case bandShift, vocalTractChange, tempoChange, tilt, equalizerDecibels, gainDecibels
    case noiseFloorDecibels, maskedBands, maskedFrames, unchangedShare
  }

  /// Reads settings; an absent key keeps its default, so that models of before it are still read.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    try values.read(.bandShift, into: &bandShift)
    try values.read(.vocalTractChange, into: &vocalTractChange)
    try values.read(.tempoChange, into: &tempoChange)
    try values.read(.tilt, into: &tilt)
    try values.read(.equalizerDecibels, into: &equalizerDecibels)
    try values.read(.gainDecibels, into: &gainDecibels)
    try values.read(.noiseFloorDecibels, into: &noiseFloorDecibels)
    try values.read(.maskedBands, into: &maskedBands)
    try values.read(.maskedFrames, into: &maskedFrames)
    try values.read(.unchangedShare, into: &unchangedShare)
  }
}
