import Corpora
import Findings
import Gates
import Metrics
import Testing

@Suite("A model that gives one answer to everything")
struct OnlyAnswerTests {
  /// The predictions of two speakers on so many words of so many of seven emotions each.
  private func predictions(
    words: Int = 12, without lost: Set<Emotion> = [], answer: (Emotion) -> Emotion
  ) -> [Prediction] {
    ["B", "C"].flatMap { speaker in
      (0..<words).flatMap { word in
        Emotion.allCases.filter { word > 0 || !lost.contains($0) }.map { emotion in
          var probabilities = [Double](repeating: 0.05, count: 7)
          probabilities[answer(emotion).index] = 0.7
          return Prediction(
            utterance: "\(speaker)-\(word)-\(emotion.rawValue)", speaker: speaker, word: "\(word)",
            truth: emotion, probabilities: probabilities)
        }
      }
    }
  }

  private func rows(_ predictions: [Prediction], seed: Int? = nil) throws -> [MetricRow] {
    let context = MetricContext(
      evaluationProtocol: .speakerDisjoint, trainedOn: "A", testedOn: "B+C", isLeaky: false,
      seed: seed)
    return try MetricTable.rows(
      predictions: predictions, context: context, settings: IntervalSettings(replicateCount: 100))
  }

  private func findings(
    _ metric: Metric, _ decidedOn: DecidedOn, per: LimitRule.Per = .speaker,
    atLeast limit: Double = 0.6, _ rows: [MetricRow]
  ) -> [Finding] {
    let rule = LimitRule(
      name: "r", metric: RuleMetric(metric), per: per, direction: .atLeast, limit: .number(limit),
      decidedOn: decidedOn, reason: "because")
    return Gate.findings(of: Policy(name: "p", rules: [.limit(rule)]), rows: rows)
  }

  @Test(
    "fails by either end and by the whole interval alike, and is asked for no further words",
    arguments: [DecidedOn.lower, .upper, .interval], [Metric.accuracy, .uar])
  func fails(decidedOn: DecidedOn, metric: Metric) throws {
    let rows = try rows(predictions { _ in .sad })
    #expect(rows.filter { $0.metric == metric.rawValue }.allSatisfy { $0.interval == nil })
    let found = findings(metric, decidedOn, rows)
    #expect(found.map(\.status) == [.failed, .failed])
    for finding in found {
      #expect(finding.message.contains("every answer is sad, so that resampling changes nothing"))
      #expect(finding.advice?.hasPrefix("More words or speakers change nothing here") == true)
    }
    // Its own value is a limit that it meets, and no more than that.
    let met = findings(metric, decidedOn, atLeast: 0.1, rows)
    #expect(met.map(\.status) == [.undetermined, .undetermined])
    #expect(met.allSatisfy { $0.message.contains("every answer is sad") })
  }

  @Test("is told from one that only lacks words, and from another speaker, seed or change")
  func others() throws {
    let mixed = try rows(predictions(words: 3) { $0 == .fear ? .happy : .sad })
    for finding in findings(.uar, .interval, mixed) {
      #expect(finding.status == .undetermined)
      #expect(finding.message.contains("there is no interval to decide on"))
      #expect(finding.advice?.hasPrefix("Test on more words or speakers") == true)
    }
    let constant = try rows(predictions { _ in .sad }, seed: 1)
    for finding in findings(.uar, .interval, mixed + constant) {
      let isConstant = finding.evidence?.seed == 1
      #expect(finding.message.contains("every answer is sad") == isConstant)
    }
    // One speaker gets one answer, the other what is right.
    let half = try rows(
      predictions { _ in .sad }.filter { $0.speaker == "B" }
        + predictions { $0 }.filter { $0.speaker == "C" })
    let found = findings(.uar, .interval, half)
    #expect(found.map { $0.evidence?.speaker } == ["B", "C"])
    #expect(found.map { $0.message.contains("every answer is sad") } == [true, false])
    let whole = findings(.uar, .interval, per: .overall, half)
    #expect(whole.allSatisfy { !$0.message.contains("every answer is sad") })
  }

  @Test(
    "may have any probabilities, so a number of these that has no interval is not told as sure",
    arguments: [Metric.nll, .brier])
  func probabilities(metric: Metric) throws {
    // The same distribution for every answer: nothing varies from word to word.
    let rows = try rows(predictions { _ in .sad })
    #expect(rows.filter { $0.metric == metric.rawValue }.allSatisfy { $0.interval == nil })
    let found = findings(metric, .interval, atLeast: 10, rows)
    #expect(found.map(\.status) == [.undetermined, .undetermined])
    #expect(found.allSatisfy { $0.message.contains("there is no interval to decide on") })
  }

  @Test("has another accuracy with other words where emotions are tested unequally often")
  func uneven() throws {
    // Nine recordings of each speaker, too few for any interval.
    let lost = Set(Emotion.allCases).subtracting([.sad, .surprise])
    let few = try rows(predictions(words: 2, without: lost) { _ in .sad })
    for (metric, isTold) in [(Metric.uar, true), (.accuracy, false)] {
      for finding in findings(metric, .interval, few) {
        #expect(finding.message.contains("every answer is sad") == isTold, "\(finding.message)")
        #expect(finding.status == (isTold ? .failed : .undetermined))
      }
    }
  }
}
