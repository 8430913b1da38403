/// How `Adam` moves weights.
public struct AdamSettings: Sendable, Equatable {
  /// The rate used when a step names none.
  public let learningRate: Float
  /// Decay of the mean of gradients, in `0..<1`.
  public let beta1: Double
  /// Decay of the mean of squared gradients, in `0..<1`.
  public let beta2: Double
  /// Added to the root of the second moment.
  public let epsilon: Float
  /// Pull of every weight towards 0.
  public let weightDecay: Float
  /// Whether decay acts on weights directly (AdamW) or through the gradient (Adam).
  public let isDecoupled: Bool
  /// The largest global norm of the gradient, or nil to leave it.
  public let clipNorm: Float?

  /// PyTorch's defaults.
  ///
  /// - Throws: `NetworkError.configuration` naming a value outside its range.
  public init(
    learningRate: Float = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Float = 1e-8,
    weightDecay: Float = 0, isDecoupled: Bool = false, clipNorm: Float? = nil
  ) throws(NetworkError) {
    func check(
      _ field: String, _ value: some BinaryFloatingPoint, _ isValid: Bool, _ expected: String
    )
      throws(NetworkError)
    {
      guard isValid else {
        throw .configuration(field: field, found: "\(value)", expected: expected)
      }
    }
    let share = "0 or more and below 1"
    try Self.check(rate: learningRate)
    try check("beta1", beta1, beta1 >= 0 && beta1 < 1, share)
    try check("beta2", beta2, beta2 >= 0 && beta2 < 1, share)
    try check("epsilon", epsilon, epsilon > 0 && epsilon.isFinite, "above 0")
    try check("weightDecay", weightDecay, weightDecay >= 0 && weightDecay.isFinite, "0 or more")
    if let clipNorm { try check("clipNorm", clipNorm, clipNorm > 0, "above 0") }
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isDecoupled = isDecoupled
    self.clipNorm = clipNorm
  }

  /// Refuses a learning rate that would ruin the weights.
  static func check(rate: Float) throws(NetworkError) {
    guard rate >= 0, rate.isFinite else {
      throw .configuration(field: "learningRate", found: "\(rate)", expected: "0 or more")
    }
  }
}
