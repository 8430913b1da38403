import Corpora
import Findings
import Gates
import Metrics
import Reports
import Testing

@Suite("Why a verdict is not passed, beside it")
struct VerdictReasonsTests {
  private func finding(
    _ value: Double?, _ metric: String = "accuracy", seed: Int? = nil, _ status: Status = .failed,
    emotion: Emotion? = nil,
    rung: EvaluationProtocol = .speakerDisjoint, limit: Threshold? = nil, isLeaky: Bool = false
  ) -> Finding {
    let row = MetricRow(
      evaluationProtocol: rung, trainedOn: "YAF", testedOn: "OAF", speaker: "OAF",
      emotion: emotion, metric: metric, value: value, count: 100, seed: seed, isLeaky: isLeaky)
    return Finding(
      check: "\(metric)-check", subject: row.subject, status: status, importance: .critical,
      message: "m", evidence: row, threshold: limit)
  }

  private func reasons(_ findings: [Finding]) throws -> [String] {
    let page = try Page { $0.verdict = Verdict(policy: "p", findings: findings) }
    return try page.section("verdict").all("li").map(\.text)
  }

  private let sixty = Threshold(.atLeast, 0.6, reason: "r")

  @Test("A check tells the range over trainings and rungs, and of how many trainings")
  func range() throws {
    let findings = [
      finding(0.507, seed: 0, limit: sixty),
      finding(0.502, seed: 0, rung: .speakerWordDisjoint, limit: sixty),
      finding(0.65, seed: 1, .passed, limit: sixty), finding(0.472, seed: 2, limit: sixty),
    ]
    #expect(
      try reasons(findings) == [
        "accuracy-check (at least .60 is asked): accuracy on OAF after training on YAF is .47 to "
          + ".51 in 2 of 3 trainings."
      ])
    #expect(
      try reasons([findings[0]]) == [
        "accuracy-check (at least .60 is asked): accuracy on OAF after training on YAF is .51."
      ])
  }

  @Test("Each check has a line of its own, with what most trainings agree on first")
  func order() throws {
    let recalls = [Emotion.angry, .sad, .happy, .fear].flatMap { emotion in
      (0..<2).map { seed in
        finding(
          0, "recall", seed: seed, emotion == .happy || seed == 0 ? .failed : .passed,
          emotion: emotion)
      }
    }
    let ece = finding(0.1511, "ece", limit: Threshold(.atMost, 0.15, reason: "r"))
    let on = "on OAF after training on YAF is .00 in"
    #expect(
      try reasons(recalls + [ece]) == [
        "recall-check: recall of happy \(on) 2 of 2 trainings; recall of angry \(on) 1 of 2 "
          + "trainings; recall of sad \(on) 1 of 2 trainings; 1 more.",
        "ece-check (at most .150 is asked): calibration error (ECE) on OAF after training on YAF is "
          + ".151.",
      ])
  }

  @Test("A value that meets its limit and fails is told to have been shown too little")
  func unproven() throws {
    #expect(
      try reasons([finding(0.61, limit: sixty)]) == [
        "accuracy-check (at least .60 must be shown): accuracy on OAF after training on YAF is .61."
      ])
  }

  @Test("What leaks is counted and not quoted; what has no number is, where it is one thing alone")
  func withoutNumber() throws {
    func bare(_ message: String) -> Finding {
      Finding(
        check: "c", subject: "s", status: .failed, importance: .critical, message: message)
    }
    #expect(
      try reasons([bare("Nothing is there."), bare("Nothing is there.")]) == [
        "c: Nothing is there."
      ])
    #expect(try reasons([bare("One."), bare("Two.")]) == ["c: 2 findings below."])
    #expect(
      try reasons([finding(0.9, isLeaky: true), finding(0.8, isLeaky: true)])
        == ["accuracy-check: 2 findings below."])
    #expect(
      try reasons([finding(0.5), finding(0.9, isLeaky: true)]) == [
        "accuracy-check: accuracy on OAF after training on YAF is .50; 1 finding more below."
      ])
  }

  @Test("Only what decided is told: nothing of a pass, nor of what is open beside a failure")
  func deciding() throws {
    let open = finding(nil, "uar", .undetermined)
    #expect(try reasons([finding(0.5, seed: nil, .passed)]).isEmpty)
    #expect(try reasons([]).isEmpty)
    #expect(
      try reasons([finding(0.5, seed: nil, .passed), open])
        == ["uar-check: UAR on OAF after training on YAF is undetermined."])
    #expect(try reasons([open, finding(0.5)]).count == 1)
    #expect(try Page { _ in }.section("verdict").all("li").isEmpty)
  }

  @Test("Markdown has the same lines below the verdict")
  func markdown() {
    var report = Page.bare
    report.verdict = Verdict(policy: "p", findings: [finding(0.5), finding(0.4, "uar")])
    #expect(
      MarkdownReport.render(report).contains(
        """
        Policy p. Of 2 gating findings: 2 failed.

        - accuracy-check: accuracy on OAF after training on YAF is .50.
        - uar-check: UAR on OAF after training on YAF is .40.

        ## What this says
        """))
  }
}
