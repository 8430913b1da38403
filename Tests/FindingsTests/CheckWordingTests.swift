import Corpora
import Findings
import Foundation
import Metrics
import Testing

@Suite("The sentence that a check decides by")
struct CheckWordingTests {
  private func row(_ value: Double?, _ ends: (Double, Double)? = nil) -> MetricRow {
    MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", metric: "accuracy",
      value: value,
      interval: ends.map {
        ConfidenceInterval(lower: $0.0, upper: $0.1, level: 0.95, unit: .word)
      }, count: 40, isLeaky: false)
  }

  /// What follows the measurement and its circumstances.
  private func decision(
    _ decidedOn: DecidedOn, _ direction: Threshold.Direction, _ row: MetricRow,
    leastCount: Int = 1, onlyAnswer: Emotion? = nil
  ) -> String {
    let message = Check(
      name: "c", threshold: Threshold(direction, 0.6, reason: "because"), decidedOn: decidedOn,
      leastCount: leastCount
    ).finding(for: row, reserve: nil, onlyAnswer: onlyAnswer).message
    return message.components(separatedBy: "(speaker-disjoint). ").last ?? ""
  }

  @Test("Every way to decide says which number met or missed the limit")
  func decided() {
    let (high, low) = (row(0.8, (0.7, 0.9)), row(0.4, (0.3, 0.5)))
    let least = "the limit of at least 0.600."
    let most = "the limit of at most 0.600."
    for (decidedOn, high, low, texts) in [
      (DecidedOn.value, high, low, ("value 0.800", "value 0.400")),
      (.lower, high, low, ("lower end 0.700", "lower end 0.300")),
      (.upper, high, low, ("upper end 0.900", "upper end 0.500")),
      (.interval, high, low, ("whole interval", "whole interval")),
    ] {
      #expect(decision(decidedOn, .atLeast, high) == "The \(texts.0) meets \(least)")
      #expect(decision(decidedOn, .atLeast, low) == "The \(texts.1) misses \(least)")
      #expect(decision(decidedOn, .atMost, low) == "The \(texts.1) meets \(most)")
      #expect(decision(decidedOn, .atMost, high) == "The \(texts.0) misses \(most)")
    }
  }

  @Test("A pass on the better end says where the interval includes a miss, and nowhere else")
  func reservation() {
    let wide = row(0.6, (0.5, 0.7))
    let words = "which the interval includes: a miss is not shown."
    for (decidedOn, direction, isReserved) in [
      (DecidedOn.upper, Threshold.Direction.atLeast, true), (.lower, .atMost, true),
      (.lower, .atLeast, false), (.upper, .atMost, false), (.value, .atLeast, false),
    ] {
      #expect(decision(decidedOn, direction, wide).hasSuffix(words) == isReserved, "\(decidedOn)")
    }
    // An interval that ends on the limit holds no miss.
    #expect(
      decision(.upper, .atLeast, row(0.65, (0.6, 0.7)))
        == "The upper end 0.700 meets the limit of at least 0.600.")
  }

  @Test("What cannot be decided says against which limit, and why")
  func undecided() {
    let limit = "the limit of at least 0.600"
    #expect(
      decision(.lower, .atLeast, row(nil))
        == "Undetermined against \(limit): there is no value to compare.")
    #expect(
      decision(.lower, .atLeast, row(0.7))
        == "Undetermined against \(limit): there is no interval to decide on, and without one "
        + "nothing passes that asks for it.")
    #expect(
      decision(.lower, .atLeast, row(0.7, (0.6, 0.8)), leastCount: 41)
        == "Undetermined against \(limit): the check wants at least 41 predictions.")
    #expect(
      decision(.interval, .atMost, row(0.6, (0.5, 0.7)))
        == "Undetermined: the interval lies across the limit of at most 0.600.")
  }

  @Test("A value that fails without an interval is told as the value")
  func withoutInterval() {
    #expect(
      decision(.lower, .atLeast, row(0.4))
        == "The value 0.400 misses the limit of at least 0.600; there is no interval, and its "
        + "lower end could only be worse.")
    #expect(
      decision(.upper, .atMost, row(0.8))
        == "The value 0.800 misses the limit of at most 0.600; there is no interval, and its upper "
        + "end could only be worse.")
  }

  @Test("The ground is the number that was compared with the limit, and none where none was")
  func grounds() {
    func ground(_ decidedOn: DecidedOn, _ row: MetricRow, leastCount: Int = 1) -> String? {
      Check(
        name: "c", threshold: Threshold(.atLeast, 0.6, reason: "r"), decidedOn: decidedOn,
        leastCount: leastCount
      ).finding(for: row).ground
    }
    for decidedOn in DecidedOn.allCases {
      #expect(ground(decidedOn, row(0.7, (0.5, 0.8))) == decidedOn.rawValue)
      #expect(ground(decidedOn, row(nil)) == nil)
      #expect(ground(decidedOn, row(0.7, (0.5, 0.8)), leastCount: 1_000) == nil)
    }
    #expect(ground(.lower, row(0.4)) == "value" && ground(.lower, row(0.7)) == nil)
  }

  @Test("Of one answer to everything it is said that no interval comes of it")
  func oneAnswer() {
    let reason =
      "every answer is sad, so that resampling changes nothing and there is no interval"
    for decidedOn in [DecidedOn.lower, .upper, .interval] {
      #expect(
        decision(decidedOn, .atLeast, row(0.4), onlyAnswer: .sad)
          == "The value 0.400 misses the limit of at least 0.600; \(reason).")
      #expect(
        decision(decidedOn, .atLeast, row(0.8), onlyAnswer: .sad)
          == "Undetermined against the limit of at least 0.600: \(reason), and without one nothing "
          + "passes that asks for it.")
    }
    #expect(
      decision(.value, .atLeast, row(0.4), onlyAnswer: .sad)
        == "The value 0.400 misses the limit of at least 0.600.")
  }
}
