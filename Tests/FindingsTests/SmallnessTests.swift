import Corpora
import Findings
import Metrics
import Testing

@Suite("A check of so few predictions that nothing could be shown")
struct SmallnessTests {
  /// The accuracy of answers to as many words, each said once.
  private func row(_ hits: Int, of count: Int, _ metric: Metric = .accuracy) throws -> MetricRow {
    let answers = (0..<count).map { number in
      Prediction(
        utterance: "u\(number)", speaker: "s", word: "w\(number)", truth: .sad,
        predicted: number < hits ? .sad : .fear)
    }
    let share = try #require(SummedMetric(.accuracy))
    let table = try ClusterTable(answers)
    return MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "t", testedOn: "s", speaker: "s",
      metric: metric.rawValue, value: table.value(of: share),
      interval: table.interval(of: share), count: count, isLeaky: false)
  }

  private func check(
    _ decidedOn: DecidedOn, _ direction: Threshold.Direction, _ limit: Double
  ) -> Check {
    Check(
      name: "c", threshold: Threshold(direction, limit, reason: "because"), decidedOn: decidedOn)
  }

  @Test("that no model could pass is failed only where the whole interval misses", arguments: 1...9)
  func noPass(count: Int) throws {
    // .025 ^ (1 / 7) = .590 and .025 ^ (1 / 8) = .631.
    let check = check(.lower, .atLeast, 0.6)
    for hits in 0...count {
      let row = try row(hits, of: count)
      let finding = check.finding(for: row)
      let isShown = (row.interval?.upper ?? 1) < 0.6
      let expected: Status =
        isShown ? .failed : count < 8 ? .undetermined : hits == count ? .passed : .failed
      #expect(finding.status == expected, "\(hits) of \(count)")
      guard finding.status == .undetermined else { continue }
      #expect(
        finding.message.hasSuffix(
          "Undetermined against the limit of at least 0.600: with so few no model could pass, not "
            + "even with every answer right; that takes 8 independent trials."),
        "\(finding.message)")
      #expect(finding.advice != nil && finding.ground == nil)
    }
  }

  @Test("is undetermined of equal answers of two runs, which are no step back, and failed of worse")
  func equalRuns() throws {
    func status(_ difference: Double, _ reach: Double, _ unit: ConfidenceInterval.Unit) -> Finding {
      check(.lower, .atLeast, -0.02).finding(
        for: MetricRow(
          evaluationProtocol: .speakerDisjoint, trainedOn: "t", testedOn: "s", speaker: "s",
          attribute: BaselineCheck.attribute, subgroup: "earlier",
          metric: BaselineCheck.metricName(.accuracy), value: difference,
          interval: ConfidenceInterval(
            lower: difference - reach, upper: difference + reach, level: 0.95, unit: unit),
          count: 279, isLeaky: false))
    }
    let equal = status(0, 0.088, .exact)
    #expect(equal.status == .undetermined)
    #expect(equal.message.contains("the interval lies across the limit"), "\(equal.message)")
    #expect(status(0, 0.015, .exact).status == .passed)
    #expect(status(-0.1, 0.088, .exact).status == .failed)
    #expect(status(0, 0.088, .word).status == .failed, "answers that differ, both ways")
  }

  @Test("is undetermined from above as from below, of a share of errors as of one of hits")
  func mirror() throws {
    for count in 1...9 {
      for hits in 0...count {
        for (below, above) in [(DecidedOn.lower, DecidedOn.upper), (.upper, .lower)] {
          let one = check(below, .atLeast, 0.6).finding(for: try row(hits, of: count))
          let other = check(above, .atMost, 0.4).finding(for: try row(count - hits, of: count))
          #expect(one.status == other.status, "\(hits) of \(count) \(below)")
        }
      }
    }
    let low = check(.lower, .atMost, 0.4).finding(for: try row(1, of: 3))
    #expect(low.message.contains("so few could not show a miss even with nothing but hits"))
    let high = check(.upper, .atMost, 0.4).finding(for: try row(0, of: 3))
    #expect(high.message.contains("not even without a single hit; that takes 8 independent"))
  }

  @Test("of all right says how many more would decide, and that the only one is tested")
  func onlyOne() throws {
    let reserve = TestReserve(
      tested: [
        .init(
          evaluationProtocol: .speakerDisjoint, trainedOn: "t", testedOn: "s", speaker: "s",
          words: 1, utterances: 1)
      ], held: [.init(speaker: "s", words: 1, utterances: 1)])
    let finding = check(.lower, .atLeast, 0.6).finding(for: try row(1, of: 1), reserve: reserve)
    #expect(finding.status == .undetermined)
    #expect(finding.message.hasSuffix("that takes 8 utterances."))
    #expect(
      finding.advice
        == "If the value stayed, about 7 further utterances of s would decide. The corpus has no "
        + "more: the only utterance of s is tested; further recordings of s would be needed.")
  }

  @Test("of all right is undetermined however strict the limit, and one below it fails as before")
  func strict() throws {
    let strict = check(.lower, .atLeast, 0.95)
    #expect(strict.finding(for: try row(40, of: 40)).status == .undetermined)
    #expect(strict.finding(for: try row(72, of: 72)).status == .passed)
    var near = try row(72, of: 80)
    #expect(strict.finding(for: near).status == .failed)
    // No interval: the end could only be worse, unless so few are no evidence at all.
    near.interval = nil
    #expect(strict.finding(for: near).status == .failed)
    near.count = 71
    #expect(strict.finding(for: near).status == .undetermined)
  }

  @Test("is judged as before where the number is no share of them")
  func others() throws {
    for metric in [Metric.ece, .kappa, .brier] {
      let found = check(.lower, .atLeast, 0.6).finding(for: try row(3, of: 3, metric))
      #expect(found.status == .failed)
    }
  }
}
