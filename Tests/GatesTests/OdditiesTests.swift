import Findings
import Gates
import Metrics
import Testing

@Suite("A limit that the better model misses")
struct OdditiesTests {
  private func oddities(
    _ number: RuleMetric, _ direction: Threshold.Direction, attribute: String? = nil
  ) -> [String] {
    Policy(
      name: "p",
      rules: [
        .limit(
          LimitRule(
            name: "r", metric: number, per: attribute == nil ? .overall : .subgroup,
            direction: direction, limit: .number(0.1), decidedOn: .value, attribute: attribute,
            reason: "because"))
      ]
    ).oddities
  }

  @Test("is told of every metric that knows which way is better, and of one side alone")
  func everyMetric() {
    for metric in Metric.allCases {
      let odd: [Threshold.Direction: Int] =
        switch metric.definition.direction {
        case .lowerIsBetter: [.atLeast: 1, .atMost: 0]
        case .higherIsBetter: [.atLeast: 0, .atMost: 1]
        case .neither: [.atLeast: 0, .atMost: 0]
        }
      for (direction, count) in odd {
        #expect(oddities(RuleMetric(metric), direction).count == count, "\(metric) \(direction)")
      }
    }
  }

  @Test("is told with the rule, the side and the better way")
  func words() {
    #expect(
      oddities(RuleMetric(.ece), .atLeast) == [
        "The rule r asks for at least its limit of ece, of which a lower one is better: is it the "
          + "wrong way round?"
      ])
  }

  @Test("is no oddity of a probe, nor of a number that knows no better way")
  func others() throws {
    #expect(oddities(RuleMetric(.uar), .atMost, attribute: ShortcutCheck.attribute).isEmpty)
    #expect(oddities(RuleMetric(.uar), .atMost, attribute: "sex").count == 1)
    let derived = try #require(RuleMetric(name: "skill-retention"))
    #expect(oddities(derived, .atMost).isEmpty && oddities(derived, .atLeast).isEmpty)
  }

  @Test("is not in the default policy")
  func standard() { #expect(Policy.standard.oddities.isEmpty) }
}
