extension [String] {
  /// The parts with commas, and "and" before the last: "A, B and C".
  public var listed: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
