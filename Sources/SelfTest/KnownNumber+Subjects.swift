extension KnownNumber {
  private static let chance = 1.0 / 7

  /// The numbers that a subject was made with.
  static func all(of subject: SelfTestSubject) -> [KnownNumber] {
    switch subject.name {
    case "perfect", "smuggled":
      [KnownNumber(.accuracy, 1), KnownNumber(.uar, 1), KnownNumber(.ece, 0)]
    case "random":
      [KnownNumber(.uar, chance, within: 0.03), KnownNumber(.inflation, 0, within: 0.07)]
    case "majority", "one-class":
      [KnownNumber(.uar, chance), KnownNumber(.accuracy, chance), KnownNumber(.inflation, 0)]
    case "label-permuted": [KnownNumber(.accuracy, 0), KnownNumber(.uar, 0)]
    case "calibrated", "fragile":
      [KnownNumber(.temperature, 1, within: 0.1), KnownNumber(.ece, 0, within: 0.03)]
    case "over-confident":
      [KnownNumber(.temperature, SelfTestSubject.overConfidence, within: 0.4)]
    case "under-confident":
      [KnownNumber(.temperature, SelfTestSubject.underConfidence, within: 0.04)]
    case "biased-by-region":
      [
        KnownNumber(.regionGap, SelfTestSubject.loss, within: 0.05),
        KnownNumber(.roomGap, 0, within: 0.05),
      ]
    case "biased-by-room":
      [
        KnownNumber(.roomGap, SelfTestSubject.loss, within: 0.05),
        KnownNumber(.regionGap, 0, within: 0.05),
      ]
    case "duration-only":
      [KnownNumber(.overDuration, -0.03, within: 0.03)]
    case "speaker-memorising":
      [
        KnownNumber(.knownUAR, 1), KnownNumber(.uar, chance, within: 0.03),
        KnownNumber(.inflation, 1 - chance, within: 0.03),
      ]
    default: []
    }
  }
}
