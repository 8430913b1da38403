/// Makes text from outside harmless in the three kinds of document.
enum Escaping {
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

  /// Text of a Markdown paragraph or table cell, on one line.
  static func markdown(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    var isFirst = true
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}": escaped += " "
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "$":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      case "-", "+", "=":
        if isFirst { escaped += "\\" }
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
      isFirst = isFirst && scalar == " "
    }
    return escaped
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
