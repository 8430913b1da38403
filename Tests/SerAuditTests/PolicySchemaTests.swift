import Foundation
import TestSupport
import Testing
import Yams

@Suite("The JSON Schema of a policy")
struct PolicySchemaTests {
  private func faults(_ text: String) throws -> [String] {
    let value = try #require(try Yams.load(yaml: text))
    let data = try JSONSerialization.data(withJSONObject: value)
    return try SchemaCheck().faults(
      of: try JSONSerialization.jsonObject(with: data), schema: "policy.schema.json")
  }

  @Test("takes the documented example, with every rule that it only mentions")
  func example() throws {
    let text = try String(
      contentsOfFile: Repository.root + "/docs/policy.example.yaml", encoding: .utf8)
    #expect(try faults(text) == [])
    // The rules in comments, indented as rules.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let begin = try #require(lines.firstIndex { $0.contains("A policy may also forbid") })
    let mentioned = lines[begin...].filter { $0.contains("#   ") }
      .map { $0.replacingOccurrences(of: "  #   ", with: "  ") }
    #expect(mentioned.count == 12)
    #expect(try faults(text + "\n" + mentioned.joined(separator: "\n") + "\n") == [])
  }

  private static let rule =
    "{name: r, metric: recall, per: class, at-least: chance, decided-on: upper, reason: because}"

  @Test("takes and refuses what the reader takes and refuses")
  func agreesWithTheReader() async throws {
    let sandbox = try Sandbox()
    let changes: [(from: String, to: String)] = [
      ("", ""), ("chance", "0.5"), ("at-least: chance", "at-most: 0.5"),
      ("per: class", "per: class, protocols: [speaker-disjoint]"),
      ("per: class", "per: class, protocols: cross-corpus"),
      ("per: class", "per: class, perturbation: white-noise, severity: 5"),
      ("per: class", "per: class, perturbation: transductive"),
      ("per: class", "per: speaker-class, speaker: OAF"),
      ("per: class", "per: speaker-class, speaker: [OAF, 'Die Älteste']"),
      ("recall, per: class", "uar, per: subgroup, attribute: sex, subgroup: female"),
      ("recall, per: class, at-least: chance", "answered-share, per: overall, at-least: 0.5"),
      ("per: class", "per: class, importance: note, least-count: 3"),
      (Self.rule, "{name: r, forbid: no-better-than-probe, reason: because}"),
      (Self.rule, "{name: r, forbid: declared-training, reason: because}"),
      (
        Self.rule,
        "{name: r, require: not-worse-than-baseline, metric: nll, per: overall, reason: because}"
      ),
      // From here on, what is refused.
      ("per: class", "per: everybody"), ("chance", "half"), ("reason: because", "why: because"),
      (", reason: because", ""), ("decided-on: upper", "decided-on: top"),
      ("at-least: chance", "at-least: 0.2, at-most: 0.5"), ("at-least: chance, ", ""),
      ("per: class", "per: class, protocols: [random]"),
      ("per: class", "per: class, perturbation: white-noise, severity: 6"),
      ("per: class", "per: class, perturbation: white-nois"),
      ("per: class", "per: class, importance: high"),
      ("per: class", "per: speaker-class, speaker: []"),
      ("per: class", "per: speaker-class, speaker: 3"),
      (Self.rule, "{name: r, forbid: everything, reason: because}"),
      (
        Self.rule,
        "{name: r, require: not-worse-than-baseline, metric: mce, per: overall, reason: b}"
      ),
      (
        Self.rule,
        "{name: r, require: not-worse-than-baseline, metric: uar, per: overall, margin: 2, reason: b}"
      ),
      ("name: p\n", ""), ("name: p", "name: p\nformat: 2"), ("rules:", "rule:"),
    ]
    var verdicts: Set<Bool> = []
    for (from, to) in changes {
      let whole = "name: p\nrules:\n  - \(Self.rule)\n"
      let text = from.isEmpty ? whole : whole.replacingOccurrences(of: from, with: to)
      #expect(from.isEmpty || text != whole, "\(from)")
      try sandbox.write("policy.yaml", text)
      // Without a ledger, a policy that was read leads to 5.
      let outcome = try await sandbox.run("gate", "--policy", "policy.yaml")
      let isTaken = outcome.exitCode == 5
      #expect(isTaken || outcome.exitCode == 2)
      #expect(try faults(text).isEmpty == isTaken, "\(text) \(outcome.errors)")
      verdicts.insert(isTaken)
    }
    #expect(verdicts == [true, false])
  }
}
