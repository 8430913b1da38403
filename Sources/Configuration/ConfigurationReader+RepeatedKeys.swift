import Yams

extension ConfigurationReader {
  /// The longest text, in lines, that a repeated key is looked for in: each line costs a reading.
  private static let mostLines = 1_000
  /// The most keys that are looked at; aliases multiply them.
  private static let mostKeys = 100_000

  /// Where the first key that repeats another stands in a text; `nil` where it is not found.
  ///
  /// The parser tells the line of the first of two equal keys, and not what they are in. The second
  /// is on the last of the fewest lines that it refuses; what they are in, the lines before tell.
  static func repeatedKey(in text: String, source: String) -> ConfigurationPlace? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count <= mostLines else { return nil }
    for count in 1...lines.count {
      do {
        _ = try Yams.compose(yaml: lines[..<count].joined(separator: "\n"))
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let key = keys.first ?? ""
        let top = ConfigurationPlace(source: source, key: "", line: count)
        let before = try? Yams.compose(yaml: lines[..<(count - 1)].joined(separator: "\n"))
        var budget = mostKeys
        return before.flatMap {
          place(of: key, onLine: context.mark.line, in: $0, at: top, budget: &budget)
        } ?? top.below(key, line: count)
      } catch {
        // The beginning of a text need not be one.
        continue
      }
    }
    return nil
  }

  /// The place of the key that stands on a line, with the line of `top`.
  private static func place(
    of key: String, onLine line: Int, in node: Node, at top: ConfigurationPlace, budget: inout Int
  ) -> ConfigurationPlace? {
    budget -= 1
    guard budget > 0 else { return nil }
    for (name, value) in node.mapping ?? [:] {
      let inner = top.below(name.scalar?.string ?? "", line: top.line)
      if name.scalar?.string == key, name.mark?.line == line { return inner }
      if let found = place(of: key, onLine: line, in: value, at: inner, budget: &budget) {
        return found
      }
    }
    for (index, value) in (node.sequence ?? []).enumerated() {
      let inner = top.element(index, line: top.line)
      if let found = place(of: key, onLine: line, in: value, at: inner, budget: &budget) {
        return found
      }
    }
    return nil
  }
}
