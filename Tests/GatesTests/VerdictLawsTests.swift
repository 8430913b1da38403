import Corpora
import Findings
import Foundation
import Gates
import Metrics
import Testing

@Suite("Laws of a verdict")
struct VerdictLawsTests {
  private func finding(_ status: Status) -> Finding {
    Finding(check: "c", subject: "s", status: status, importance: .critical, message: "m")
  }

  @Test("It is as bad as its worst finding, and undetermined without any")
  func worst() {
    #expect(Verdict(policy: "p", findings: []).status == .undetermined)
    // From best to worst; every combination of up to three findings in every order.
    let order: [Status] = [.passed, .undetermined, .failed]
    func rank(_ status: Status) -> Int { order.firstIndex(of: status) ?? -1 }
    for one in order {
      #expect(Verdict(policy: "p", findings: [finding(one)]).status == one)
      for two in order {
        for three in order {
          let verdict = Verdict(policy: "p", findings: [one, two, three].map(finding))
          #expect(rank(verdict.status) == [one, two, three].map(rank).max())
        }
      }
    }
  }

  @Test("A rule of importance warning gates as a critical one does, and a note does not")
  func importance() {
    for status in Status.allCases {
      let verdicts = Importance.allCases.map { importance in
        Verdict(
          policy: "p",
          findings: [
            Finding(
              check: "c", subject: "s", status: status, importance: importance, message: "m"),
            finding(.passed),
          ]
        ).status
      }
      #expect(verdicts == [.passed, status, status])
    }
  }

  private static func row(
    _ metric: Metric, _ value: Double?, _ rung: EvaluationProtocol = .speakerDisjoint,
    speaker: String? = "YAF", emotion: Emotion? = nil, perturbation: String? = nil,
    severity: Int? = nil, isLeaky: Bool = false
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: rung, trainedOn: "OAF", testedOn: "YAF", speaker: speaker,
      emotion: emotion, perturbation: perturbation, severity: severity, metric: metric.rawValue,
      value: value,
      interval: value.map {
        ConfidenceInterval(lower: $0 - 0.02, upper: $0 + 0.02, level: 0.95, unit: .word)
      }, count: 1400, isLeaky: isLeaky)
  }

  private static let rows =
    [row(.accuracy, 0.7), row(.accuracy, 0.5, .crossCorpus), row(.ece, 0.1), row(.uar, 0.6)]
    + Emotion.allCases.map { row(.recall, Double($0.index) / 10, emotion: $0) }

  @Test("The order of the rows changes no status, and deciding twice is deciding once")
  func order() {
    let verdict = Gate.decide(.standard, rows: Self.rows)
    #expect(Gate.decide(.standard, rows: Self.rows) == verdict)
    let turned = Gate.decide(.standard, rows: Self.rows.reversed())
    #expect(turned.status == verdict.status)
    #expect(Set(turned.findings) == Set(verdict.findings))
  }

  @Test("A further row of a covered rung never makes a failed verdict better")
  func monotone() {
    for count in 0...Self.rows.count {
      let some = Array(Self.rows.prefix(count))
      let failed = Gate.decide(.standard, rows: some).status == .failed
      let more = Gate.decide(.standard, rows: Self.rows).status == .failed
      #expect(!failed || more)
      let bad = Gate.decide(.standard, rows: some + [Self.row(.ece, 0.9)])
      #expect(bad.status == .failed)
    }
  }

  @Test("Numbers of rungs that leak by design decide nothing, however good or bad")
  func leaky() {
    let verdict = Gate.decide(.standard, rows: Self.rows)
    for rung in EvaluationProtocol.allCases where rung.leaksByDesign {
      for value in [0.0, 1] {
        let leaky = Metric.allCases.filter { !$0.isPerClass }.map {
          Self.row($0, value, rung, isLeaky: true)
        }
        #expect(Gate.decide(.standard, rows: Self.rows + leaky) == verdict)
      }
    }
  }

  @Test("Raising a limit from below never turns a failure into a pass")
  func limits() {
    let rank: [Status: Int] = [.passed: 2, .undetermined: 1, .failed: 0]
    for decidedOn in DecidedOn.allCases {
      let ranks = stride(from: 0.0, through: 1, by: 0.05).map { limit in
        let policy = Policy(
          name: "p",
          rules: [
            .limit(
              LimitRule(
                name: "r", metric: RuleMetric(.accuracy), per: .speaker, direction: .atLeast,
                limit: .number(limit), decidedOn: decidedOn, reason: "because"))
          ])
        return rank[Gate.decide(policy, rows: Self.rows).status] ?? -1
      }
      #expect(ranks == ranks.sorted(by: >), "\(decidedOn)")
      #expect(ranks.first == 2 && ranks.last == 0)
    }
  }

  @Test("A rule covers a row by metric, rung, speaker, class, perturbation and severity")
  func covering() {
    let rule = LimitRule(
      name: "r", metric: RuleMetric(.uar), per: .speaker, protocols: [.speakerDisjoint],
      direction: .atLeast,
      limit: .chance, decidedOn: .value, perturbation: "low-pass", severity: 2, reason: "because")
    let good = Self.row(.uar, 0.5, perturbation: "low-pass", severity: 2)
    #expect(rule.covers(good))
    let others = [
      Self.row(.accuracy, 0.5, perturbation: "low-pass", severity: 2),
      Self.row(.uar, 0.5, .crossCorpus, perturbation: "low-pass", severity: 2),
      Self.row(.uar, 0.5, speaker: nil, perturbation: "low-pass", severity: 2),
      Self.row(.uar, 0.5, emotion: .sad, perturbation: "low-pass", severity: 2),
      Self.row(.uar, 0.5, perturbation: "high-pass", severity: 2),
      Self.row(.uar, 0.5, perturbation: "low-pass", severity: 3), Self.row(.uar, 0.5),
      Self.row(.uar, 0.5, perturbation: "low-pass", severity: 2, isLeaky: true),
    ]
    for row in others { #expect(!rule.covers(row), "\(row)") }
    #expect(abs(rule.check().threshold.limit - 1.0 / 7) < 1e-12)
  }

  @Test("Policy and verdict come back from JSON as they were")
  func coding() throws {
    let verdict = Gate.decide(.standard, rows: Self.rows)
    let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
    #expect(
      try decoder.decode(Policy.self, from: encoder.encode(Policy.standard)) == .standard)
    let isSame = try decoder.decode(Verdict.self, from: encoder.encode(verdict)) == verdict
    #expect(isSame)
  }
}
