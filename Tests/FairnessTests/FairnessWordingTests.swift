import Fairness
import Findings
import Foundation
import Metrics
import Testing

@Suite("What is said of a disparity")
struct FairnessWordingTests {
  private static let accuracy = #"{"kind": "difference", "metric": "accuracy"}"#
  private static let interval = #"{"lower": 0.01, "upper": 0.13, "level": 0.95, "unit": "word"}"#

  private func answer(
    measure: String = accuracy, value: String = "0.07", p: Double? = 0.5,
    smallest: Double = 0.001, gap: String = "0.05", interval: String = interval,
    groups: (String, String)? = ("male", "female"), isLeaky: Bool = false, lower: Double = 0.7,
    upper: Double = 0.9, uar: String = "0.8"
  ) throws -> FairnessCheck.Answer {
    let test = p.map {
      #"{"statistic": 0.07, "p": \#($0), "spread": 0.02, "smallestP": \#(smallest), "#
        + #""isExact": false}"#
    }
    let names = groups.map { (#""\#($0.0)""#, #""\#($0.1)""#) } ?? ("null", "null")
    let text = """
      {"attribute": "sex", "measure": \(measure), "value": \(value), "lowestGroup": \(names.0),
       "highestGroup": \(names.1), "count": 400, "minimumDetectableGap": \(gap),
       "interval": \(interval), "test": \(test ?? "null")}
      """
    let uarInterval = #"{"lower": \#(lower), "upper": \#(upper), "level": 0.95, "unit": "word"}"#
    let gate = """
      {"value": \(uar), "chance": 0.25, "isLeaky": \(isLeaky),
       "interval": \(uar == "null" ? "null" : uarInterval)}
      """
    let disparity = try JSONDecoder().decode(Disparity.self, from: Data(text.utf8))
    var context = MetricContext.example
    context.isLeaky = isLeaky
    let answers = FairnessCheck().answers(
      for: [disparity], gate: try JSONDecoder().decode(SkillGate.self, from: Data(gate.utf8)),
      confounding: Confounding(of: [], in: []), context: context)
    return try #require(answers.first)
  }

  private let start =
    "The difference of Accuracy by sex is 0.070 between male and female (95 % interval 0.010 to "
    + "0.130 over words), n = 400. "

  @Test("A finding, a pass and an unseen gap each say what chance makes of the number")
  func judged() throws {
    let failed = try answer(p: 0.03).finding
    #expect(
      failed.message == start + "Chance does as much with p = 0.030 (Holm): more than chance.")
    #expect(
      failed.advice == "Look at the metrics of each group, and at what else sets them apart.")
    let passed = try answer().finding
    let seen =
      "Chance does as much with p = 0.500 (Holm); a true gap of 0.050 would have been found in "
      + "four of five repetitions"
    #expect(passed.message == start + seen + "." && passed.advice == nil)
    let none = try answer(gap: "null").finding
    #expect(
      none.message == start + "Chance does as much with p = 0.500 (Holm); no gap that there can be "
        + "would have been found in four of five repetitions: undetermined.")
    let unseen = try answer(gap: "0.25").finding
    #expect(
      unseen.message == start + seen.replacingOccurrences(of: "0.050", with: "0.250")
        + ", which is more than the 0.100 that may go unseen: undetermined.")
    #expect(
      unseen.advice == "Test on more words or speakers, so that a smaller gap can be seen.")
    #expect(
      passed.threshold
        == Threshold(.atMost, 0.1, reason: "the largest gap that may go unseen for a pass"))
  }

  @Test("A pass that does not count says whether it is for want of skill or for leaking")
  func vacuous() throws {
    let unsure = try answer(lower: 0.2).finding
    #expect(
      unsure.message.hasSuffix(
        "repetitions. A vacuous pass, shown apart: that the model beats guessing is not shown."))
    #expect(unsure.advice == "Ask again once all of UAR's interval lies above chance.")
    let worse = try answer(lower: 0.1, upper: 0.2).finding
    #expect(
      worse.message.hasSuffix(
        "repetitions. A vacuous pass, shown apart: the model does worse than guessing."))
    #expect(worse.advice == "Ask again once the model does better than guessing.")
    let unjudged = try answer(uar: "null").finding
    #expect(
      unjudged.message.hasSuffix(
        "repetitions. A vacuous pass, shown apart: that the model beats guessing is not shown."))
    #expect(
      unjudged.advice == "Ask again once UAR has an interval, and all of it lies above chance.")
    let leaky = try answer(isLeaky: true).finding
    #expect(
      leaky.message.hasSuffix(
        "repetitions. A vacuous pass, shown apart: the test is LEAKY, which is no evidence of "
          + "skill."))
    #expect(leaky.advice == "Ask again on a test that does not leak.")
    #expect(leaky.subject == "LEAKY speaker-disjoint OAF > YAF, by sex, lowest male, seed 0")
    #expect(unsure.subject == "speaker-disjoint OAF > YAF, by sex, lowest male, seed 0")
  }

  @Test("What cannot be answered says whether units are too few, a test is missing or a value")
  func unanswered() throws {
    let few = try answer(p: 0.5, smallest: 0.5)
    #expect(
      few.finding.message == start
        + "Undetermined: with so few units no result, however extreme, could be significant among "
        + "all that is asked.")
    #expect(few.adjustedP == nil && few.outcome.status == .undetermined)
    #expect(
      few.finding.advice
        == "Test on more groups' members: more speakers for an attribute of speakers.")
    let untested = try answer(p: nil, interval: "null").finding
    #expect(
      untested.message
        == "The difference of Accuracy by sex is 0.070 between male and female (no interval), "
        + "n = 400. Undetermined: no test could be made.")
    let nothing = try answer(value: "null", p: nil, groups: nil).finding
    #expect(
      nothing.message
        == "The difference of Accuracy by sex has no value: there are not two groups of enough "
        + "predictions with support.")
    #expect(nothing.status == .undetermined)
  }

  @Test(
    "Every gap has a name of its own, and a title that says of what",
    arguments: [
      (
        #"{"kind": "difference", "metric": "recall", "emotion": "sad"}"#, "recall-difference",
        "The difference of Recall of sad by sex"
      ),
      (
        #"{"kind": "equal-opportunity", "summary": "max"}"#, "equal-opportunity-max",
        "The largest difference of recall over emotions by sex"
      ),
      (
        #"{"kind": "equal-opportunity", "summary": "mean"}"#, "equal-opportunity-mean",
        "The mean difference of recall over emotions by sex"
      ),
      (
        #"{"kind": "equalised-odds", "summary": "max"}"#, "equalised-odds-max",
        "The largest difference of true or false positive rates by sex"
      ),
      (
        #"{"kind": "equalised-odds", "summary": "mean"}"#, "equalised-odds-mean",
        "The mean difference of true or false positive rates by sex"
      ),
      (
        #"{"kind": "calibration-gap"}"#, "calibration-gap",
        "The difference of over-confidence by sex"
      ),
    ])
  func titles(measure: String, name: String, title: String) throws {
    let finding = try answer(measure: measure, groups: nil).finding
    #expect(finding.check == "fairness-\(name)" && finding.evidence?.metric == name)
    #expect(finding.message.hasPrefix(title + " is 0.070 (95 % interval"))
  }

  @Test("What is asked of every attribute has stable names, and two of them read probabilities")
  func asked() {
    let names = DisparityMeasure.standard.map(\.name)
    #expect(
      names == [
        "accuracy-difference", "accuracy-ratio", "accuracy-worst", "uar-difference", "uar-ratio",
        "uar-worst", "equal-opportunity-max", "equal-opportunity-mean", "equalised-odds-max",
        "equalised-odds-mean", "ece-difference", "calibration-gap",
      ])
    let reading = DisparityMeasure.standard.filter(\.needsProbabilities).map(\.name)
    #expect(reading == ["ece-difference", "calibration-gap"])
  }

  @Test("Why an answer is undetermined is told by the ground of its finding, and of no other")
  func reasons() throws {
    for (answer, reason) in [
      (try answer(p: 0.03), nil), (try answer(), nil),
      (
        try answer(p: 0.5, smallest: 0.5),
        "with so few units no result, however extreme, could be significant among all that is "
          + "asked"
      ),
      (try answer(p: nil), "no test could be made"),
      (
        try answer(value: "null", p: nil, groups: nil),
        "there are not two groups of enough predictions with support"
      ),
      (
        try answer(gap: "null"),
        "no gap that there can be would have been found in four of five repetitions"
      ),
      (
        try answer(gap: "0.25"),
        "the gap that would have been found in four of five repetitions is more than may go unseen "
          + "(0.100)"
      ),
      (
        try answer(lower: 0.2),
        "a pass that does not count: that the model beats guessing is not shown"
      ),
    ] { #expect(UnansweredGap.reason(of: answer.finding) == reason) }
  }
}
