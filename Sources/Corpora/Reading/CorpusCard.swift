/// What is written about a corpus: the Markdown file `datasets/<corpus>/card.md`.
public struct CorpusCard: Sendable, Hashable {
  /// The first heading.
  public let title: String
  /// The second column of the first table by its first, for example `Licence`.
  public let facts: [String: String]
  /// The text below each second-level heading, without surrounding blank lines.
  public let sections: [String: String]

  /// Reads a card from its text.
  public init(text: String) {
    var title = ""
    var facts: [String: String] = [:]
    var sections: [String: [Substring]] = [:]
    var section: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") {
        section = String(line.dropFirst(3))
      } else if let section {
        sections[section, default: []].append(line)
      } else if line.hasPrefix("# ") {
        title = String(line.dropFirst(2))
      } else if let (name, value) = Self.cells(of: line) {
        facts[name] = value
      }
    }
    self.title = title
    self.facts = facts
    self.sections = sections.mapValues(Self.text)
  }

  /// Reads a card.
  ///
  /// - Throws: `CorpusError.tableUnreadable` where it is not there or not UTF-8.
  public static func load(path: String) throws(CorpusError) -> CorpusCard {
    guard let text = String(validating: try FileBytes.readTable(path: path), as: UTF8.self) else {
      throw .tableUnreadable(path: path, reason: "its bytes are not UTF-8")
    }
    return CorpusCard(text: text)
  }

  private static func cells(of line: Substring) -> (name: String, value: String)? {
    let cells = line.split(separator: "|").map { text([$0]) }
    guard line.hasPrefix("|"), cells.count == 2, !cells[0].isEmpty,
      !cells[0].allSatisfy({ $0 == "-" })
    else { return nil }
    return (cells[0], cells[1])
  }

  /// Lines without blank ones and blanks around them.
  private static func text(_ lines: [Substring]) -> String {
    let text = lines.joined(separator: "\n")
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }
}
