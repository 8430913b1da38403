import Corpora
import Findings
import Foundation
import Metrics
import Testing

@Suite("What a check tells to do next")
struct AdviceTests {
  private func row(
    _ value: Double?, _ ends: (Double, Double)? = nil, unit: ConfidenceInterval.Unit = .word,
    rung: EvaluationProtocol = .speakerDisjoint, count: Int = 1_400,
    _ change: (inout MetricRow) -> Void = { _ in }
  ) -> MetricRow {
    var row = MetricRow(
      evaluationProtocol: rung, trainedOn: "OAF", testedOn: "YAF", metric: "accuracy",
      value: value,
      interval: ends.map {
        ConfidenceInterval(lower: $0.0, upper: $0.1, level: 0.95, unit: unit)
      }, count: count, isLeaky: false)
    change(&row)
    return row
  }

  private func check(
    _ decidedOn: DecidedOn, _ direction: Threshold.Direction = .atLeast, _ limit: Double = 0.6,
    leastCount: Int = 1
  ) -> Check {
    Check(
      name: "c", threshold: Threshold(direction, limit, reason: "because"), decidedOn: decidedOn,
      leastCount: leastCount)
  }

  /// Counts of each speaker's test, and that the corpus has as much more of each.
  private func reserve(
    _ speakers: [String] = ["YAF"], words: Int = 40, spare: Int = 160,
    rung: EvaluationProtocol = .speakerDisjoint, perturbation: String? = nil,
    emotion: Emotion? = nil
  ) -> TestReserve {
    TestReserve(
      tested: speakers.map {
        .init(
          evaluationProtocol: rung, trainedOn: "OAF", testedOn: "YAF", perturbation: perturbation,
          severity: perturbation == nil ? nil : 2, speaker: $0, emotion: emotion, words: words,
          utterances: 7 * words)
      },
      held: (speakers + ["OAF"]).map {
        .init(speaker: $0, words: words + spare, utterances: 7 * (words + spare))
      })
  }

  @Test("Few predictions of which none right would pass are no pass where a miss must be shown")
  func noMissPossible() {
    // None of 23 has the upper end .148, above chance; none of 24 .142, below it.
    func recall(_ value: Double, _ upper: Double, count: Int) -> MetricRow {
      row(value, (0, upper), unit: .exact, count: count) { $0.metric = "recall" }
    }
    let check = check(.upper, .atLeast, 1 / 7)
    for few in [recall(0, 0.602, count: 4), recall(1, 1, count: 4), recall(0, 0.15, count: 23)] {
      let found = check.finding(for: few)
      #expect(found.status == .undetermined)
      #expect(found.message.contains("that takes 24 independent trials"))
      #expect(found.advice?.contains("Test on 24 independent trials or more") == true)
    }
    #expect(check.finding(for: recall(0.3, 0.5, count: 24)).status == .passed)
    // Shown to be on the passing side, however few.
    let shown = row(1, (0.4, 1), unit: .exact, count: 4) { $0.metric = "recall" }
    #expect(check.finding(for: shown).status == .passed)
    #expect(check.finding(for: recall(0, 0.142, count: 24)).status == .failed)
    #expect(
      check.finding(for: row(0.1, (0, 0.9), count: 4) { $0.metric = "ece" }).status == .passed)
  }

  @Test("A miss is shown by as many words as there are, not by as many recordings of them")
  func clusters() {
    let check = check(.upper, .atLeast, 0.25)
    // 36 recordings of 12 words: the exact end counts 12, and reaches .265.
    let none = row(0, (0, 0.265), unit: .exact, count: 36) { $0.metric = "recall" }
    #expect(check.finding(for: none).status == .undetermined)
    let few = row(0.1, (0, 0.28), count: 36) { $0.metric = "recall" }
    let tested = check.finding(for: few, reserve: reserve(words: 12))
    #expect(tested.status == .undetermined && tested.message.contains("that takes 13 words"))
    #expect(check.finding(for: few, reserve: reserve(words: 13)).status == .passed)
  }

  @Test("A number that needs probabilities, and has no value, may be one of labels alone")
  func labelsAlone() {
    let labels = check(.value, .atMost).finding(for: row(nil) { $0.metric = "ece" })
    #expect(labels.advice?.contains("let it give probabilities") == true)
    #expect(labels.advice?.contains("digits") == false)
    let likelihood = check(.value, .atMost).finding(for: row(nil) { $0.metric = "nll" })
    #expect(
      likelihood.advice?.contains(
        "Where a file gives the truth a rounded 0, write more digits. Else test on") == true)
  }

  @Test("Each kind of gap has its own next step")
  func gaps() {
    #expect(
      check(.lower).finding(for: row(nil)).advice
        == "Test on utterances that give this metric support, or leave them out of the rule.")
    #expect(
      check(.lower, leastCount: 100).finding(for: row(0.9, (0.8, 1), count: 60)).advice
        == "Test on at least 40 further utterances.")
    #expect(
      check(.lower).finding(for: row(0.9)).advice
        == "Test on more words or speakers, so that an interval can be made; where every word "
        + "gives the same value, or the number has none by its nature (spread), more of them "
        + "make none, and the rule has to decide on the value.")
    // More words would not turn a value round that misses already.
    #expect(check(.lower).finding(for: row(0.4)).advice == nil)
    for value in [0.4, 0.9] {
      for decidedOn in [DecidedOn.lower, .interval] {
        let constant = check(decidedOn).finding(
          for: row(value), reserve: reserve(), onlyAnswer: .sad)
        #expect(
          constant.advice
            == "More words or speakers change nothing here: mend the model, which tells no emotion "
            + "from another.")
      }
    }
    // On the limit itself no number of words would move the interval off it.
    #expect(
      check(.interval).finding(for: row(0.6, (0.5, 0.7))).advice
        == "Test on more words or speakers.")
  }

  @Test("Exactly as many predictions as are wanted are enough")
  func leastCount() {
    let check = check(.value, leastCount: 60)
    #expect(check.finding(for: row(0.9, count: 60)).status == .passed)
    #expect(check.finding(for: row(0.9, count: 59)).status == .undetermined)
  }

  @Test("Of a limit from above the upper end must move, and the value may lie on either side")
  func fromAbove() {
    // The upper end is .06 above a value .03 below the limit: 4 times; and the lower end .09 below
    // a value .03 above it, where the interval is across: 9 times.
    for (finding, factor) in [
      (check(.upper, .atMost, 0.15).finding(for: row(0.12, (0.1, 0.18))), "4.0"),
      (check(.interval, .atMost, 0.15).finding(for: row(0.18, (0.09, 0.2))), "9.0"),
    ] {
      #expect(
        finding.advice
          == "If the value stayed, about \(factor) times as many words as were tested would decide."
      )
    }
  }

  @Test("One more is in the singular, and of several speakers their number is told")
  func singular() {
    // The lower end is .051 below a value .05 above the limit: 1.0404 times the words, so that 40
    // words lack 2 and 20 lack 1.
    let near = row(0.65, (0.599, 0.7))
    #expect(
      check(.lower).finding(for: near, reserve: reserve(words: 20)).advice
        == "If the value stayed, about 1 further word of YAF would decide. The corpus has 160 more "
        + "than the 20 that are tested.")
    #expect(
      check(.lower).finding(for: near, reserve: reserve(["A", "B"], words: 20)).advice?
        .hasPrefix("If the value stayed, about 2 further words of 2 speakers would") == true)
  }

  @Test("Exactly as many as the corpus has are not called too few")
  func justEnough() {
    let far = row(0.65, (0.55, 0.75))
    for (spare, words) in [(120, "has 120 more than"), (119, "has only 119 more than")] {
      let advice = check(.lower).finding(for: far, reserve: reserve(spare: spare)).advice
      #expect(advice?.contains("The corpus \(words) the 40 that are tested.") == true)
    }
  }

  @Test("Further speakers are not told that training heard their words")
  func unheard() {
    let many = (1...20).map { "s\($0)" }
    func advice(_ unit: ConfidenceInterval.Unit) -> String {
      let reserve = reserve(many, words: 3, spare: 2, rung: .speakerWordDisjoint)
      return check(.lower).finding(
        for: row(0.61, (0.55, 0.67), unit: unit, rung: .speakerWordDisjoint), reserve: reserve
      ).advice ?? ""
    }
    #expect(advice(.speaker).hasSuffix("has only 1 more than the 20 that are tested."))
    #expect(advice(.utterance).hasSuffix("they would have to be kept out of it."))
  }

  @Test("An exact bound counts what would be resampled: speakers, words, or else utterances")
  func exact() {
    // .025 ^ (1/n) reaches .6 at n = ln .025 / ln .6 = 7.22, and .95 at 71.9.
    let strict = check(.lower, .atLeast, 0.95)
    for (speakers, words, trials, unit) in [
      ((1...20).map { "s\($0)" }, 12, 20, "52 further speakers would"),
      (["YAF"], 10, 10, "62 further words of YAF would"),
      (["YAF"], 9, 63, "9 further utterances of YAF would"),
      // Three of 70 words support a precision: 71.9 / 3 times as many, 1,679, give it as many.
      (["YAF"], 70, 3, "1609 further words of YAF would"),
    ] {
      let bound = pow(0.025, 1 / Double(trials))
      let advice = strict.finding(
        for: row(1, (bound, 1), unit: .exact), reserve: reserve(speakers, words: words)
      ).advice
      #expect(advice?.contains("about \(unit) decide") == true, "\(advice ?? "")")
    }
  }

  @Test("A difference that only one exact bound went into is counted by the square rule")
  func exactDifference() {
    // The end .1 from the value has to come within .02 of it: 25 times as many words.
    let far = row(0.24, (0.14, 0.26), unit: .exact) { $0.metric = "inflation-uar" }
    let advice = check(.lower, .atLeast, 0.22).finding(for: far, reserve: reserve()).advice
    #expect(advice?.contains("about 960 further words") == true, "\(advice ?? "")")
  }

  @Test("A row beside a baseline is counted as the row itself, one of a group is not")
  func groups() {
    let far = row(0.65, (0.55, 0.75))
    for (attribute, isCounted) in [(BaselineCheck.attribute, true), ("sex", false)] {
      var own = far
      (own.attribute, own.subgroup) = (attribute, "x")
      let advice = check(.lower).finding(for: own, reserve: reserve()).advice
      #expect(advice?.contains("120 further words") == isCounted, "\(attribute)")
    }
  }

  @Test("Counts of another test set, perturbation, severity, emotion or speaker do not count")
  func elsewhere() {
    let far = row(0.65, (0.55, 0.75))
    let noisy = row(0.65, (0.55, 0.75)) { ($0.perturbation, $0.severity) = ("low-pass", 2) }
    let sad = row(0.65, (0.55, 0.75)) { $0.emotion = .sad }
    func isCounted(_ row: MetricRow, _ reserve: TestReserve) -> Bool {
      check(.lower).finding(for: row, reserve: reserve).advice?.contains("120 further") == true
    }
    let (noise, tears) = (reserve(perturbation: "low-pass"), reserve(emotion: .sad))
    #expect(isCounted(far, reserve()) && isCounted(noisy, noise) && isCounted(sad, tears))
    for (row, reserve) in [
      (far, noise), (far, tears), (noisy, reserve()), (sad, reserve()), (sad, noise),
      (far, reserve(rung: .crossCorpus)),
    ] { #expect(!isCounted(row, reserve), "\(row.subject)") }
    for change: (inout MetricRow) -> Void in [
      { $0.trainedOn = "A" }, { $0.testedOn = "A" }, { $0.speaker = "A" },
      { ($0.perturbation, $0.severity) = ("low-pass", 3) },
    ] {
      var other = noisy
      change(&other)
      #expect(!isCounted(other, noise))
    }
  }
}
