import Wording

/// The keys and values of one mapping, read by type; every refusal names the key and its line.
public struct ConfigurationMapping: Sendable {
  /// Where the mapping stands.
  public let place: ConfigurationPlace
  /// The keys in the order they are written.
  public let keys: [String]
  private let values: [String: (line: Int?, value: ConfigurationValue)]

  init(_ value: ConfigurationValue, place: ConfigurationPlace) throws(ConfigurationError) {
    guard case .mapping(let pairs) = value.content else {
      throw .wrongType(place, found: value.found, expected: "a mapping of keys to values")
    }
    self.place = place
    keys = pairs.map(\.key)
    values = Dictionary(
      pairs.map { ($0.key, (line: $0.line, value: $0.value)) }, uniquingKeysWith: { $1 })
  }

  /// A mapping in which nothing is written: reading from it holds defaults to the ranges of a file.
  ///
  /// - Parameter source: what to call the defaults in messages.
  public init(empty source: String) {
    self.init(nothingAt: ConfigurationPlace(source: source, key: "", line: nil))
  }

  private init(nothingAt place: ConfigurationPlace) {
    (self.place, keys, values) = (place, [], [:])
  }

  /// Refuses every key that is not among `known`, naming the nearest one that is.
  public func expectOnly(_ known: [String]) throws(ConfigurationError) {
    for key in keys where !known.contains(key) {
      throw .unknownKey(placeOf(key), nearest: nearest(to: key, among: known), known: known)
    }
  }

  /// Whether the key is written, whatever its value.
  public func has(_ key: String) -> Bool { values[key] != nil }

  /// Where a key stands, or would stand.
  public func placeOf(_ key: String) -> ConfigurationPlace {
    place.below(key, line: values[key]?.line ?? place.line)
  }

  /// The error for a value that is of the right kind but cannot be used, for callers with rules of
  /// their own.
  ///
  /// - Parameter fallback: what the value is where the key is not written, in words.
  public func refusal(
    of key: String, default fallback: String? = nil, expected: String
  ) -> ConfigurationError {
    // Beside keys that are written, the words tell that this one is not.
    let unwritten = fallback.map { keys.isEmpty ? $0 : "\($0) (left out)" } ?? "nothing"
    return .refusedValue(
      placeOf(key), found: values[key]?.value.found ?? unwritten, expected: expected)
  }

  /// A number within a range, or `fallback`, which must be within it too, where the key is not
  /// written.
  public func number(
    _ key: String, in range: ClosedRange<Double> = Self.anyNumber, default fallback: Double? = nil
  ) throws(ConfigurationError) -> Double {
    let expected = Self.wording(range)
    try requireFallback(fallback, of: key, in: range, expected: expected)
    return try read(key, expected: expected, default: fallback) {
      (value, place) throws(ConfigurationError) in
      try Self.number(value, at: place, in: range)
    }
  }

  /// A whole number within a range, or `fallback`, which must be within it too, where the key is
  /// not written.
  public func integer(
    _ key: String, in range: ClosedRange<Int> = Int.min...Int.max, default fallback: Int? = nil
  ) throws(ConfigurationError) -> Int {
    let expected = Self.wording(range)
    try requireFallback(fallback, of: key, in: range, expected: expected)
    return try read(key, expected: expected, default: fallback) {
      (value, place) throws(ConfigurationError) in
      try Self.integer(value, at: place, in: range)
    }
  }

  /// `true` or `false`, or `fallback` where the key is not written.
  public func boolean(
    _ key: String, default fallback: Bool? = nil
  ) throws(ConfigurationError) -> Bool {
    try read(key, expected: "true or false", default: fallback, by: Self.boolean)
  }

  /// Text that is not empty, or `fallback` where the key is not written.
  public func text(
    _ key: String, default fallback: String? = nil
  ) throws(ConfigurationError) -> String {
    try read(key, expected: "text", default: fallback, by: Self.text)
  }

  /// One of the words that an enumeration's raw values are, or `fallback` where the key is not
  /// written.
  public func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: String, of type: Choice.Type = Choice.self, default fallback: Choice? = nil
  ) throws(ConfigurationError) -> Choice {
    try read(key, expected: Self.wording(type), default: fallback) {
      (value, place) throws(ConfigurationError) in
      try Self.choice(value, at: place)
    }
  }

  /// A mapping below this one, or `nil` where the key is not written.
  public func mapping(_ key: String) throws(ConfigurationError) -> ConfigurationMapping? {
    guard let value = values[key]?.value else { return nil }
    return try ConfigurationMapping(value, place: placeOf(key))
  }

  /// A mapping below this one; where the key is not written, one in which nothing is.
  public func section(_ key: String) throws(ConfigurationError) -> ConfigurationMapping {
    try mapping(key) ?? ConfigurationMapping(nothingAt: placeOf(key))
  }

  private func requireFallback<Number: Comparable>(
    _ fallback: Number?, of key: String, in range: ClosedRange<Number>, expected: String
  ) throws(ConfigurationError) {
    guard let fallback, !has(key), !range.contains(fallback) else { return }
    throw refusal(of: key, default: "the number \(fallback)", expected: expected)
  }

  /// The value of a key read by `body`, or `fallback` where the key is not written.
  func read<Value>(
    _ key: String, expected: String, default fallback: Value?,
    by body: (ConfigurationValue, ConfigurationPlace) throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> Value {
    if let found = values[key] { return try body(found.value, placeOf(key)) }
    guard let fallback else { throw .missingKey(placeOf(key), expected: expected) }
    return fallback
  }
}
