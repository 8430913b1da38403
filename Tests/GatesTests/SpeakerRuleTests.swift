import Corpora
import Findings
import Gates
import Metrics
import Testing

@Suite("A rule about named speakers")
struct SpeakerRuleTests {
  private func row(
    _ value: Double?, speaker: String?, seed: Int = 0, emotion: Emotion? = nil,
    rung: EvaluationProtocol = .speakerDisjoint, isLeaky: Bool = false
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: rung, trainedOn: "A", testedOn: "OAF+YAF", speaker: speaker,
      emotion: emotion, metric: emotion == nil ? "accuracy" : "recall", value: value, count: 100,
      seed: seed, isLeaky: isLeaky)
  }

  private func findings(_ more: String, _ rows: [MetricRow]) throws -> [Finding] {
    let policy = try Policy(
      text: """
        name: p
        rules:
          - {name: r, at-least: 0.5, decided-on: value, reason: because, \(more)}
        """)
    return Gate.findings(of: policy, rows: rows)
  }

  private let accuracy = "metric: accuracy, per: speaker"

  @Test("judges every seed of theirs, and nobody else's number")
  func narrows() throws {
    let rows = [
      row(0.9, speaker: "OAF"), row(0.4, speaker: "OAF", seed: 1), row(0.1, speaker: "YAF"),
      row(0.1, speaker: nil),
    ]
    let one = try findings("\(accuracy), speaker: OAF", rows)
    #expect(one.map(\.status) == [.passed, .failed])
    #expect(one.map(\.evidence?.seed) == [0, 1])
    let both = try findings("\(accuracy), speaker: [YAF, OAF]", rows)
    #expect(both.map(\.status) == [.passed, .failed, .failed])
    #expect(try findings(accuracy, rows) == both)
  }

  @Test("may be about a class of theirs")
  func classes() throws {
    let rows = [
      row(0.1, speaker: "OAF", emotion: .sad), row(0.9, speaker: "YAF", emotion: .sad),
    ]
    let found = try findings("metric: recall, per: speaker-class, speaker: YAF", rows)
    #expect(found.map(\.status) == [.passed])
  }

  @Test("is undetermined for each name that no number has, whatever the others score")
  func unknown() throws {
    let rows = [row(0.9, speaker: "OAF"), row(0.9, speaker: "YAF")]
    let found = try findings("\(accuracy), speaker: [OAF, YAG, ZZZ]", rows)
    #expect(found.map(\.status) == [.passed, .undetermined, .undetermined])
    #expect(
      found.map(\.subject).suffix(2) == ["all rungs, speaker YAG", "all rungs, speaker ZZZ"])
    #expect(
      found[1].message
        == "There is no number for accuracy per speaker (YAG) on any rung without shared speakers "
        + "that may count as evidence, so the rule cannot be judged.")
    #expect(
      found[1].advice
        == "No number of the run is of the speaker 'YAG'. Did you mean 'YAF'? There are: OAF, YAF. "
        + "Mend the name, run the audit that gives this number, or take the rule out of the policy."
    )
    #expect(Verdict(policy: "p", findings: found).status == .undetermined)
  }

  @Test("wants each of them on each rung that it names, and none from a split that leaks")
  func rungs() throws {
    let rows = [
      row(0.9, speaker: "OAF"), row(0.9, speaker: "YAF"),
      row(0.9, speaker: "OAF", rung: .crossCorpus),
      row(0.9, speaker: "YAF", rung: .crossCorpus, isLeaky: true),
    ]
    let found = try findings(
      "\(accuracy), speaker: [OAF, YAF], protocols: [speaker-disjoint, cross-corpus]", rows)
    #expect(found.map(\.status) == [.passed, .passed, .passed, .undetermined])
    #expect(found.last?.subject == "cross-corpus, speaker YAF")
    #expect(found.last?.advice?.contains("comes from splits that leak") == true)
  }
}
