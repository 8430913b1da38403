/// One of the seven emotions of the suite, in the order that every table, vector and file uses.
public enum Emotion: String, CaseIterable, Codable, Sendable, Hashable {
  case angry, disgust, fear, happy, neutral, sad, surprise

  /// The position in `Emotion.allCases`, `0...6`: the class index of every probability vector.
  public var index: Int { Emotion.allCases.firstIndex(of: self) ?? 0 }

  /// The emotion at a class index, or `nil` outside `0...6`.
  public init?(index: Int) {
    guard Emotion.allCases.indices.contains(index) else { return nil }
    self = Emotion.allCases[index]
  }
}
