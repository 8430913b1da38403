import Corpora
import Fairness
import Findings
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("What is said of a standard check")
struct StandardSentenceTests {
  private func outcome(
    _ check: String, score: Double?, limit: Double?, status: String = "passed",
    doubt: SkillDoubt? = nil,
    gap: StandardOutcome.Gap? = nil, group: String? = nil, emotion: Emotion? = nil
  ) throws -> StandardOutcome {
    let encoder = JSONEncoder()
    func text(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let own = try #require(StandardCheck.all.first { $0.name == check })
    let json = """
      {"check": \(try text(own)), "score": \(score.map { "\($0)" } ?? "null"),
       "limit": \(limit.map { "\($0)" } ?? "null"), "gap": \(try gap.map(text) ?? "null"),
       "group": \(try group.map(text) ?? "null"), "emotion": \(try emotion.map(text) ?? "null"),
       "outcome": {"status": "\(status)", "doubt": \(try doubt.map(text) ?? "null")}}
      """
    return try JSONDecoder().decode(StandardOutcome.self, from: Data(json.utf8))
  }

  @Test("A score is told as it is, then as it is compared, with the side of the limit to be on")
  func scores() throws {
    #expect(
      try outcome("correctness-classification-uar", score: 0.504, limit: 0.5, status: "failed")
        .sentence
        == "correctness-classification-uar: 0.504 fails; rounded to two decimals, that is to 0.50, "
        + "it has to be above 0.500.")
    #expect(
      try outcome(
        "correctness-distribution", score: -0.146, limit: 0.15, status: "failed", emotion: .happy
      ).sentence
        == "correctness-distribution (happy): -0.146 fails; rounded to two decimals, that is to "
        + "-0.15, it has to be in magnitude below 0.150.")
    #expect(
      try outcome(
        "fairness-sex-recall-shift", score: -0.1234, limit: 0.175, group: "male",
        emotion: .sad
      ).sentence
        == "fairness-sex-recall-shift (male, sad): -0.123 passes; rounded to two decimals, that is "
        + "to -0.12, it has to be in magnitude below 0.175.")
    #expect(
      try outcome("correctness-distribution", score: 0.05, limit: 0.15, emotion: .fear).sentence
        == "correctness-distribution (fear): 0.050 passes; it has to be in magnitude below 0.150.")
  }

  @Test("A pass that does not count says what it would have been and why it is not")
  func vacuous() throws {
    let start = "fairness-sex-uar-shift (male): 0.010 would pass, but "
    let end = "; it has to be in magnitude below 0.075."
    for (doubt, reason) in [
      (SkillDoubt.unmeasured, "that the model beats guessing is not shown"),
      (.unsure, "that the model beats guessing is not shown"),
      (.atChance, "the model does no better than guessing"),
      (.belowChance, "the model does worse than guessing"),
      (.leaky, "the test is LEAKY, which is no evidence of skill"),
    ] {
      let vacuous = try outcome(
        "fairness-sex-uar-shift", score: 0.01, limit: 0.075, status: "undetermined", doubt: doubt,
        group: "male")
      #expect(vacuous.sentence == start + reason + end && vacuous.outcome.isVacuous)
    }
  }

  @Test("What cannot be answered says what was found and what would be needed")
  func gaps() throws {
    for (gap, sentence) in [
      (.noGroups, "There are no two groups to compare."),
      (
        .tooFewSpeakers(found: 2, expected: 5),
        "2 speakers have enough utterances; expected at least 5."
      ),
      (
        .tooFewSpeakers(found: 1, expected: 5),
        "1 speaker has enough utterances; expected at least 5."
      ),
      (.noSupport, "The score is not defined on these predictions."),
      (
        .tooSmall(byChance: 0.21),
        "Guessing gives up to 0.210 with these sizes, and the published limit is 0.075: more "
          + "predictions are needed."
      ),
      (
        .otherEmotions(difference: -0.3),
        "The group's emotions differ from those of all by -0.300, so that shares of answers cannot "
          + "be compared."
      ),
    ] as [(StandardOutcome.Gap, String)] {
      let found = try outcome(
        "fairness-sex-uar-shift", score: nil, limit: nil, status: "undetermined", gap: gap)
      #expect(found.sentence == "fairness-sex-uar-shift: undetermined. \(sentence)")
    }
  }

  @Test("Checks are of the published kinds, each with its attribute, and which are derived")
  func kinds() {
    let derived = StandardCheck.all.filter(\.isDerived)
    #expect(derived.count == 9 && derived.allSatisfy { $0.name.hasPrefix("fairness-") })
    #expect(
      Set(derived.compactMap(\.attribute)) == ["accent", "language", "sentiment", "pitch", "sex"])
    let above = StandardCheck.all.filter(\.isAbove)
    #expect(Set(above.map(\.score)) == [.uar, .uap, .recall, .precision, .speakerRanking])
    #expect(
      StandardCheck.all.filter { !$0.isDerived }.allSatisfy { $0.name.hasPrefix("correctness") })
  }

  @Test("Rank correlations of few values, worked by hand")
  func ranks() {
    #expect(agrees(spearman([1, 2, 3, 4], [10, 20, 30, 40]), 1))
    #expect(agrees(spearman([1, 2, 3, 4], [8, 6, 4, 1]), -1))
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 over the root of 4.5 times 5.
    #expect(agrees(spearman([0, 5, 5, 9], [1, 2, 3, 4]), 4.5 / (4.5 * 5).squareRoot()))
    #expect(agrees(spearman([1, 2, 3], [3, 1, 2]), -0.5))
    #expect(spearman([1], [1]) == nil && spearman([], []) == nil)
    #expect(spearman([1, 2], [3, 3]) == nil)
  }
}
