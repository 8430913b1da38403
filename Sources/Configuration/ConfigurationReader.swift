import Foundation
import Yams

/// Reads YAML text into typed settings, refusing what it does not know.
public struct ConfigurationReader: Sendable {
  /// The mapping at the top of the text.
  public let root: ConfigurationMapping

  /// The most values a text may hold once its aliases are written out.
  private static let mostValues = 100_000
  /// The deepest nesting that is read; the parser and this reader recurse.
  private static let deepest = 64

  /// Reads a YAML text that holds one mapping.
  ///
  /// - Parameters:
  ///   - text: the YAML.
  ///   - source: what to call the text in messages: its path, or a name.
  /// - Throws: `ConfigurationError` where it is no YAML, holds more than one document, or no
  ///   mapping.
  public init(text: String, source: String) throws(ConfigurationError) {
    let top = ConfigurationPlace(source: source, key: "", line: nil)
    // A byte order mark, as some editors write it.
    let isMarked = text.unicodeScalars.first == "\u{FEFF}"
    let text = isMarked ? String(text.unicodeScalars.dropFirst()) : text
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw Self.malformed(error, text: text, source: source)
    }
    var budget = Self.mostValues
    var value = ConfigurationValue(content: .scalar("", isQuoted: false), line: nil)
    if let node { value = try Self.value(of: node, at: top, depth: 0, budget: &budget) }
    root = try ConfigurationMapping(value, place: top)
  }

  /// Reads a YAML file.
  ///
  /// - Throws: `ConfigurationError.unreadable` where the file is missing or is not UTF-8, and what
  ///   `init(text:source:)` throws.
  public init(path: String) throws(ConfigurationError) {
    let place = ConfigurationPlace(source: path, key: "", line: nil)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable(place, reason: Self.whyUnread(path))
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw .unreadable(place, reason: "its bytes are not UTF-8")
    }
    try self.init(text: text, source: path)
  }

  /// Why nothing can be read at a path.
  private static func whyUnread(_ path: String) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return "no such file"
    }
    guard !isFolder.boolValue else { return "a folder" }
    return FileManager.default.isReadableFile(atPath: path)
      ? "a device or pipe, and no file" : "no permission"
  }

  /// The value of a node, with places for what is wrong below it.
  private static func value(
    of node: Node, at place: ConfigurationPlace, depth: Int, budget: inout Int
  ) throws(ConfigurationError) -> ConfigurationValue {
    budget -= 1
    guard budget > 0 else {
      throw .malformed(place, reason: "it holds more than \(mostValues) values")
    }
    guard depth <= deepest else {
      throw .malformed(place, reason: "it is nested more than \(deepest) deep")
    }
    let line = node.mark?.line
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return .init(content: .scalar(scalar.string, isQuoted: !isPlain), line: line)
    case .sequence(let sequence):
      var values: [ConfigurationValue] = []
      for (index, element) in sequence.enumerated() {
        let isMapping = element.mapping != nil
        let inner = isMapping ? place.element(index, line: element.mark?.line) : place
        values.append(try value(of: element, at: inner, depth: depth + 1, budget: &budget))
      }
      return .init(content: .list(values), line: line)
    case .mapping(let mapping):
      let content = try pairs(of: mapping, at: place, depth: depth + 1, budget: &budget)
      return .init(content: content, line: line)
    case .alias:
      throw .malformed(place, reason: "an alias without its anchor")
    }
  }

  private static func pairs(
    of mapping: Node.Mapping, at place: ConfigurationPlace, depth: Int, budget: inout Int
  ) throws(ConfigurationError) -> ConfigurationValue.Content {
    var pairs: [(key: String, line: Int?, value: ConfigurationValue)] = []
    var seen: Set<String> = []
    for (keyNode, valueNode) in mapping {
      let line = keyNode.mark?.line
      guard let key = keyNode.scalar?.string else {
        let here = ConfigurationPlace(source: place.source, key: place.key, line: line)
        throw .malformed(here, reason: "a key that is no word")
      }
      let inner = place.below(key, line: line)
      guard seen.insert(key).inserted else { throw .repeatedKey(inner) }
      let value = try value(of: valueNode, at: inner, depth: depth, budget: &budget)
      pairs.append((key, line, value))
    }
    return .mapping(pairs)
  }

  /// The facts of what the parser says.
  private static func malformed(
    _ error: any Error, text: String, source: String
  ) -> ConfigurationError {
    func place(_ line: Int?) -> ConfigurationPlace {
      ConfigurationPlace(source: source, key: "", line: line)
    }
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      return .malformed(place(mark.line), reason: problem)
    case YamlError.reader(let problem, _, _, _):
      return .malformed(place(nil), reason: problem)
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      return .repeatedKey(
        repeatedKey(in: text, source: source)
          ?? place(nil).below(duplicates.first ?? "", line: context.mark.line))
    default:
      return .malformed(place(nil), reason: "the parser gave up")
    }
  }
}
