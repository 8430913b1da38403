import Fairness
import Findings
import Foundation
import Metrics
import TestSupport
import Testing

/// A disparity of accuracy with a test's numbers, as a stored audit has it.
private func disparity(
  p: Double, smallest: Double = 0.001, gap: Double? = nil, kind: String = "difference"
) throws -> Disparity {
  let text = """
    {"attribute": "sex", "measure": {"kind": "\(kind)", "metric": "accuracy"}, "value": 0.07,
     "lowestGroup": "male", "highestGroup": "female", "count": 400,
     "minimumDetectableGap": \(gap.map { "\($0)" } ?? "null"),
     "test": {"statistic": 0.07, "p": \(p), "spread": 0.02, "smallestP": \(smallest),
              "isExact": false}}
    """
  return try JSONDecoder().decode(Disparity.self, from: Data(text.utf8))
}

private func gate(
  value: String = "0.8", lower: Double? = 0.7, isLeaky: Bool = false
) throws -> SkillGate {
  let interval = lower.map {
    #"{"lower": \#($0), "upper": 0.9, "level": 0.95, "unit": "word"}"#
  }
  let text = """
    {"value": \(value), "interval": \(interval ?? "null"), "chance": 0.25, "isLeaky": \(isLeaky)}
    """
  return try JSONDecoder().decode(SkillGate.self, from: Data(text.utf8))
}

private func answers(
  _ disparities: [Disparity], gate: SkillGate, check: FairnessCheck = FairnessCheck()
) -> [FairnessCheck.Answer] {
  check.answers(
    for: disparities, gate: gate, confounding: Confounding(of: [], in: []), context: .example)
}

@Suite("Verdicts on disparities worked by hand")
struct FairnessVerdictTests {
  @Test("A UAR or an end of its interval near chance is not written as chance")
  func gateNearChance() throws {
    let open = try gate(value: "0.26", lower: 0.25004)
    #expect(open.isOpen)
    let words = "UAR is 0.26000 (95 % interval 0.25004 to 0.90000 over words), chance is 0.25000:"
    #expect(open.sentence.hasPrefix(words), "\(open.sentence)")
    #expect(try gate().sentence.contains("0.800 (95 % interval 0.700 to 0.900 over words), chance"))
  }

  @Test("Holm's correction is over what can be a finding, and each answer has its own p")
  func corrected() throws {
    let found = answers(
      [
        try disparity(p: 0.9, kind: "ratio"), try disparity(p: 0.01),
        try disparity(p: 0.2, smallest: 0.2, gap: 0.01), try disparity(p: 0.04, gap: 0.1),
        try disparity(p: 0.03, gap: 0.11), try disparity(p: 0.005),
      ], gate: try gate())
    // Four are asked: .005 times 4, .01 times 3, .03 times 2, and .04 not below that.
    let expected: [(Double?, Status)] = [
      (0.03, .failed), (nil, .undetermined), (0.06, .passed), (0.06, .undetermined),
      (0.02, .failed),
    ]
    try #require(found.count == expected.count, "a ratio follows its difference")
    for (answer, (p, status)) in zip(found, expected) {
      #expect(p.map { agrees(answer.adjustedP, $0) } ?? (answer.adjustedP == nil))
      #expect(answer.outcome.status == status && answer.finding.status == status)
      #expect((answer.finding.advice == nil) == (status == .passed))
      #expect(answer.finding.check == "fairness-accuracy-difference")
    }
  }

  @Test("A p on the level is a finding; a gap that may just go unseen passes")
  func limits() throws {
    for (p, gap, status) in [
      (0.05, 0.01, Status.failed), (0.0501, 0.1, .passed), (0.0501, 0.1001, .undetermined),
    ] {
      let found = answers([try disparity(p: p, gap: gap)], gate: try gate())
      #expect(found.map(\.outcome.status) == [status], "\(p) \(gap)")
    }
    let unknown = answers([try disparity(p: 0.5)], gate: try gate())
    #expect(unknown.map(\.outcome.status) == [.undetermined], "no gap is known to be seen")
    let strict = FairnessCheck(alpha: 0.01, toleratedGap: 0.02)
    let own = answers([try disparity(p: 0.02, gap: 0.02)], gate: try gate(), check: strict)
    #expect(own.map(\.outcome.status) == [.passed])
    #expect(own[0].finding.threshold?.limit == 0.02)
  }

  @Test("Behind a closed gate a pass does not count and a failure does")
  func closed() throws {
    let all = [try disparity(p: 0.9, gap: 0.05), try disparity(p: 0.001)]
    for gate in [try gate(isLeaky: true), try gate(lower: 0.25)] {
      let found = answers(all, gate: gate)
      #expect(found.map(\.outcome.status) == [.undetermined, .failed])
      #expect(found.map(\.outcome.isVacuous) == [true, false])
      #expect((found[0].outcome.doubt == .leaky) == gate.isLeaky)
      #expect(found.map(\.finding.skillDoubt) == [found[0].outcome.doubt, nil])
    }
  }

  @Test(
    "The gate opens where the whole interval lies above chance, and fails on it or at it",
    arguments: [
      ("0.8", 0.2501, Status.passed), ("0.8", 0.25, .failed), ("0.8", 0.2, .failed),
      ("0.26", nil, .undetermined), ("0.25", nil, .failed), ("0.2500000000001", nil, .failed),
      ("null", nil, .undetermined),
    ] as [(String, Double?, Status)])
  func skill(value: String, lower: Double?, status: Status) throws {
    let own = try gate(value: value, lower: lower)
    #expect(own.status == status && own.isOpen == (status == .passed))
  }
}
