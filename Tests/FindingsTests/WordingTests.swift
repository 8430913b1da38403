import Corpora
import Findings
import Metrics
import Testing

@Suite("Numbers in the words of a finding")
struct WordingTests {
  @Test(
    "Three decimals, more where three would hide the difference from 0",
    arguments: [
      (0.0, "0.000"), (0.4944, "0.494"), (1, "1.000"), (-0.25, "-0.250"), (0.0005, "0.001"),
      (0.0004, "4.0e-04"), (-0.00001, "-1.0e-05"),
    ])
  func decimals(value: Double, text: String) { #expect(decimal(value) == text) }

  @Test("An interval names its level and what was resampled")
  func intervals() {
    let units: [(ConfidenceInterval.Unit, String)] = [
      (.word, "over words"), (.speaker, "over speakers"), (.utterance, "over utterances"),
      (.exact, "exact bound"),
    ]
    for (unit, words) in units {
      let interval = ConfidenceInterval(lower: 0.25, upper: 0.5, level: 0.9, unit: unit)
      #expect(interval.wording.hasPrefix("90 % interval 0.250 to 0.500 \(words)"))
    }
    let fine = ConfidenceInterval(lower: 0, upper: 1, level: 0.995, unit: .word)
    #expect(fine.wording.hasPrefix("99.5 % interval"))
  }

  @Test("The subject tells apart all that may differ between rows of one check")
  func subjects() {
    var rows = [
      MetricRow(
        evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", metric: "uar",
        value: 0.5, count: 10, isLeaky: false)
    ]
    func add(_ change: (inout MetricRow) -> Void) {
      var row = rows[0]
      change(&row)
      rows.append(row)
    }
    add { $0.evaluationProtocol = .crossCorpus }
    add { $0.trainedOn = "OAF+A" }
    add { $0.testedOn = "YAF+A" }
    add { $0.speaker = "A" }
    add { $0.emotion = .sad }
    add { ($0.attribute, $0.subgroup) = ("sex", "female") }
    add { $0.attribute = "sex" }
    add { $0.perturbation = "low-pass" }
    add { ($0.perturbation, $0.severity) = ("low-pass", 2) }
    add { $0.seed = 1 }
    #expect(Set(rows.map(\.subject)).count == rows.count)
    #expect(rows.allSatisfy { $0.circumstances.contains($0.testedOn) })
    #expect(rows.allSatisfy { $0.circumstances.contains("after training on \($0.trainedOn)") })
  }

  @Test("A number without a value or an interval says so and is never 0")
  func absent() {
    var row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", emotion: .sad,
      metric: "recall", value: nil, count: 0, isLeaky: false)
    #expect(row.measurement == "Recall of sad has no value (n = 0)")
    (row.value, row.count) = (0.5, 8)
    #expect(row.measurement == "Recall of sad is 0.500 (no interval, n = 8)")
    row.metric = "of-my-own"
    #expect(row.measurement.hasPrefix("of-my-own of sad is 0.500"))
  }

  @Test("The limit itself passes on either side, and the sides mirror each other")
  func thresholds() {
    for limit in [-1.0, 0, 0.6] {
      let (least, most) = (
        Threshold(.atLeast, limit, reason: "r"), Threshold(.atMost, -limit, reason: "r")
      )
      for value in [limit - 1e-9, limit, limit + 1e-9, -.infinity, .infinity] {
        #expect(least.admits(value) == most.admits(-value))
      }
      #expect(least.admits(limit) && most.admits(-limit))
      #expect(!least.admits(limit - 1e-11) && least.admits(limit + 1e-11))
      // What the rounding of sums leaves is no miss.
      #expect(least.admits(limit - 1e-13) && most.admits(-limit + 1e-13))
      #expect(!least.admits(.nan) && !most.admits(.nan))
    }
  }

  @Test("Circumstances name rung, seed, group and what was done to the audio")
  func circumstances() {
    var row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", metric: "uar",
      value: 0.5, count: 10, isLeaky: false)
    let start = "measured on YAF after training on OAF"
    #expect(row.circumstances == "\(start) (speaker-disjoint)")
    row.seed = 3
    #expect(row.circumstances == "\(start) (speaker-disjoint, seed 3)")
    row.attribute = "sex"
    #expect(row.circumstances == "\(start) (speaker-disjoint, seed 3), sex not given")
    row.metric = "equal-opportunity-max"
    #expect(row.circumstances == "\(start) (speaker-disjoint, seed 3), all groups by sex")
    #expect(row.subject.hasSuffix(", all groups by sex, seed 3"))
    (row.subgroup, row.perturbation) = ("female", "low-pass")
    #expect(row.circumstances.hasSuffix(", seed 3), sex female, under low-pass"))
    row.severity = 2
    #expect(row.circumstances.hasSuffix(", sex female, under low-pass severity 2"))
  }

  @Test("A gap between groups is nobody's own: the attribute is named, and who fares worst")
  func gaps() {
    var row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "others", testedOn: "OAF+YAF",
      attribute: "speaker", subgroup: "OAF", metric: "accuracy", value: 0.3, count: 10,
      isLeaky: false)
    #expect(row.subject == "speaker-disjoint others > OAF+YAF, speaker OAF")
    for (metric, words) in [
      ("accuracy-difference", "by speaker, lowest OAF"), ("uar-ratio", "by speaker, lowest OAF"),
      ("accuracy-worst", "by speaker, lowest OAF"), ("ece-difference", "by speaker, highest OAF"),
      ("calibration-gap", "by speaker, highest OAF"), ("shortfall", "speaker OAF"),
    ] {
      row.metric = metric
      #expect(row.circumstances.hasSuffix("(speaker-disjoint), \(words)"), "\(row.circumstances)")
      #expect(row.subject == "speaker-disjoint others > OAF+YAF, \(words)")
    }
  }

  @Test("Transduction is no perturbation with degrees, whatever stands in its column")
  func transduction() {
    let row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF",
      perturbation: Transduction.name, severity: 1, metric: "uar", value: 0.5, count: 10,
      isLeaky: false)
    #expect(row.subject == "speaker-disjoint OAF > YAF, transductive")
    #expect(
      row.circumstances
        == "measured on YAF after training on OAF (speaker-disjoint), with unlabelled recordings "
        + "of the tested speakers (transductive)")
  }

  @Test("A number is of an emotion, of a speaker, or of an emotion of a speaker")
  func whose() {
    var row = MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF+A", speaker: "YAF",
      metric: "accuracy", value: 0.5, count: 10, isLeaky: false)
    #expect(row.measurement.hasPrefix("Accuracy of speaker YAF is 0.500"))
    #expect(row.subject == "speaker-disjoint OAF > YAF+A, speaker YAF")
    row.emotion = .sad
    #expect(row.measurement.hasPrefix("Accuracy of sad of speaker YAF is 0.500"))
    row.testedOn = "YAF"
    #expect(row.subject == "speaker-disjoint OAF > YAF, sad", "the test set names the speaker")
    row.speaker = nil
    #expect(row.measurement.hasPrefix("Accuracy of sad is 0.500"))
  }
}
