import Corpora
import Findings
import Metrics
import Testing

@Suite("Whether a model answered all that it was asked")
struct AnsweredCheckTests {
  private func row(
    _ value: Double?, count: Int = 1_400, _ change: (inout MetricRow) -> Void = { _ in }
  ) -> MetricRow {
    var row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF",
      metric: AnsweredCheck.metric, value: value, count: count, seed: 0, isLeaky: false)
    change(&row)
    return row
  }

  @Test("What is missing is counted, and what to do next is said")
  func counted() {
    let findings = AnsweredCheck().findings(for: [row(1_399.0 / 1_400)])
    #expect(findings.map(\.status) == [.undetermined])
    #expect(findings.map(\.importance) == [.critical])
    #expect(findings.map(\.subject) == ["speaker-disjoint OAF > YAF, seed 0"])
    #expect(
      findings.map(\.message) == [
        "1399 of 1400 tested utterances are answered: what is missing may be what the model does "
          + "worst, so nothing that is left can decide."
      ])
    #expect(
      findings.map(\.advice) == [
        "Let the model answer every tested utterance, leave out of the corpus what nobody can "
          + "answer, or state in the policy which share is enough, by a rule about answered-share."
      ])
    #expect(findings.first?.threshold?.limit == 1)
  }

  @Test("A model that answered nothing is told so")
  func none() {
    #expect(
      AnsweredCheck().findings(for: [row(0)]).map(\.message) == [
        "None of 1400 tested utterances is answered: nothing says how the model does there."
      ])
  }

  @Test(
    "A value that is no share is neither none nor all: how many are answered is not known",
    arguments: [
      nil, .nan, -1e300, -0.001, 1.001, 1e300, .infinity, -.infinity,
    ] as [Double?])
  func noShare(value: Double?) {
    let findings = AnsweredCheck().findings(for: [row(value)])
    #expect(findings.map(\.status) == [.undetermined])
    #expect(
      findings.map(\.message) == [
        "How many of 1400 tested utterances are answered is not known: what is missing may be what "
          + "the model does worst, so nothing that is left can decide."
      ])
  }

  @Test("Every share from none to all is told exactly, and all of them is no finding")
  func everyShare() {
    for answered in 0...30 {
      let findings = AnsweredCheck().findings(for: [row(Double(answered) / 30, count: 30)])
      #expect(findings.count == (answered == 30 ? 0 : 1))
      let start = answered == 0 ? "None of 30 " : "\(answered) of 30 "
      #expect(findings.allSatisfy { $0.message.hasPrefix(start) }, "\(findings)")
    }
  }

  @Test("Leaky and other numbers are not asked; those under a perturbation are")
  func others() {
    let rows = [
      row(0.5) { $0.isLeaky = true }, row(0.5) { $0.evaluationProtocol = .random },
      row(0.5) { $0.metric = "accuracy" },
    ]
    #expect(AnsweredCheck().findings(for: rows).isEmpty)
    let noisy = row(0.5) { ($0.perturbation, $0.severity) = ("white-noise", 1) }
    #expect(AnsweredCheck().findings(for: [noisy]).map(\.evidence) == [noisy])
    #expect(AnsweredCheck(name: "a", importance: .warning).findings(for: [row(0.5)]).count == 1)
  }
}
