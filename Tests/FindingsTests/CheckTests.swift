import Corpora
import Findings
import Foundation
import Metrics
import Testing

private func row(
  _ metric: String = "accuracy", _ value: Double?, _ lower: Double? = nil, _ upper: Double? = nil,
  count: Int = 1400, emotion: Emotion? = nil
) -> MetricRow {
  var interval: ConfidenceInterval?
  if let lower, let upper {
    interval = ConfidenceInterval(lower: lower, upper: upper, level: 0.95, unit: .word)
  }
  return MetricRow(
    evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", speaker: "YAF",
    emotion: emotion, metric: metric, value: value, interval: interval, count: count, seed: 0,
    isLeaky: false)
}

private func check(
  _ decidedOn: DecidedOn, _ direction: Threshold.Direction = .atLeast, _ limit: Double = 0.6,
  leastCount: Int = 1
) -> Check {
  Check(
    name: "per-speaker-accuracy", threshold: Threshold(direction, limit, reason: "because"),
    decidedOn: decidedOn, leastCount: leastCount)
}

@Suite("A check of one number")
struct CheckTests {
  @Test(
    "The status follows the end of the interval that the check names",
    arguments: [
      (DecidedOn.value, 0.65, 0.55, 0.75, Status.passed),
      (.lower, 0.65, 0.55, 0.75, .failed),
      (.upper, 0.65, 0.55, 0.75, .passed),
      (.interval, 0.65, 0.55, 0.75, .undetermined),
      (.value, 0.55, 0.5, 0.58, .failed),
      (.upper, 0.55, 0.5, 0.58, .failed),
      (.interval, 0.55, 0.5, 0.58, .failed),
      (.lower, 0.8, 0.7, 0.9, .passed),
      (.interval, 0.8, 0.7, 0.9, .passed),
      (.lower, 0.8, 0.6, 0.9, .passed),
    ])
  func statuses(
    decidedOn: DecidedOn, value: Double, lower: Double, upper: Double, expected: Status
  ) {
    #expect(check(decidedOn).finding(for: row("accuracy", value, lower, upper)).status == expected)
  }

  @Test("A limit from above mirrors one from below", arguments: DecidedOn.allCases)
  func mirror(decidedOn: DecidedOn) {
    let mirrored: [DecidedOn: DecidedOn] = [
      .value: .value, .lower: .upper, .upper: .lower, .interval: .interval,
    ]
    for (value, lower, upper) in [(0.65, 0.55, 0.75), (0.5, 0.4, 0.59), (0.8, 0.7, 0.9)] {
      let below = check(decidedOn).finding(for: row("accuracy", value, lower, upper))
      let above = check(mirrored[decidedOn] ?? .value, .atMost, -0.6)
        .finding(for: row("accuracy", -value, -upper, -lower))
      #expect(below.status == above.status)
    }
  }

  @Test(
    "Without a value, an interval or enough predictions a check is undetermined and says what to do"
  )
  func undetermined() {
    for (finding, words) in [
      (check(.value).finding(for: row("accuracy", nil)), "no value"),
      (check(.value).finding(for: row("accuracy", .nan)), "no value"),
      (check(.lower).finding(for: row("accuracy", 0.9)), "no interval"),
      (
        check(.lower, leastCount: 100).finding(for: row("accuracy", 0.9, 0.8, 1, count: 60)),
        "at least 100 predictions"
      ),
    ] {
      #expect(finding.status == .undetermined)
      #expect(finding.message.contains(words), "\(finding.message)")
      #expect(finding.advice != nil)
    }
  }

  @Test("Without an interval a value fails where the deciding end could only be worse")
  func sureFailure() {
    #expect(check(.lower).finding(for: row("accuracy", 0.4)).status == .failed)
    #expect(check(.upper, .atMost, 0.1).finding(for: row("ece", 0.4)).status == .failed)
    for finding in [
      check(.upper).finding(for: row("accuracy", 0.4)),
      check(.interval).finding(for: row("accuracy", 0.4)),
      check(.lower, .atMost, 0.1).finding(for: row("ece", 0.4)),
    ] {
      #expect(finding.status == .undetermined)
    }
  }

  @Test(
    "Without an interval nothing passes that asks for it, whatever the value and the answers",
    arguments: [DecidedOn.lower, .upper, .interval])
  func nothingPasses(decidedOn: DecidedOn) {
    for direction in [Threshold.Direction.atLeast, .atMost] {
      for value in [0.0, 0.1, 0.6, 0.9, 1] {
        for onlyAnswer in [nil, Emotion.sad] {
          let check = check(decidedOn, direction)
          let row = row("accuracy", value)
          let finding = check.finding(for: row, reserve: nil, onlyAnswer: onlyAnswer)
          #expect(finding.status != .passed)
          if check.threshold.admits(value) { #expect(finding.status == .undetermined) }
        }
      }
    }
  }

  @Test(
    "What misses fails by either end and by the whole where one answer is given to everything",
    arguments: DecidedOn.allCases)
  func oneAnswer(decidedOn: DecidedOn) {
    let low = check(decidedOn).finding(
      for: row("uar", 1.0 / 7), reserve: nil, onlyAnswer: .sad)
    #expect(low.status == .failed)
    // An interval that is there decides as it does for any model.
    let wide = check(decidedOn).finding(
      for: row("uar", 0.55, 0.5, 0.7), reserve: nil, onlyAnswer: .sad)
    #expect(wide == check(decidedOn).finding(for: row("uar", 0.55, 0.5, 0.7)))
  }

  @Test("The message has value, interval, unit, number, speakers, rung and limit")
  func message() {
    let finding = check(.lower).finding(for: row("accuracy", 0.6493, 0.5512, 0.7474))
    #expect(finding.subject == "speaker-disjoint OAF > YAF, seed 0")
    #expect(
      finding.message
        == "Accuracy of speaker YAF is 0.649 (95 % interval 0.551 to 0.747 over words, n = 1400), "
        + "measured on YAF after training on OAF (speaker-disjoint, seed 0). The lower end 0.551 "
        + "misses the limit of at least 0.600.")
    // The lower end is .0981 below a value .0493 above the limit: 4 times the words.
    #expect(
      finding.advice
        == "If the value stayed, about 4.0 times as many words as were tested would decide.")
  }

  @Test("All numbers have as many decimals as tell what was compared from the limit")
  func decimals() {
    let finding = check(.value, .atMost, 0.15).finding(for: row("ece", 0.15028, 0.1312, 0.172))
    #expect(finding.status == .failed)
    #expect(
      finding.message.hasPrefix(
        "ECE of speaker YAF is 0.1503 (95 % interval 0.1312 to 0.1720 over words, n = 1400)"))
    #expect(finding.message.hasSuffix("The value 0.1503 misses the limit of at most 0.1500."))
    let across = check(.interval).finding(for: row("accuracy", 0.65, 0.59999, 0.7))
    #expect(across.status == .undetermined)
    #expect(across.message.contains("interval 0.59999 to 0.70000 over words"))
    #expect(across.message.hasSuffix("lies across the limit of at least 0.60000."))
    let exact = check(.value).finding(for: row("accuracy", 0.6))
    #expect(exact.message.hasSuffix("The value 0.600 meets the limit of at least 0.600."))
  }

  @Test("What is written decides as the numbers do, however near they are", arguments: 1...11)
  func written(places: Int) throws {
    for limit in [0, 0.15, 1.0 / 7, 0.6, 1] {
      for step in [1e-1, -1e-1].map({ $0 * pow(10, 1 - Double(places)) }) {
        let finding = check(.value, .atLeast, limit).finding(for: row("kappa", limit + step))
        let words = finding.message.split(separator: " ")
        let value = try #require(words.firstIndex(of: "value"))
        let texts = [words[value + 1], words[words.count - 1].dropLast()].map { Double($0) ?? .nan }
        #expect(finding.status == (step > 0 ? .passed : .failed))
        #expect((texts[0] > texts[1]) == (step > 0), "\(finding.message)")
        #expect((texts[0] < texts[1]) == (step < 0), "\(finding.message)")
      }
    }
  }

  @Test("A class is named with its speaker")
  func classMessage() {
    let finding = Check(
      name: "no-class-collapse", threshold: Threshold(.atLeast, 1.0 / 7, reason: "because"),
      decidedOn: .upper
    ).finding(for: row("recall", 0.02, 0.005, 0.05, count: 200, emotion: .happy))
    #expect(finding.status == .failed)
    #expect(finding.subject == "speaker-disjoint OAF > YAF, happy, seed 0")
    #expect(finding.message.hasPrefix("Recall of happy of speaker YAF is 0.020 (95 % interval"))
    #expect(finding.advice == nil)
  }
}
