/// A YAML value with the line it stands on; what `ConfigurationReader` makes of a text.
struct ConfigurationValue: Sendable {
  /// What a value is, before any key says what it should be.
  enum Content: Sendable {
    /// A word or number as written; quoted text is never a number.
    case scalar(String, isQuoted: Bool)
    case list([ConfigurationValue])
    case mapping([(key: String, line: Int?, value: ConfigurationValue)])
  }

  let content: Content
  let line: Int?

  /// What was found, in words for an error.
  var found: String {
    switch content {
    case .list(let values): return "a list of \(values.count)"
    case .mapping: return "a mapping"
    case .scalar(let text, let isQuoted):
      if isQuoted { return "the text \"\(text)\"" }
      if isNothing { return "nothing" }
      if number != nil { return "the number \(text)" }
      return "'\(text)'"
    }
  }

  /// Whether nothing is written, or YAML's word for it.
  var isNothing: Bool {
    guard case .scalar(let text, false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The finite number as written in decimal; `1_000`, `0x10` and `1:30` are not numbers here, as
  /// readers of YAML disagree about them.
  var number: Double? {
    guard case .scalar(let text, false) = content,
      text.unicodeScalars.allSatisfy({ "0123456789+-.eE".unicodeScalars.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }

  /// The whole number as written: digits with a sign at most.
  var integer: Int? {
    guard case .scalar(let text, false) = content, number != nil else { return nil }
    return Int(text)
  }

  /// `true` or `false`; YAML 1.1's `yes` and `on` are words like any other.
  var boolean: Bool? {
    guard case .scalar(let text, false) = content else { return nil }
    return text == "true" ? true : text == "false" ? false : nil
  }

  /// The text, where it cannot be taken for a number, a truth value or nothing.
  var text: String? {
    guard case .scalar(let text, let isQuoted) = content else { return nil }
    return isQuoted || (number == nil && boolean == nil && !isNothing) ? text : nil
  }
}
