import Configuration
import Reports

extension CardStatements {
  /// The version of the file format that this reader knows.
  static let formatVersion = 1

  /// Reads statements from a YAML file; `docs/statements.example.yaml` documents the format.
  ///
  /// - Throws: `ConfigurationError` naming line, key, what was found and what was expected.
  init(yaml path: String) throws(ConfigurationError) {
    let root = try ConfigurationReader(path: path).root
    try root.expectOnly(["format"] + Field.allCases.map(\.rawValue))
    let version = Self.formatVersion
    _ = try root.integer("format", in: version...version, default: version)
    var words: [Field: String] = [:]
    for field in Field.allCases where root.has(field.rawValue) {
      words[field] = try root.text(field.rawValue)
    }
    // Elsewhere text may have lines.
    if let name = words[.name], name.onOneLine != name {
      throw .refusedValue(
        root.placeOf(Field.name.rawValue), found: "'\(name.onOneLine)'",
        expected: "a name of one line without control characters")
    }
    self.init(words)
  }
}
