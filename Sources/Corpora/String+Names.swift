import Foundation

extension String {
  /// The same text with each accent joined to its letter (Unicode's form C): what looks alike in two
  /// rows is then one name to every program that reads it.
  var composed: String { precomposedStringWithCanonicalMapping }

  /// Whether it holds line breaks, tabs or other characters that steer a terminal.
  var hasControlCharacters: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
