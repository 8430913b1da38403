import Findings
import Wording

/// What an attribute's groups leave out: groups too small to be compared, and predictions of which
/// the attribute is not known.
public struct UncomparedGroups: Sendable, Equatable {
  /// The attribute's name.
  public let attribute: String
  /// The groups that are too small, from the largest to the smallest.
  public let tooSmall: [Group]
  /// The fewest predictions of a group that is compared.
  public let leastGroupSize: Int
  /// The number of predictions without a value of the attribute.
  public let missing: Int
  /// The number of all predictions.
  public let count: Int

  /// A group and the number of its predictions.
  public struct Group: Sendable, Equatable {
    /// The value that its predictions have.
    public let name: String
    /// The number of its predictions.
    public let count: Int
  }

  /// `nil` where nothing is left out.
  ///
  /// - Parameter count: the number of predictions that were sorted into groups.
  init?(_ disaggregation: Disaggregation, of count: Int) {
    guard !disaggregation.tooSmall.isEmpty || disaggregation.missing > 0 else { return nil }
    attribute = disaggregation.attribute.name
    tooSmall = disaggregation.tooSmall.map { Group(name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    leastGroupSize = disaggregation.settings.leastGroupSize
    missing = disaggregation.missing
    self.count = count
  }

  private static let shown = 12

  /// What is not compared, in one or two sentences.
  public var sentence: String {
    var parts: [String] = []
    if !tooSmall.isEmpty {
      let names = tooSmall.map { "\($0.name) (n = \($0.count))" }.listed(first: Self.shown)
      parts.append(
        "By \(attribute), \(tooSmall.count, "group") of fewer than \(leastGroupSize) predictions "
          + "\(tooSmall.count == 1 ? "is" : "are") not compared: \(names).")
    }
    if missing > 0 {
      parts.append(
        "\(missing) of \(count, "prediction") \(missing == 1 ? "has" : "have") no known "
          + "\(attribute) and \(missing == 1 ? "is" : "are") in no group.")
    }
    return parts.joined(separator: " ")
  }
}
