import Calibration
import Corpora
import Findings
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("What is said of conformal sets")
struct ConformalWordingTests {
  private func cell(
    value: String = "0.92", size: String = "2.5", speaker: String = "null",
    emotion: String = "null", isGuaranteed: Bool = true,
    band: String = #"{"lower": 0.85, "upper": 0.95, "level": 0.95, "basis": "simulated-by-word"}"#
  ) throws -> ConformalCoverage {
    let text = """
      {"speaker": \(speaker), "emotion": \(emotion), "nominal": 0.9, "value": \(value),
       "count": 100, "meanSetSize": \(size), "setSizes": [0, 0, 50, 50, 0, 0, 0, 0],
       "isGuaranteed": \(isGuaranteed), "band": \(band)}
      """
    return try JSONDecoder().decode(ConformalCoverage.self, from: Data(text.utf8))
  }

  private func predictor(
    _ score: ConformalScore = .adaptive, _ condition: ConformalPredictor.Condition = .marginal
  ) throws -> ConformalPredictor {
    try ConformalPredictor(
      calibratedOn: [
        Prediction(
          utterance: "u", speaker: "s", word: nil, truth: .sad,
          probabilities: Emotion.allCases.map { $0 == .sad ? 1 : 0 })
      ], score: score, condition: condition)
  }

  private func finding(_ cell: ConformalCoverage) throws -> Finding {
    cell.finding(in: RowTests.context("b"), by: try predictor())
  }

  @Test("Coverage is told with its promise, the size of sets and the band, and for whom that holds")
  func sentences() throws {
    let start = "Sets by aps marginal that promise 0.900 hold the truth in "
    #expect(
      try finding(cell()).message == start
        + "0.920 of 100 utterances, with 2.500 labels on average; the band of repetitions is "
        + "[0.850, 0.950].")
    #expect(
      try finding(cell(value: "0.7", isGuaranteed: false)).message == start
        + "0.700 of 100 utterances, with 2.500 labels on average; were the speakers like those of "
        + "the calibration, the band would be [0.850, 0.950].")
    #expect(
      try finding(cell(band: "null")).message == start
        + "0.920 of 100 utterances, with 2.500 labels on average; no band is promised, so this is "
        + "undetermined.")
    #expect(
      try finding(cell(value: "null", size: "null")).message
        == "There is no utterance, so coverage is undetermined.")
  }

  @Test("A broken promise is told with what to do, and its limit with how it was found")
  func broken() throws {
    let below = try finding(cell(value: "0.7"))
    #expect(below.status == .failed && below.importance == .note)
    #expect(
      below.advice
        == "Claim no coverage for people outside the calibration; calibrate on several speakers.")
    #expect(
      below.threshold
        == Threshold(.atLeast, 0.85, reason: "the lower end of the band (simulated-by-word)"))
    #expect(below.check == "conformal-coverage")
    #expect(below.subject == "speaker-disjoint a > b, conformal aps marginal, seed 0")
    let without = try finding(cell(band: "null"))
    #expect(without.status == .undetermined && without.threshold == nil && without.advice == nil)
  }

  @Test("A cell's rows are of its speaker and emotion, with ends of a band where there is one")
  func rows() throws {
    let raps = try predictor(.standardRegularised, .perEmotion)
    let own = try cell(speaker: "\"x\"", emotion: "\"fear\"", band: "null")
      .rows(in: RowTests.context("b"), by: raps)
    #expect(own.map(\.metric) == ["coverage", "set-size"] && own.map(\.value) == [0.92, 2.5])
    for row in own {
      #expect(row.speaker == "x" && row.emotion == .fear && row.count == 100)
      #expect(row.attribute == "conformal" && row.subgroup == "raps per-emotion")
    }
    let ends = try cell().rows(in: RowTests.context("b"), by: raps).suffix(2)
    #expect(ends.map(\.value) == [0.85, 0.95])
    #expect(ends.map(\.metric) == ["coverage-band-lower", "coverage-band-upper"])
  }

  @Test("Scores and conditions have stable names, which subgroups of rows are made of")
  func names() throws {
    #expect(ConformalScore.all.map(\.name) == ["thr", "aps", "raps"])
    #expect(
      ConformalPredictor.Condition.allCases.map(\.rawValue)
        == ["marginal", "per-emotion", "per-speaker"])
    #expect(try predictor(.threshold, .perSpeaker).title == "thr per-speaker")
  }

  @Test("Limits are kept by emotion, by speaker or for all, each with its number of rows")
  func limits() throws {
    let rows = (0..<12).map { index in
      Prediction(
        utterance: "u\(index)", speaker: index < 4 ? "x" : "y", word: nil,
        truth: index < 10 ? .sad : .fear,
        probabilities: Emotion.allCases.map {
          let own = 0.5 + 0.03 * Double(index)
          return $0 == (index < 10 ? .sad : .fear) ? own : (1 - own) / 6
        })
    }
    func limits(_ condition: ConformalPredictor.Condition) throws -> ConformalPredictor {
      try ConformalPredictor(
        calibratedOn: rows, score: .threshold, alpha: 0.25, condition: condition)
    }
    // THR is .5 - .03 index. From below, of 12 rows rank 10 is index 2, of 10 rank 9 is index 1, of
    // 4 rank 4 is index 0, and of the last 8 rank 7 is index 5.
    let all = try limits(.marginal)
    #expect(all.limits.mapValues(\.count) == ["all": 12])
    #expect(agrees(all.limit(of: .happy, speaker: "z"), 0.44))
    let byEmotion = try limits(.perEmotion)
    #expect(byEmotion.limits.count == 7 && byEmotion.limits["sad"]?.count == 10)
    #expect(agrees(byEmotion.limit(of: .sad, speaker: "z"), 0.47))
    #expect(byEmotion.limits["fear"]?.count == 2 && byEmotion.limits["fear"]?.value == nil)
    #expect(byEmotion.limits["happy"]?.count == 0)
    let bySpeaker = try limits(.perSpeaker)
    #expect(bySpeaker.limits.mapValues(\.count) == ["x": 4, "y": 8])
    #expect(agrees(bySpeaker.limit(of: .fear, speaker: "x"), 0.5))
    #expect(agrees(bySpeaker.limit(of: .fear, speaker: "y"), 0.35))
    #expect(bySpeaker.limit(of: .fear, speaker: "z") == nil)
  }
}
