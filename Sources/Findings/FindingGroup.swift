import Metrics

/// One answer to one question about one thing, given by the models of one or several seeds.
public struct FindingGroup: Sendable, Hashable {
  /// The findings, one a seed; never empty.
  public let findings: [Finding]
  /// The number of seeds that the question was put to, whatever they answered.
  public let seedCount: Int

  /// The finding that stands for the group: the one farthest from the limit where that can be told.
  public let finding: Finding

  /// What it is about, without the seed where several answered alike.
  public var subject: String {
    guard findings.count > 1, var row = finding.evidence else { return finding.subject }
    row.seed = nil
    return row.subject
  }

  /// What was measured; of several seeds one example, and the range of all.
  public var message: String {
    guard findings.count > 1 else {
      return seedCount > 1
        ? "\(finding.message) (1 of \(seedCount) seeds.)" : finding.message
    }
    let values = findings.compactMap { $0.evidence?.value }
    let places = finding.threshold?.places(telling: values) ?? 3
    let texts = [values.min(), values.max()].compactMap { $0.map { decimal($0, places: places) } }
    guard values.count == findings.count, Set(texts).count == 2 else {
      return "\(finding.message) (\(findings.count) of \(seedCount) seeds.)"
    }
    return "\(finding.message) (\(findings.count) of \(seedCount) seeds: \(texts[0]) to "
      + "\(texts[1]).)"
  }

  /// Groups findings of one status that differ in the seed alone, in the order of their first.
  public static func groups(of findings: [Finding]) -> [FindingGroup] {
    let groups = findings.enumerated().grouped { place, finding in
      Key(question: Question(finding, place: place), status: finding.status)
    }
    let seeds = Dictionary(
      groups.map { ($0.key.question, $0.elements.count) }, uniquingKeysWith: +)
    return groups.compactMap { key, members in
      FindingGroup(members.map(\.element), seedCount: seeds[key.question] ?? members.count)
    }
  }

  private init?(_ findings: [Finding], seedCount: Int) {
    guard let farthest = findings.max(by: { $0.excess < $1.excess }) else { return nil }
    self.findings = findings
    self.seedCount = seedCount
    finding = farthest
  }

  /// A question without the seed that was asked; one that was put to no seed is a question of its
  /// own.
  private struct Question: Hashable {
    let check: String
    let row: MetricRow?
    let place: Int?

    init(_ finding: Finding, place: Int) {
      check = finding.check
      let isOfSeed = finding.evidence?.seed != nil
      row = isOfSeed ? finding.evidence?.question : nil
      self.place = isOfSeed ? nil : place
    }
  }

  private struct Key: Hashable {
    let question: Question
    let status: Status
  }
}

extension Finding {
  /// How far the value is on the refused side of its limit.
  fileprivate var excess: Double {
    guard let value = evidence?.value, let threshold else { return -.infinity }
    return threshold.direction == .atLeast ? threshold.limit - value : value - threshold.limit
  }
}
