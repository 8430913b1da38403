/// Makes text from outside harmless in the three kinds of document.
enum Escaping {
  /// The text with some characters written otherwise, one by one: `\r\n` is two of them.
  static func replacing(
    _ replacements: [Unicode.Scalar: String], in text: String
  ) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      if let other = replacements[scalar] {
        escaped += other
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// Text between tags or in quoted attributes of HTML and XML. Characters that XML 1.0 forbids
  /// become U+FFFD.
  static func markup(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return escaped
  }

  /// Text on a page of HTML, where lines break: as `markup`, with numbers that keep their `%`.
  static func page(_ text: String) -> String { markup(keepingPercents(in: text)) }

  /// The text with a blank that breaks no line between a number and its `%`.
  private static func keepingPercents(in text: String) -> String {
    text.contains(" %") ? text.replacing(/([0-9]) %/) { "\($0.1)\u{A0}%" } : text
  }

  /// Text of a Markdown paragraph or table cell, on one line, which is judged as it will stand
  /// there. Escapes only where a reader's program could take a character for markup, so that the
  /// text stays readable as it is; a number keeps its `%`.
  static func markdown(_ text: String) -> String {
    let scalars = keepingPercents(in: text).unicodeScalars
      .map { lineEnds.contains($0) ? " " : $0 }
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    let blanks = scalars.prefix { $0 == " " }.count
    // Four blanks would begin a block of code.
    let hidesBlank = blanks >= 4 && blanks < scalars.count
    let listMark = listMark(of: scalars)
    var isFirst = true
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let previous = index > 0 ? scalars[index - 1] : " "
      if index == 0, hidesBlank {
        escaped += "&#32;"
      } else if !isAllowed(scalar) {
        escaped += "\u{FFFD}"
      } else if scalar == "<" {
        escaped += "&lt;"
      } else {
        let isMark = index == listMark && next == " "
        if isMark || isMarkdown(scalar, after: previous, before: next, isFirst: isFirst) {
          escaped += "\\"
        }
        escaped.unicodeScalars.append(scalar)
      }
      isFirst = isFirst && scalar == " "
    }
    return escaped
  }

  private static let lineEnds: Set<Unicode.Scalar> = [
    "\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}",
  ]

  /// The place of a stop or bracket after a number at the start, as of an entry of a numbered list.
  private static func listMark(of scalars: [Unicode.Scalar]) -> Int? {
    let start = scalars.prefix { $0 == " " }.count
    let end = start + scalars.dropFirst(start).prefix { ("0"..."9").contains($0) }.count
    guard end > start, end < scalars.count, scalars[end] == "." || scalars[end] == ")" else {
      return nil
    }
    return end
  }

  private static func isMarkdown(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar, before next: Unicode.Scalar,
    isFirst: Bool
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "|", "~", "$": true
    case "_": !(previous.properties.isAlphabetic && next.properties.isAlphabetic)
    case "]": next == "(" || next == "[" || next == ":"
    case "&": next == "#" || next.properties.isAlphabetic
    case "#", ">": isFirst
    case "-", "+", "=": isFirst && (next == " " || next == scalar)
    default: false
    }
  }

  /// Whether XML 1.0 allows a character; what turns the direction of text around is refused too,
  /// since it can make a page say the opposite of what it holds.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD: true
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
