import Corpora
import Findings
import Foundation
import Metrics
import Testing

@Suite("Advice on how much more to test")
struct TestReserveTests {
  private func row(
    _ value: Double, _ lower: Double, _ upper: Double, unit: ConfidenceInterval.Unit = .word,
    rung: EvaluationProtocol = .speakerDisjoint, speaker: String? = "YAF", testedOn: String = "YAF",
    emotion: Emotion? = nil, attribute: String? = nil
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: rung, trainedOn: "OAF", testedOn: testedOn, speaker: speaker,
      emotion: emotion, attribute: attribute, metric: "accuracy", value: value,
      interval: ConfidenceInterval(lower: lower, upper: upper, level: 0.95, unit: unit),
      count: 1_400, isLeaky: false)
  }

  private func reserve(
    words: Int, of held: Int, rung: EvaluationProtocol = .speakerDisjoint,
    speakers: [String] = ["YAF"], others: [String] = ["OAF"]
  ) -> TestReserve {
    TestReserve(
      tested: speakers.map {
        .init(
          evaluationProtocol: rung, trainedOn: "OAF", testedOn: speakers.joined(separator: "+"),
          speaker: $0, words: words, utterances: words * 7)
      },
      held: (speakers + others).map { .init(speaker: $0, words: held, utterances: held * 7) })
  }

  private let check = Check(
    name: "c", threshold: Threshold(.atLeast, 0.6, reason: "because"), decidedOn: .lower)

  @Test("counts words where words were resampled, by the square of how far the end must move")
  func words() {
    // The lower end is .10 below a value .05 above the limit: four times the words are wanted.
    let advice = check.finding(
      for: row(0.65, 0.55, 0.75), reserve: reserve(words: 40, of: 200)
    ).advice
    #expect(
      advice
        == "If the value stayed, about 120 further words of YAF would decide. The corpus has 160 more "
        + "than the 40 that are tested.")
    let short = check.finding(
      for: row(0.65, 0.55, 0.75), reserve: reserve(words: 40, of: 100)
    ).advice
    #expect(short?.contains("The corpus has only 60 more than the 40 that are tested.") == true)
  }

  @Test("says that a corpus has no more, and that words which training heard do not count")
  func exhausted() {
    let none = check.finding(
      for: row(0.61, 0.59, 0.63), reserve: reserve(words: 200, of: 200)
    ).advice
    #expect(
      none
        == "If the value stayed, about 600 further words of YAF would decide. The corpus has no more: "
        + "all 200 words of YAF are tested; further recordings of YAF would be needed.")
    let overall = check.finding(
      for: row(0.61, 0.59, 0.63, speaker: nil), reserve: reserve(words: 200, of: 200)
    ).advice
    #expect(
      overall?.hasSuffix("are tested; a further speaker's recordings would be needed.") == true)
    let two = check.finding(
      for: row(0.61, 0.59, 0.63, speaker: nil, testedOn: "XAF+YAF"),
      reserve: reserve(words: 200, of: 200, speakers: ["XAF", "YAF"])
    ).advice
    #expect(
      two?.contains("all 200 words of each of 2 speakers are tested;") == true, "\(two ?? "")")
    let heard = check.finding(
      for: row(0.61, 0.59, 0.63, rung: .speakerWordDisjoint),
      reserve: reserve(words: 70, of: 200, rung: .speakerWordDisjoint)
    ).advice
    #expect(heard?.contains("only 130 more than the 70") == true)
    #expect(heard?.contains("training heard their words") == true)
  }

  @Test("says whether the corpus has the utterances that a rule wants at least")
  func leastCount() {
    func advice(
      _ least: Int, of held: Int, _ change: (inout MetricRow) -> Void = { _ in }
    ) -> String? {
      var row = row(0.65, 0.55, 0.75)
      change(&row)
      return Check(
        name: "c", threshold: Threshold(.atLeast, 0.6, reason: "because"), decidedOn: .lower,
        leastCount: least
      ).finding(for: row, reserve: reserve(words: 200, of: held)).advice
    }
    #expect(
      advice(2_000, of: 200)
        == "Test on at least 600 further utterances of YAF. The corpus has no more: all 1400 "
        + "utterances of YAF are tested; further recordings of YAF would be needed.")
    #expect(
      advice(1_401, of: 300)
        == "Test on at least 1 further utterance of YAF. The corpus has 700 more than the 1400 that "
        + "are tested.")
    #expect(advice(2_101, of: 300)?.contains("has only 700 more than the 1400") == true)
    let plain = "Test on at least 600 further utterances."
    // What is not counted by the reserve, or as it counts.
    for change: (inout MetricRow) -> Void in [
      { $0.emotion = .sad }, { $0.attribute = "sex" }, { $0.testedOn = "A" },
    ] { #expect(advice(2_000, of: 200, change) == plain) }
    #expect(advice(1_999, of: 200) { $0.count = 1_399 } == plain)
  }

  @Test("counts speakers or utterances where those were resampled")
  func otherUnits() {
    let many = (1...25).map { "s\($0)" }
    let all = row(
      0.65, 0.55, 0.75, unit: .speaker, speaker: nil, testedOn: many.joined(separator: "+"))
    let speakers = check.finding(
      for: all, reserve: reserve(words: 12, of: 12, speakers: many, others: [])
    ).advice
    #expect(
      speakers
        == "If the value stayed, about 75 further speakers would decide. The corpus has no more: all "
        + "25 speakers are tested; further speakers would have to be recorded.")
    let utterances = check.finding(
      for: row(0.65, 0.55, 0.75, unit: .utterance), reserve: reserve(words: 2, of: 2)
    ).advice
    #expect(utterances?.contains("about 42 further utterances of YAF") == true)
  }

  @Test("of an exact bound is what the bound itself needs")
  func exact() {
    let strict = Check(
      name: "c", threshold: Threshold(.atLeast, 0.9, reason: "because"), decidedOn: .lower)
    // .025 ^ (1/n) reaches .9 at n = ln .025 / ln .9 = 35.01.
    let bound = exactBound(trials: 20, level: 0.95)
    let advice = strict.finding(
      for: row(1, bound, 1, unit: .exact), reserve: reserve(words: 20, of: 200)
    ).advice
    #expect(advice?.contains("about 16 further words of YAF") == true, "\(advice ?? "")")
    #expect(exactBound(trials: 35, level: 0.95) < 0.9)
    #expect(exactBound(trials: 36, level: 0.95) >= 0.9)
  }

  @Test(
    "of an exact bound names what it counts: words, speakers, or utterances though they share words"
  )
  func counted() {
    func message(
      _ words: Int, _ speakers: [String] = ["YAF"], emotion: Emotion? = nil,
      sad: Int? = nil, takes: Int = 7
    ) -> String {
      var row = row(
        1, 0.158, 1, unit: .exact, speaker: nil, testedOn: speakers.joined(separator: "+"))
      row.emotion = emotion
      func tested(_ words: Int, _ emotion: Emotion?) -> [TestReserve.Tested] {
        speakers.map {
          .init(
            evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: row.testedOn,
            speaker: $0, emotion: emotion, words: words, utterances: words * takes)
        }
      }
      let reserve = TestReserve(
        tested: tested(words, nil) + (sad.map { tested($0, .sad) } ?? []), held: [])
      return check.finding(for: row, reserve: reserve).message
    }
    let many = (1...20).map { "s\($0)" }
    for (found, expected) in [
      (message(40), "exact bound over 40 words, n"),
      (message(40, ["A", "B"]), "exact bound, each word of a speaker counted once, n"),
      (message(40, many), "exact bound, each speaker counted once, n"),
      (message(2, takes: 1), "exact bound, each utterance counted once, n"),
      (
        message(2),
        "exact bound, each utterance counted once (at most ten a speaker) as if words were not "
          + "shared, n"
      ),
      // Of twelve words eight are said sadly: words are counted all the same.
      (message(12, emotion: .sad, sad: 8, takes: 2), "exact bound over 8 words, n"),
    ] { #expect(found.contains(expected), "\(found)") }
    #expect(
      check.finding(for: row(1, 0.158, 1, unit: .exact)).message
        .contains("exact bound, each word, speaker or utterance counted once"))
  }

  @Test("is a factor where the test set is not known, and of a group")
  func unknown() {
    let expected = "If the value stayed, about 4.0 times as many words as were tested would decide."
    #expect(check.finding(for: row(0.65, 0.55, 0.75)).advice == expected)
    let group = row(0.65, 0.55, 0.75, attribute: "sex")
    #expect(check.finding(for: group, reserve: reserve(words: 40, of: 200)).advice == expected)
  }

  @Test("is not given where the value itself is on the wrong side: more data would not help")
  func hopeless() {
    let finding = check.finding(
      for: row(0.5, 0.45, 0.55), reserve: reserve(words: 40, of: 200))
    #expect(finding.status == .failed)
    #expect(finding.advice == nil)
  }

  @Test("changes no status")
  func sameStatus() {
    for (value, lower, upper) in [(0.65, 0.55, 0.75), (0.7, 0.65, 0.75), (0.5, 0.4, 0.6)] {
      let row = row(value, lower, upper)
      #expect(
        check.finding(for: row).status
          == check.finding(for: row, reserve: reserve(words: 40, of: 200)).status)
    }
  }
}
