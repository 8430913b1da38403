extension Perturbation {
  /// Every perturbation, by validity: degradations, invariances, cues of emotion.
  public static let all: [Perturbation] = [
    whiteNoise, pinkNoise, lowPass, highPass, telephone, muLaw, clipping, reverb,
    gainUp, gainDown, leadingSilence, polarity, offset,
    pitchUp, pitchDown, tempoUp, tempoDown,
  ]

  /// The perturbation of a name; `nil` for an unknown one.
  public static func named(_ name: String) -> Perturbation? {
    all.first { $0.name == name }
  }
}

extension Perturbation: Encodable {
  /// Written as the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
