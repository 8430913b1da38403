/// How many recordings of a split's training and dev parts a training could not hear, and why.
public struct TrainingOmissions: Codable, Sendable, Equatable {
  /// How many recordings of one part were left out, of how many.
  public struct Part: Codable, Sendable, Equatable {
    /// Those that were left out.
    public let leftOut: Int
    /// All that the split names.
    public let asked: Int
  }

  /// One that was left out.
  public struct Example: Codable, Sendable, Equatable {
    /// The `Utterance.id`.
    public let utterance: String
    /// Why it could not be used.
    public let reason: String
  }

  /// Of the training part.
  public let train: Part
  /// Of the dev part.
  public let dev: Part
  /// The first by name; the rest are likely to have the same faults.
  public let examples: [Example]

  private static let mostExamples = 3

  /// Counts what was left out, with the reason, by identifier; `nil` where all was heard.
  public init?(train: [String], dev: [String], leftOut: [String: String]) {
    guard !leftOut.isEmpty else { return nil }
    func part(_ asked: [String]) -> Part {
      Part(leftOut: asked.count { leftOut[$0] != nil }, asked: asked.count)
    }
    self.train = part(train)
    self.dev = part(dev)
    examples = leftOut.sorted(by: <).prefix(Self.mostExamples).map {
      Example(utterance: $0.key, reason: $0.value)
    }
  }
}
