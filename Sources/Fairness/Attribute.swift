import Metrics

/// A property that sorts predictions into groups: of a speaker (sex), of a word (sentiment) or of
/// an utterance (F0 tertile), or several of these at once.
public struct Attribute: Codable, Sendable, Hashable {
  /// What has the property: the unit at which it varies.
  public enum Level: String, Codable, Sendable, CaseIterable {
    case speaker, word, utterance
  }

  /// A name in kebab case, for example `age-band`; parts of an intersection are joined by ` x `.
  public let name: String
  /// What has the property.
  public let level: Level
  private let source: Source

  private indirect enum Source: Codable, Sendable, Hashable {
    case speaker
    case word
    case values([String: String])
    case joined([Attribute])
  }

  private init(name: String, level: Level, source: Source) {
    self.name = name
    self.level = level
    self.source = source
  }

  /// Creates an attribute from values.
  ///
  /// - Parameter values: the value by speaker, by word or by utterance, as `level` says; what has
  ///   no value belongs to no group.
  public init(name: String, level: Level, values: [String: String]) {
    self.init(name: name, level: level, source: .values(values))
  }

  /// Every speaker is a group.
  public static let speaker = Attribute(name: "speaker", level: .speaker, source: .speaker)
  /// Every word is a group.
  public static let word = Attribute(name: "word", level: .word, source: .word)

  /// Groups by several attributes at once; a prediction without a value of one has no group.
  public static func intersection(_ attributes: [Attribute]) -> Attribute {
    let levels = Set(attributes.map(\.level))
    let level = levels.count == 1 ? levels.first ?? .utterance : .utterance
    return Attribute(
      name: attributes.map(\.name).joined(separator: " x "), level: level,
      source: .joined(attributes))
  }

  /// Whether every speaker is a group of her own.
  var isSpeaker: Bool { source == .speaker }

  /// The group of a prediction, or `nil` where its value is not known.
  public func group(of prediction: Prediction) -> String? {
    switch source {
    case .speaker: return prediction.speaker
    case .word: return prediction.word
    case .values(let values):
      switch level {
      case .speaker: return values[prediction.speaker]
      case .word: return prediction.word.flatMap { values[$0] }
      case .utterance: return values[prediction.utterance]
      }
    case .joined(let parts):
      let groups = parts.compactMap { $0.group(of: prediction) }
      return groups.count == parts.count && !parts.isEmpty ? groups.joined(separator: ", ") : nil
    }
  }
}
