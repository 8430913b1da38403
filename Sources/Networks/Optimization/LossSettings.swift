/// How softmax cross-entropy weighs targets.
public struct LossSettings: Codable, Sendable, Equatable {
  /// The share e of each target that is spread evenly: `q = (1 - e) target + e / K`, in `0..<1`.
  public let labelSmoothing: Float
  /// A factor for each class's term, `[K]`, or nil for 1 everywhere.
  public let classWeights: [Float]?

  /// - Throws: `NetworkError.configuration` for a smoothing outside `0..<1` or a weight that is
  ///   negative or not finite.
  public init(labelSmoothing: Float = 0, classWeights: [Float]? = nil) throws(NetworkError) {
    guard labelSmoothing >= 0, labelSmoothing < 1 else {
      throw .configuration(
        field: "labelSmoothing", found: "\(labelSmoothing)", expected: "0 or more and below 1")
    }
    if let weight = classWeights?.first(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .configuration(
        field: "classWeights", found: "\(weight)", expected: "finite weights of 0 or more")
    }
    self.labelSmoothing = labelSmoothing
    self.classWeights = classWeights
  }

  private enum CodingKeys: String, CodingKey {
    case labelSmoothing, classWeights
  }

  /// Decoding obeys the same rules as `init`, so stored settings are valid as well.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      labelSmoothing: values.decode(Float.self, forKey: .labelSmoothing),
      classWeights: values.decodeIfPresent([Float].self, forKey: .classWeights))
  }

  /// No smoothing, every class alike.
  public static let plain = LossSettings()

  private init() {
    labelSmoothing = 0
    classWeights = nil
  }
}
