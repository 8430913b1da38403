import Foundation

extension Sequence<String> {
  /// In byte order, which is the same on every platform.
  var inByteOrder: [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

extension String {
  /// The same text with each accent joined to its letter (Unicode's form C): what looks alike in
  /// two rows is then one name to every program that reads it.
  var composed: String { precomposedStringWithCanonicalMapping }

  /// A path without `.`, `..` behind a folder, and doubled slashes: one text for one file, as far
  /// as the text tells.
  var withoutDetours: String {
    guard contains("/") else { return self }
    var parts: [Substring] = []
    for part in split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// Whether it holds line breaks, tabs or other characters that steer a terminal.
  var hasControlCharacters: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
