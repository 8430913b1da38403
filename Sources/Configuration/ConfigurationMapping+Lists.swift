/// Lists. A single value where a list is expected is a list of one.
extension ConfigurationMapping {
  /// Whole numbers, each within a range, or `fallback`, whose numbers must be within it too, where
  /// the key is not written.
  public func integers(
    _ key: String, in range: ClosedRange<Int> = Int.min...Int.max, default fallback: [Int]? = nil
  ) throws(ConfigurationError) -> [Int] {
    for (index, number) in (has(key) ? [] : fallback ?? []).enumerated()
    where !range.contains(number) {
      throw .refusedValue(
        placeOf(key).element(index, line: place.line), found: "the number \(number)",
        expected: Self.wording(range))
    }
    return try elements(key, expected: "a list of whole numbers", default: fallback) {
      (value, place) throws(ConfigurationError) in
      try Self.integer(value, at: place, in: range)
    }
  }

  /// Texts.
  public func texts(_ key: String) throws(ConfigurationError) -> [String] {
    try elements(key, expected: "a list of texts", by: Self.text)
  }

  /// Words that are raw values of an enumeration, or `fallback` where the key is not written.
  public func choices<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: String, of type: Choice.Type = Choice.self, default fallback: [Choice]? = nil
  ) throws(ConfigurationError) -> [Choice] {
    try elements(key, expected: "a list, each \(Self.wording(type))", default: fallback) {
      (value, place) throws(ConfigurationError) in
      try Self.choice(value, at: place)
    }
  }

  /// The mappings of a list.
  public func mappings(_ key: String) throws(ConfigurationError) -> [ConfigurationMapping] {
    try elements(key, expected: "a list of mappings", by: ConfigurationMapping.init)
  }

  private func elements<Element>(
    _ key: String, expected: String, default fallback: [Element]? = nil,
    by body: (ConfigurationValue, ConfigurationPlace) throws(ConfigurationError) -> Element
  ) throws(ConfigurationError) -> [Element] {
    try read(key, expected: expected, default: fallback) {
      (value, whole) throws(ConfigurationError) in
      guard case .list(let values) = value.content else { return [try body(value, whole)] }
      var elements: [Element] = []
      for (index, element) in values.enumerated() {
        elements.append(
          try body(element, whole.element(index, line: element.line ?? whole.line)))
      }
      return elements
    }
  }
}
