import Wording

/// One value at a time: what a key or an element of a list holds, as the type that is wanted.
extension ConfigurationMapping {
  /// Every finite number.
  public static let anyNumber = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

  static func number(
    _ value: ConfigurationValue, at place: ConfigurationPlace, in range: ClosedRange<Double>
  ) throws(ConfigurationError) -> Double {
    guard let number = value.number else {
      throw .wrongType(place, found: value.found, expected: wording(range))
    }
    guard range.contains(number) else {
      throw .refusedValue(place, found: value.found, expected: wording(range))
    }
    return number
  }

  static func integer(
    _ value: ConfigurationValue, at place: ConfigurationPlace, in range: ClosedRange<Int>
  ) throws(ConfigurationError) -> Int {
    guard let integer = value.integer else {
      throw .wrongType(place, found: value.found, expected: wording(range))
    }
    guard range.contains(integer) else {
      throw .refusedValue(place, found: value.found, expected: wording(range))
    }
    return integer
  }

  static func boolean(
    _ value: ConfigurationValue, at place: ConfigurationPlace
  ) throws(ConfigurationError) -> Bool {
    guard let boolean = value.boolean else {
      throw .wrongType(place, found: value.found, expected: "true or false")
    }
    return boolean
  }

  static func text(
    _ value: ConfigurationValue, at place: ConfigurationPlace
  ) throws(ConfigurationError) -> String {
    guard let text = value.text else {
      let isOther = value.number == nil && value.boolean == nil
      throw .wrongType(place, found: value.found, expected: isOther ? "text" : "text (quote it)")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw .refusedValue(place, found: "empty text", expected: "text")
    }
    return text
  }

  static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ value: ConfigurationValue, at place: ConfigurationPlace
  ) throws(ConfigurationError) -> Choice {
    guard let text = value.text else {
      throw .wrongType(place, found: value.found, expected: wording(Choice.self))
    }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    throw .unknownChoice(place, found: text, nearest: nearest(to: text, among: known), known: known)
  }

  static func wording<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type
  ) -> String {
    "one of \(type.allCases.map(\.rawValue).joined(separator: ", "))"
  }

  static func wording(_ range: ClosedRange<Double>) -> String {
    let most = Double.greatestFiniteMagnitude
    return "a number"
      + limits(
        range.lowerBound == -most ? nil : "\(range.lowerBound)",
        range.upperBound == most ? nil : "\(range.upperBound)")
  }

  static func wording(_ range: ClosedRange<Int>) -> String {
    guard range.lowerBound < range.upperBound else { return "\(range.lowerBound)" }
    return "a whole number"
      + limits(
        range.lowerBound == Int.min ? nil : "\(range.lowerBound)",
        range.upperBound == Int.max ? nil : "\(range.upperBound)")
  }

  private static func limits(_ lower: String?, _ upper: String?) -> String {
    switch (lower, upper) {
    case (nil, nil): ""
    case (let lower?, nil): " of at least \(lower)"
    case (nil, let upper?): " of at most \(upper)"
    case (let lower?, let upper?): " from \(lower) to \(upper)"
    }
  }
}
