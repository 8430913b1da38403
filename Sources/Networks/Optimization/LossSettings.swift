/// How softmax cross-entropy weighs targets.
public struct LossSettings: Sendable, Equatable {
  /// The share e of each target that is spread evenly: `q = (1 - e) target + e / K`, in `0..<1`.
  public let labelSmoothing: Float
  /// A factor for the whole loss of an utterance of each class, `[K]` (of a mixture the mean of
  /// theirs), or nil for 1. PyTorch's `weight` is a factor of the class's term alone, in the
  /// smoothed part of every other utterance's target too: beside label smoothing it teaches a rare
  /// class to all.
  public let rowWeights: [Float]?

  /// - Throws: `NetworkError.configuration` for a smoothing outside `0..<1` or a weight that is
  ///   negative or not finite.
  public init(labelSmoothing: Float = 0, rowWeights: [Float]? = nil) throws(NetworkError) {
    guard labelSmoothing >= 0, labelSmoothing < 1 else {
      throw .configuration(
        field: "labelSmoothing", found: "\(labelSmoothing)", expected: "0 or more and below 1")
    }
    if let weight = rowWeights?.first(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .configuration(
        field: "rowWeights", found: "\(weight)", expected: "finite weights of 0 or more")
    }
    self.labelSmoothing = labelSmoothing
    self.rowWeights = rowWeights
  }

  /// No smoothing, every class alike.
  public static let plain = LossSettings()

  private init() {
    labelSmoothing = 0
    rowWeights = nil
  }
}
