import Features

extension OptimizationSettings {
  private enum CodingKeys: String, CodingKey {
    case learningRate, batchSize, epochs, steps, patience, labelSmoothing, classWeights, mixup
    case speakerBalance, weightDecay, clipNorm, averaging
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
    try values.read(.classWeights, into: &classWeights)
    try values.read(.mixup, into: &mixup)
    try values.read(.speakerBalance, into: &speakerBalance)
    try values.read(.weightDecay, into: &weightDecay)
    try values.read(.clipNorm, into: &clipNorm)
    try values.read(.averaging, into: &averaging)
  }

  /// Writes every key but that of class weights where there are none, so that a recipe of before
  /// they could be asked for has the text and hash that it had.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(learningRate, forKey: .learningRate)
    try values.encode(batchSize, forKey: .batchSize)
    try values.encode(epochs, forKey: .epochs)
    try values.encode(steps, forKey: .steps)
    try values.encode(patience, forKey: .patience)
    try values.encode(labelSmoothing, forKey: .labelSmoothing)
    if classWeights != .none { try values.encode(classWeights, forKey: .classWeights) }
    try values.encode(mixup, forKey: .mixup)
    try values.encode(speakerBalance, forKey: .speakerBalance)
    try values.encode(weightDecay, forKey: .weightDecay)
    try values.encode(clipNorm, forKey: .clipNorm)
    try values.encode(averaging, forKey: .averaging)
  }
}
