import Metrics

/// A number that a rule may be about: a metric of the suite, or any other name that stands in the
/// ledger's view `reported_metrics`, for example `skill-retention` or `coverage`.
public struct RuleMetric: Sendable, Hashable {
  /// The name as it stands in the ledger, in kebab case.
  public let name: String

  /// Names a metric of the suite.
  public init(_ metric: Metric) { name = metric.rawValue }

  /// Takes a name.
  ///
  /// - Returns: `nil` for a text that is not lower case letters, digits and single hyphens.
  public init?(name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
    }
    guard isPlain, name.first?.isLetter == true else { return nil }
    self.name = name
  }

  /// The metric of the suite that bears the name, or `nil` for a number that follows from several.
  public var metric: Metric? { Metric(rawValue: name) }

  /// The range that a limit must lie in.
  public var range: ClosedRange<Double> {
    let most = Double.greatestFiniteMagnitude
    guard let definition = metric?.definition else { return -most...most }
    return (definition.least ?? -most)...(definition.most ?? most)
  }

  /// Whether the name begins as a known one does: names of numbers are made of others, as
  /// `uar-over-baseline` is of `uar`.
  var isOfKnownFamily: Bool { Self.families.contains(Self.family(of: name)) }

  /// Whether the name itself is known.
  var isKnown: Bool { metric != nil || Self.derivedNames.contains(name) }

  private static let families = Set(
    (Metric.allCases.map(\.rawValue) + derivedNames + ["correctness", "fairness"]).map(family))

  private static func family(of name: String) -> String { String(name.prefix { $0 != "-" }) }

  /// The names that are known to follow from several metrics or runs, so that a slip of the pen is
  /// told from a name that only a later version writes.
  public static let derivedNames = DerivedNumbers.all.flatMap(\.names)
}

extension RuleMetric: Codable {
  /// Reads the name; any text is taken, since a policy was read before it was written.
  public init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
