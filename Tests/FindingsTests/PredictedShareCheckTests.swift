import Corpora
import Findings
import Metrics
import Testing

@Suite("How often an emotion is named beside how often it occurs")
struct PredictedShareCheckTests {
  /// The rows of a test set of 100: an emotion with its share of answers and its number of truths.
  private func rows(
    _ shares: [Emotion: (answers: Double?, truths: Int)], count: Int = 100
  ) -> [MetricRow] {
    shares.sorted { $0.key.index < $1.key.index }.flatMap { emotion, share in
      [(Metric.predictedShare, share.answers, count), (.recall, 0.5, share.truths)].map {
        MetricRow(
          evaluationProtocol: .speakerDisjoint, trainedOn: "A", testedOn: "B", emotion: emotion,
          metric: $0.rawValue, value: $1, count: $2, isLeaky: false)
      }
    }
  }

  private func status(
    _ answers: Double?, of truths: Int, limit: Double = 0.125
  ) -> Status? {
    PredictedShareCheck(limit: limit)
      .findings(for: rows([.sad: (answers, truths)])).first?.status
  }

  @Test("More than the truths may be the limit, which itself passes")
  func more() {
    // Eighths and quarters are exact.
    #expect(status(0.375, of: 25) == .passed)
    #expect(status(0.376, of: 25) == .failed)
    #expect(status(0.125, of: 0) == .passed, "an emotion that never occurs may be named")
    #expect(status(0.126, of: 0) == .failed)
  }

  @Test("Less may be half of the truths where that is less than the limit")
  func less() {
    #expect(status(0.0625, of: 12, limit: 0.5) == .passed)
    #expect(status(0.0625, of: 13, limit: 0.5) == .failed, ".0675 are missing, of .13")
    #expect(status(0.375, of: 50) == .passed && status(0.374, of: 50) == .failed)
    #expect(status(0, of: 0) == .passed && status(0, of: 1) == .failed)
  }

  @Test("An emotion that is named and that nobody asks for has no truths, whatever has no recalls")
  func unasked() {
    let known = rows([.angry: (0.5, 50), .sad: (0.4, 50)])
    func named(_ share: Double) -> [MetricRow] {
      rows([.fear: (share, 0)]).filter { $0.metric == Metric.predictedShare.rawValue }
    }
    #expect(PredictedShareCheck().findings(for: known + named(0.15)).map(\.status) == [.passed])
    let finding = PredictedShareCheck().findings(for: known + named(0.2)).first
    #expect(finding?.status == .failed && finding?.evidence?.emotion == .fear)
    #expect(finding?.message.hasPrefix("Fear is 0.200 of the answers and 0.000 of the tr") == true)
    #expect(PredictedShareCheck().findings(for: named(0.1)).map(\.status) == [.undetermined])
  }

  @Test("Without any allowance only equal shares pass")
  func strict() {
    #expect(status(0.25, of: 25, limit: 0) == .passed)
    #expect(status(0.24, of: 25, limit: 0) == .failed && status(0.26, of: 25, limit: 0) == .failed)
  }

  @Test("The emotion that uses up most of what it may is named, not the largest difference")
  func named() {
    // Angry: .10 of .15 more; sad: .06 of .05 less, half of .10.
    let finding = PredictedShareCheck().findings(
      for: rows([.angry: (0.4, 30), .sad: (0.04, 10)]))
    #expect(finding.map(\.status) == [.failed])
    #expect(finding.first?.evidence?.emotion == .sad)
    #expect(
      finding.first?.message
        == "Sad is 0.040 of the answers and 0.100 of the truths. Its share misses the limit of at "
        + "least 0.050, half of its share of truths. This is the emotion farthest beyond its "
        + "limit.")
    #expect(
      finding.first?.advice == "Read the confusion matrix: it says what is taken for what.")
  }

  @Test("What passes names the nearest to its limit and advises nothing")
  func fine() {
    let finding = PredictedShareCheck().findings(
      for: rows([.angry: (0.4, 30), .sad: (0.29, 30)]))
    #expect(finding.map(\.status) == [.passed])
    #expect(finding.first?.evidence?.emotion == .angry && finding.first?.advice == nil)
    #expect(
      finding.first?.message.hasPrefix(
        "Angry is 0.400 of the answers and 0.300 of the truths. Its share meets the limit of at "
          + "most 0.450, 0.150 more than its share of truths.") == true)
  }

  @Test("Evidence and threshold are of one unit and decide as the status does, on either side")
  func threshold() throws {
    for (answers, truths, direction, limit, words) in [
      (0.125, 25, Threshold.Direction.atLeast, 0.125, "half of its share of truths, our limit"),
      (0.1, 25, .atLeast, 0.125, "half of its share of truths, our limit"),
      (0.4, 50, .atLeast, 0.375, "0.125 less than its share of truths, ser-tests' limit"),
      (0.3, 50, .atLeast, 0.375, "0.125 less than its share of truths, ser-tests' limit"),
      (0.375, 25, .atMost, 0.375, "0.125 more than its share of truths, ser-tests' limit"),
      (0.5, 25, .atMost, 0.375, "0.125 more than its share of truths, ser-tests' limit"),
      (0.25, 25, .atMost, 0.375, "0.125 more than its share of truths, ser-tests' limit"),
    ] {
      let finding = try #require(
        PredictedShareCheck(limit: 0.125).findings(for: rows([.sad: (answers, truths)])).first)
      let threshold = try #require(finding.threshold)
      #expect(threshold.direction == direction && threshold.limit == limit)
      #expect(threshold.reason.hasPrefix(words), "\(threshold.reason)")
      let evidence = try #require(finding.evidence)
      #expect(evidence.value == answers)
      #expect(threshold.admits(answers) == (finding.status == .passed))
    }
  }

  @Test("Shares that differ by the limit itself pass, though neither is exact in binary")
  func onTheLimit() {
    // .45 - .3 is more than .15 in binary, and .3 + .15 less than .45.
    for truths in 0...85 {
      let most = (Double(truths) + 15) / 100
      #expect(status(most, of: truths, limit: 0.15) == .passed, "\(truths)")
      #expect(status(most + 1e-9, of: truths, limit: 0.15) == .failed, "\(truths)")
    }
    for truths in 31...100 {
      let least = (Double(truths) - 15) / 100
      #expect(status(least, of: truths, limit: 0.15) == .passed, "\(truths)")
      #expect(status(least - 1e-9, of: truths, limit: 0.15) == .failed, "\(truths)")
    }
  }

  @Test("One share or one count that is missing leaves the test set undetermined")
  func missing() {
    let whole = rows([.angry: (0.5, 50), .sad: (0.5, 50)])
    var noValue = whole
    noValue[0].value = nil
    var noAnswers = whole
    noAnswers[0].count = 0
    let noTruths = whole.filter { $0.metric != Metric.recall.rawValue || $0.emotion != .sad }
    for rows in [noValue, noAnswers, noTruths] {
      let findings = PredictedShareCheck().findings(for: rows)
      #expect(findings.map(\.status) == [.undetermined])
      #expect(findings.allSatisfy { $0.threshold == nil }, "nothing was compared")
      #expect(
        findings.first?.message
          == "The shares of answers and truths are not known for every emotion.")
      #expect(
        findings.first?.advice == "Test on at least one utterance, and keep the rows of recall.")
    }
    #expect(PredictedShareCheck().findings(for: whole).map(\.status) == [.passed])
  }

  @Test("Each speaker, seed and perturbation is a question of its own, with its own counts")
  func subjects() {
    var all = rows([.angry: (0.5, 50), .sad: (0.5, 50)])
    for change: (inout MetricRow) -> Void in [
      { $0.speaker = "C" }, { $0.seed = 1 }, { ($0.perturbation, $0.severity) = ("low-pass", 1) },
    ] {
      all += rows([.angry: (0.9, 50), .sad: (0.1, 50)]).map { row in
        var row = row
        change(&row)
        return row
      }
    }
    let findings = PredictedShareCheck().findings(for: all)
    #expect(findings.map(\.status) == [.passed, .failed, .failed, .failed])
    #expect(
      findings.map(\.subject) == [
        "speaker-disjoint A > B", "speaker-disjoint A > B, speaker C",
        "speaker-disjoint A > B, seed 1", "speaker-disjoint A > B, low-pass severity 1",
      ])
  }
}
