/// One of the seven emotions of the suite, in the order that every table, vector and file uses.
public enum Emotion: String, CaseIterable, Codable, Sendable, Hashable {
  case angry, disgust, fear, happy, neutral, sad, surprise

  /// The position in `Emotion.allCases`, `0...6`: the class index of every probability vector.
  public var index: Int {
    switch self {
    case .angry: 0
    case .disgust: 1
    case .fear: 2
    case .happy: 3
    case .neutral: 4
    case .sad: 5
    case .surprise: 6
    }
  }

  /// The emotion at a class index, or `nil` outside `0...6`.
  public init?(index: Int) {
    guard Emotion.allCases.indices.contains(index) else { return nil }
    self = Emotion.allCases[index]
  }
}
