extension Perturbation {
  /// Every perturbation, by validity: degradations, invariances, cues of emotion.
  public static let all: [Perturbation] = [
    whiteNoise, pinkNoise, lowPass, highPass, telephone, muLaw, clipping, reverb,
    gainUp, gainDown, leadingSilence, polarity, offset,
    pitchUp, pitchDown, tempoUp, tempoDown,
  ]

  /// The few of a quick audit.
  public static let quickSweep: [Perturbation] = [whiteNoise, gainUp, gainDown, lowPass]

  /// The perturbation of a name; `nil` for an unknown one.
  public static func named(_ name: String) -> Perturbation? {
    all.first { $0.name == name }
  }
}
