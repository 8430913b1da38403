import Foundation
import Testing

@Suite("A policy about everything that an audit measures")
struct PolicyRowsTests {
  private static let ofTheSuite = Set(
    """
    accuracy uar macro-f1 mcc kappa top2-accuracy nll brier ece mce ece-equal-mass ece-debiased
    ece-classwise auc aurc recall precision f1 predicted-share
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// A rule about the rows of one metric, speaker or all, class or all, attribute and perturbation.
  private func rule(_ line: Substring, number: Int) -> String {
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let (metric, attribute, perturbation) = (cells[0], cells[3], cells[4])
    let shape = ["00": "overall", "10": "speaker", "01": "class", "11": "speaker-class"]
    let isGroup = !attribute.isEmpty && Self.ofTheSuite.contains(metric)
    let per = isGroup ? "subgroup" : shape[cells[1] + cells[2]] ?? ""
    let more = [("attribute", attribute), ("perturbation", perturbation)]
      .filter { !$0.1.isEmpty }.map { ", \($0.0): \($0.1)" }.joined()
    return "  - {name: r\(number), metric: \(metric), per: \(per), decided-on: value, "
      + "at-least: 0, reason: A test.\(more)}"
  }

  @Test("may name every metric of the ledger, and finds its rows")
  func everyMetric() async throws {
    let sandbox = try await FinishedAudit.copy()
    let ofTheSuite = Self.ofTheSuite.map { "'\($0)'" }.joined(separator: ",")
    let found = try await sandbox.query(
      """
      SELECT DISTINCT metric, speaker IS NOT NULL, class IS NOT NULL, attribute, perturbation
      FROM reported_metrics WHERE leaky = 0
      AND protocol IN ('speaker-disjoint', 'speaker-word-disjoint', 'cross-corpus')
      AND (attribute IS NULL OR speaker IS NULL OR metric NOT IN (\(ofTheSuite)))
      """)
    let rules = found.split(separator: "\n").enumerated().map { rule($1, number: $0) }
    #expect(rules.count > 100)
    try sandbox.write("policy.yaml", "name: all\nrules:\n" + rules.joined(separator: "\n") + "\n")
    let gate = try await sandbox.run("gate", "--policy", "policy.yaml", "--json")
    #expect([0, 1, 3].contains(gate.exitCode), "\(gate.errors)")
    #expect(!gate.output.contains("There is no number for"), "\(gate.output)")
  }
}
