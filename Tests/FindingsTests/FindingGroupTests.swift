import Corpora
import Findings
import Metrics
import Testing

@Suite("Findings of several seeds")
struct FindingGroupTests {
  private let check = Check(
    name: "c", threshold: Threshold(.atLeast, 0.6, reason: "because"), decidedOn: .value)

  private func finding(_ value: Double, seed: Int?, speaker: String = "YAF") -> Finding {
    check.finding(
      for: MetricRow(
        evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", speaker: speaker,
        metric: "accuracy", value: value, count: 1_400, seed: seed, isLeaky: false))
  }

  @Test("that answer alike are one group with the range and the farthest as example")
  func alike() {
    let groups = FindingGroup.groups(of: [
      finding(0.51, seed: 0), finding(0.47, seed: 1), finding(0.55, seed: 2),
    ])
    #expect(groups.count == 1)
    #expect(groups[0].findings.count == 3 && groups[0].seedCount == 3)
    #expect(groups[0].finding.evidence?.seed == 1)
    #expect(groups[0].subject == "speaker-disjoint OAF > YAF")
    #expect(groups[0].message.hasSuffix("(3 of 3 seeds: 0.470 to 0.550.)"))
    let equal = FindingGroup.groups(of: [finding(0.5, seed: 0), finding(0.5, seed: 1)])
    #expect(equal.map { $0.message.hasSuffix("0.600. (2 of 2 seeds.)") } == [true])
  }

  @Test("have no seed whose value reads like a limit that it misses")
  func besideTheLimit() {
    let groups = FindingGroup.groups(of: [finding(0.5997, seed: 0), finding(0.47, seed: 1)])
    #expect(groups.map { $0.message.hasSuffix("(2 of 2 seeds: 0.4700 to 0.5997.)") } == [true])
  }

  @Test("that answer otherwise, or are of somebody else, stay apart; nothing is lost")
  func apart() {
    let findings = [
      finding(0.51, seed: 0), finding(0.7, seed: 1), finding(0.5, seed: 0, speaker: "OAF"),
      finding(0.4, seed: nil),
    ]
    let groups = FindingGroup.groups(of: findings)
    #expect(groups.flatMap(\.findings).count == findings.count)
    #expect(groups.map(\.findings.count) == [1, 1, 1, 1])
    #expect(groups[0].message.hasSuffix("(1 of 2 seeds.)"))
    #expect(groups[2].message == findings[2].message)
  }

  @Test("say of a part of the seeds how many answered so, of how many that were asked")
  func part() {
    let groups = FindingGroup.groups(of: [
      finding(0.51, seed: 0), finding(0.7, seed: 1), finding(0.47, seed: 2),
    ])
    #expect(groups.map(\.findings.count) == [2, 1])
    #expect(groups.map(\.seedCount) == [3, 3])
    #expect(groups[0].message.hasSuffix("(2 of 3 seeds: 0.470 to 0.510.)"))
    #expect(groups[1].message.hasSuffix("(1 of 3 seeds.)"))
    #expect(groups[1].subject == "speaker-disjoint OAF > YAF, seed 1", "one seed stays named")
  }

  @Test("show the one farthest from a limit from above, or the first where nothing was measured")
  func farthest() {
    func finding(_ value: Double?, seed: Int) -> Finding {
      Check(
        name: "c", threshold: Threshold(.atMost, 0.15, reason: "because"), decidedOn: .value
      ).finding(
        for: MetricRow(
          evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", metric: "ece",
          value: value, count: 1_400, seed: seed, isLeaky: false))
    }
    let high = FindingGroup.groups(of: [0.2, 0.4, 0.3].enumerated().map { finding($1, seed: $0) })
    #expect(high.map(\.finding.evidence?.seed) == [1])
    let unknown = FindingGroup.groups(of: (0..<3).map { finding(nil, seed: $0) })
    #expect(unknown.map(\.finding.evidence?.seed) == [0])
    #expect(unknown.map { $0.message.hasSuffix("(3 of 3 seeds.)") } == [true])
  }

  @Test("that differ in anything but the seed and what was measured are other questions")
  func questions() {
    func finding(
      _ seed: Int, name: String = "c", _ change: (inout MetricRow) -> Void = { _ in }
    ) -> Finding {
      var row = MetricRow(
        evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", metric: "uar",
        value: 0.1 * Double(seed + 1), count: seed, seed: seed, isLeaky: false)
      change(&row)
      return Finding(
        check: name, subject: "s", status: .failed, importance: .critical, message: "m",
        evidence: row)
    }
    #expect(FindingGroup.groups(of: [finding(0), finding(1)]).count == 1)
    for other in [
      finding(1, name: "d"), finding(1) { $0.emotion = .sad }, finding(1) { $0.metric = "ece" },
      finding(1) { $0.testedOn = "A" }, finding(1) { $0.severity = 2 },
    ] {
      #expect(FindingGroup.groups(of: [finding(0), other]).count == 2)
    }
    let bare = Finding(
      check: "c", subject: "s", status: .failed, importance: .critical, message: "m")
    #expect(FindingGroup.groups(of: [bare, bare]).map(\.message) == ["m", "m"])
    #expect(FindingGroup.groups(of: []).isEmpty)
  }
}
