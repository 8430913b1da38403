/// Where in a configuration something stands.
public struct ConfigurationPlace: Sendable, Hashable {
  /// The file's path, or what the text is called.
  public let source: String
  /// The keys that lead there, for example `rules[2].at-least`; empty for the whole text.
  public let key: String
  /// The line, from 1, where known.
  public let line: Int?

  /// Creates a place.
  public init(source: String, key: String, line: Int?) {
    self.source = source
    self.key = key
    self.line = line
  }

  /// Where a key of the mapping at this place stands.
  func below(_ key: String, line: Int?) -> ConfigurationPlace {
    ConfigurationPlace(
      source: source, key: self.key.isEmpty ? key : "\(self.key).\(key)", line: line)
  }

  /// Where an element of the list at this place stands.
  func element(_ index: Int, line: Int?) -> ConfigurationPlace {
    ConfigurationPlace(source: source, key: "\(key)[\(index)]", line: line)
  }
}

/// What is wrong with a configuration. `description` words it.
public enum ConfigurationError: Error, Sendable, Hashable {
  /// The file cannot be read, or is not UTF-8 text.
  case unreadable(ConfigurationPlace, reason: String)
  /// The text is not YAML.
  case malformed(ConfigurationPlace, reason: String)
  /// A key that nothing reads. `known` are the keys that may stand there.
  case unknownKey(ConfigurationPlace, nearest: String?, known: [String])
  /// A key stands twice in one mapping; the place is that of the second.
  case repeatedKey(ConfigurationPlace)
  /// A key that must be there is not.
  case missingKey(ConfigurationPlace, expected: String)
  /// A value of another kind than the key takes.
  case wrongType(ConfigurationPlace, found: String, expected: String)
  /// A value of the right kind that is not allowed: out of range, or in conflict with another.
  case refusedValue(ConfigurationPlace, found: String, expected: String)
  /// A word that is none of the choices.
  case unknownChoice(ConfigurationPlace, found: String, nearest: String?, known: [String])
}
