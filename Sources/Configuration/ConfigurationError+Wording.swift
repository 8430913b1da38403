extension ConfigurationPlace: CustomStringConvertible {
  /// `policy.yaml, line 4, rules[0].at-least`.
  public var description: String {
    var parts = [source]
    if let line { parts.append("line \(line)") }
    if !key.isEmpty { parts.append(key) }
    return parts.joined(separator: ", ")
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// Where it is, what was found, what was expected and what to do, in one or two sentences.
  public var description: String {
    switch self {
    case .unreadable(let place, let reason):
      "\(place): cannot be read: \(reason). Expected a readable UTF-8 text file."
    case .malformed(let place, let reason):
      "\(place): not usable YAML: \(reason)."
    case .unknownKey(let place, let nearest, let known):
      "\(place): unknown key. \(Self.suggestion(nearest, known: known, what: "keys"))"
    case .repeatedKey(let place):
      "\(place): the key stands twice. Keep one of the two."
    case .missingKey(let place, let expected):
      "\(place): missing. Expected \(expected)."
    case .wrongType(let place, let found, let expected),
      .refusedValue(let place, let found, let expected):
      "\(place): found \(found), expected \(expected)."
    case .unknownChoice(let place, let found, let nearest, let known):
      "\(place): found '\(found)'. \(Self.suggestion(nearest, known: known, what: "choices"))"
    }
  }

  private static func suggestion(_ nearest: String?, known: [String], what: String) -> String {
    let list = "The \(what) are: \(known.joined(separator: ", "))."
    guard let nearest else { return list }
    return "Did you mean '\(nearest)'? \(list)"
  }
}
