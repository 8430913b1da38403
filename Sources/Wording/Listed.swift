extension [String] {
  /// The parts with commas, and "and" before the last: "A, B and C".
  public var listed: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }

  /// The first few parts, and how many more there are: "A, B, C and 4 more".
  public func listed(first most: Int) -> String {
    prefix(most).joined(separator: ", ") + (count > most ? " and \(count - most) more" : "")
  }
}
