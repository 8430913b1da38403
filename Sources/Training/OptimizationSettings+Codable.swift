import Features

extension OptimizationSettings {
  private enum CodingKeys: String, CodingKey {
    case learningRate, batchSize, epochs, steps, patience, labelSmoothing, mixup, speakerBalance
    case weightDecay, clipNorm, averaging
  }

  /// Reads settings; an absent key keeps its default, so that models of before it are still read.
  /// Those of before the balance heard every recording once.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    speakerBalance = 0
    try values.read(.learningRate, into: &learningRate)
    try values.read(.batchSize, into: &batchSize)
    try values.read(.epochs, into: &epochs)
    try values.read(.steps, into: &steps)
    try values.read(.patience, into: &patience)
    try values.read(.labelSmoothing, into: &labelSmoothing)
    try values.read(.mixup, into: &mixup)
    try values.read(.speakerBalance, into: &speakerBalance)
    try values.read(.weightDecay, into: &weightDecay)
    try values.read(.clipNorm, into: &clipNorm)
    try values.read(.averaging, into: &averaging)
  }
}
