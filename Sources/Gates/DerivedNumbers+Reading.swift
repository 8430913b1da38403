import Configuration

extension DerivedNumbers {
  /// Throws `ConfigurationError` where a rule is about what no audit gives of these numbers.
  func expectRows(
    of per: LimitRule.Per, under given: String?, _ rule: ConfigurationMapping
  ) throws(ConfigurationError) {
    let name = try rule.text("metric")
    let possible = pers + (attribute == .none ? [] : [.subgroup])
    guard possible.contains(per) else {
      throw rule.refusal(
        of: "per",
        expected: possible.map(\.rawValue).joined(separator: ", ")
          + ", as no audit gives \(name) of anything else")
    }
    if let expected = expectedAttribute(insteadOf: given, name) {
      throw rule.refusal(of: "attribute", expected: expected)
    }
    if audio == .clean, rule.has("perturbation") {
      throw rule.refusal(
        of: "perturbation", expected: "no such line, as \(name) is not measured on changed audio")
    }
    if audio == .changed, !rule.has("perturbation") {
      throw rule.refusal(
        of: "perturbation", expected: "one, as \(name) is measured beside changed audio alone")
    }
  }

  /// What a rule should say of the attribute, in words; `nil` where there may be rows under the one
  /// that is given.
  private func expectedAttribute(insteadOf given: String?, _ name: String) -> String? {
    switch attribute {
    case .none: given == nil ? nil : "no such line, as \(name) is of no group"
    case .one(let own): given == own ? nil : "\(own), under which \(name) stands"
    case .oneOrNone(let own):
      given == nil || given == own ? nil : "\(own) or no such line, as \(name) has no other"
    case .compared:
      given == nil ? "the name of an attribute whose groups are compared, for example sex" : nil
    }
  }
}
