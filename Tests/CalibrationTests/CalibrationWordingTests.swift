import Calibration
import Corpora
import Findings
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("What is said of a calibration")
struct CalibrationWordingTests {
  private func answer(
    _ name: String, speaker: String = "OAF", _ probabilities: [Double] = [1, 0, 0, 0, 0, 0, 0]
  ) -> Prediction {
    Prediction(
      utterance: name, speaker: speaker, word: nil, truth: .angry, probabilities: probabilities)
  }

  private func compare(
    dev: [Prediction], known: [Prediction] = [], unseen: [Prediction] = []
  ) throws {
    let map = try #require(Temperature(value: 2, before: 0, after: 0))
    _ = try CalibrationTransfer.compare(
      map, method: "temperature", dev: dev, trainingSpeakers: ["OAF", "third"], known: known,
      unseen: unseen, settings: .none)
  }

  @Test("Dev data of a speaker whom training never heard are refused in words, before all else")
  func stranger() {
    let dev = [answer("one"), answer("YAF_back_sad", speaker: "YAF")]
    let error = #expect(throws: CalibrationError.self) {
      try compare(dev: dev, known: [answer("one")])
    }
    #expect(
      error?.description
        == "YAF_back_sad: dev data of speaker YAF, whom training never heard; expected training "
        + "speakers only. Fit on the dev part of the split.")
    #expect(throws: Never.self) {
      try compare(dev: [answer("one"), answer("two", speaker: "third")])
    }
  }

  @Test("What was fitted to is no test, of known speakers or of others, and is named")
  func fittedAndTested() {
    let dev = [answer("one"), answer("two")]
    for (known, unseen) in [
      ([answer("three"), answer("two")], [answer("four")]),
      ([answer("three")], [answer("four"), answer("two", speaker: "YAF")]),
    ] {
      let error = #expect(throws: CalibrationError.self) {
        try compare(dev: dev, known: known, unseen: unseen)
      }
      #expect(
        error?.description
          == "two: stands in the data of the fit and in a test; expected one of them. Take it out "
          + "of the fit.")
    }
    #expect(throws: Never.self) {
      try compare(dev: dev, known: [answer("three")], unseen: [answer("four", speaker: "YAF")])
    }
  }

  private static let better = #"{"lower": -0.2, "upper": -0.01, "level": 0.95, "unit": "word"}"#
  private static let worse = #"{"lower": 0.01, "upper": 0.09, "level": 0.95, "unit": "word"}"#

  private func transfer(
    known: String, unseen: String, onKnown: String = Self.better, interval: String = "null"
  ) throws -> CalibrationTransfer {
    func change(_ after: String, _ interval: String) -> String {
      #"{"before": 0.2, "after": \#(after), "interval": \#(interval), "count": 40}"#
    }
    let text = """
      {"method": "isotonic", "metric": "ece", "known": \(change(known, onKnown)),
       "unseen": \(change(unseen, interval))}
      """
    return try JSONDecoder().decode(CalibrationTransfer.self, from: Data(text.utf8))
  }

  @Test(
    "A finding says how far the metric went on both sides, and what survives of the gain",
    arguments: [
      (
        "0.1", "0.15", better, "from 0.200 to 0.100", "from 0.200 to 0.150",
        "a share of 0.500 of the gain survives"
      ),
      ("0.1", "0.25", worse, "from 0.200 to 0.100", "from 0.200 to 0.250", "it harms them"),
      (
        "0.1", "0.2", "null", "from 0.200 to 0.100", "from 0.200 to 0.200",
        "that any of the gain survives is not shown"
      ),
      (
        "0.2", "0.1", better, "from 0.200 to 0.200", "from 0.200 to 0.100",
        "there was no gain on known speakers that could survive"
      ),
    ])
  func sentences(
    known: String, unseen: String, interval: String, onKnown: String, onUnseen: String,
    share: String
  ) throws {
    let gain = known == "0.2" ? "null" : Self.better
    let finding = try transfer(known: known, unseen: unseen, onKnown: gain, interval: interval)
      .finding(unseen: RowTests.context("b"))
    #expect(
      finding.message
        == "The calibration by isotonic, fitted to dev data of the training speakers, takes ece "
        + "\(onKnown) on other recordings of those speakers and \(onUnseen) on unseen ones: \(share)."
    )
    #expect(finding.check == "calibration-transfer" && finding.importance == .note)
    #expect(finding.subject == "speaker-disjoint a > b, calibration isotonic, seed 0")
  }

  @Test("What has no value is called undetermined and is not filled in")
  func undetermined() throws {
    let found = try transfer(known: "0.1", unseen: "null")
    let finding = found.finding(unseen: RowTests.context("b"))
    #expect(
      finding.message.hasSuffix(
        "undetermined on unseen ones: what survives of a gain is undetermined."))
    #expect(finding.status == .undetermined && finding.evidence?.value == nil)
    let rows = found.rows(known: RowTests.context("a"), unseen: RowTests.context("b"))
    #expect(
      rows.map(\.metric) == ["ece", "ece-change", "ece", "ece-change", "ece-surviving-share"])
    #expect(rows.map(\.testedOn) == ["a", "a", "b", "b", "b"])
    let values = rows.map(\.value)
    #expect(values[0] == 0.1 && values[2...].allSatisfy { $0 == nil })
    #expect(agrees(values[1], -0.1))
  }

  @Test("Whoever is harmed is told to hear more speakers, and why the limit is 0")
  func harm() throws {
    let finding = try transfer(known: "0.1", unseen: "0.25", interval: Self.worse)
      .finding(unseen: RowTests.context("b"))
    #expect(
      finding.advice
        == "Do not calibrate on the training speakers alone: hear dev data of more speakers.")
    #expect(
      finding.threshold
        == Threshold(
          .atMost, 0, reason: "a calibration is to make ece no worse on people it never heard"))
    #expect(finding.evidence?.metric == "ece-change" && finding.evidence?.interval?.upper == 0.09)
  }

  @Test("A temperature is a row of the audit with the number of dev rows that it was fitted to")
  func temperature() throws {
    let row = try #require(Temperature(value: 1.5, before: 1, after: 0.9))
      .row(in: RowTests.context("b"), count: 140)
    #expect(row.metric == "temperature" && row.value == 1.5 && row.count == 140)
    #expect(row.attribute == "calibration" && row.subgroup == "temperature" && row.seed == 0)
  }

  @Test("Bare labels are compared by what needs no probabilities, and the rest has no value")
  func labels() throws {
    func bare(_ name: String) -> Prediction {
      Prediction(utterance: name, speaker: "OAF", word: nil, truth: .sad, predicted: .sad)
    }
    let map = try #require(Temperature(value: 2, before: 0, after: 0))
    let found = try CalibrationTransfer.compare(
      map, method: "temperature", dev: [bare("dev")], trainingSpeakers: ["OAF"],
      known: [bare("one")], unseen: [], metrics: [.accuracy, .nll], settings: .none)
    #expect(found.map(\.metric) == [.accuracy, .nll])
    #expect(found[0].known.before == 1 && found[0].known.after == 1 && found[0].known.count == 1)
    #expect(found[1].known.before == nil && found[1].known.after == nil)
    #expect(found.allSatisfy { $0.unseen.before == nil && $0.unseen.count == 0 })
    #expect(throws: MetricError.self) {
      try CalibrationTransfer.compareAll(
        dev: [bare("dev")], trainingSpeakers: ["OAF"], known: [bare("one")], unseen: [])
    }
  }
}
