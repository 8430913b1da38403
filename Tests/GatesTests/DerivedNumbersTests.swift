import Configuration
import Corpora
import Gates
import Metrics
import Testing

@Suite("A rule about what follows from several numbers")
struct DerivedNumbersTests {
  private func policy(_ rule: String) throws -> Policy {
    try Policy(
      text: "name: p\nrules:\n  - {name: r, decided-on: value, reason: because, \(rule)}\n",
      source: "p.yaml")
  }

  @Test(
    "that no audit gives is refused by its key, with what there is",
    arguments: [
      (
        "inflation-uar, per: speaker",
        "per: found 'speaker', expected overall, subgroup, as no audit gives inflation-uar of "
          + "anything else."
      ),
      (
        "answered-share, per: class",
        "per: found 'class', expected overall, as no audit gives answered-share of anything else."
      ),
      (
        "coverage, per: speaker-class, attribute: conformal",
        "per: found 'speaker-class', expected overall, speaker, class, subgroup, as no audit gives "
          + "coverage of anything else."
      ),
      (
        "uar-difference, per: speaker, attribute: sex",
        "per: found 'speaker', expected overall, subgroup, as no audit gives uar-difference of "
          + "anything else."
      ),
      (
        "uar-over-baseline, per: overall",
        "attribute: found nothing, expected baseline, under which uar-over-baseline stands."
      ),
      (
        "set-size, per: overall, attribute: sex",
        "attribute: found 'sex', expected conformal, under which set-size stands."
      ),
      (
        "inflation-uar, per: subgroup, attribute: sex",
        "attribute: found 'sex', expected seeds or no such line, as inflation-uar has no other."
      ),
      (
        "chance, per: overall, attribute: sex",
        "attribute: found 'sex', expected no such line, as chance is of no group."
      ),
      (
        "accuracy-ratio, per: overall",
        "attribute: found nothing, expected the name of an attribute whose groups are compared, "
          + "for example sex."
      ),
      (
        "skill-retention, per: overall",
        "perturbation: found nothing, expected one, as skill-retention is measured beside changed "
          + "audio alone."
      ),
      (
        "inflation-uar, per: overall, perturbation: white-noise",
        "perturbation: found 'white-noise', expected no such line, as inflation-uar is not "
          + "measured on changed audio."
      ),
    ])
  func undecidable(rule: String, told: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try policy("metric: \(rule), at-least: 0.5")
    }
    #expect(error.map { "\($0)" } == "p.yaml, line 3, rules[0].\(told)")
  }

  @Test("on a step back is told, where there is no baseline, how to name one")
  func withoutBaseline() throws {
    let rule = try policy(
      "metric: uar-over-baseline, per: overall, attribute: baseline, at-least: -0.02")
    let uar = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", metric: "uar",
      value: 0.7, count: 100, isLeaky: false)
    for rows in [[], [uar]] {
      #expect(
        Gate.decide(rule, rows: rows).findings.first?.advice == "No number of the run has the "
          + "attribute 'baseline'. Name a baseline with --baseline RUN (or latest-passed), or take "
          + "the rule out of the policy.")
    }
  }
}
