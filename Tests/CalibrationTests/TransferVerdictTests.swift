import Calibration
import Findings
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("What a calibration's change on unseen speakers comes to")
struct TransferVerdictTests {
  private func change(_ before: Double, _ after: String, _ interval: String = "null") -> String {
    #"{"before": \#(before), "after": \#(after), "interval": \#(interval), "count": 40}"#
  }

  private func transfer(
    _ metric: Metric, known: String, unseen: String
  ) throws -> CalibrationTransfer {
    let text = """
      {"method": "vector", "metric": "\(metric.rawValue)", "known": \(known), "unseen": \(unseen)}
      """
    return try JSONDecoder().decode(CalibrationTransfer.self, from: Data(text.utf8))
  }

  @Test(
    "It passes with the whole interval on the better side, 0 included, and fails on the worse",
    arguments: [
      (Metric.nll, -0.2, -0.1, Status.passed), (.nll, -0.2, 0, .passed),
      (.nll, -0.1, 0.1, .undetermined), (.nll, 0, 0.1, .undetermined), (.nll, 0.1, 0.2, .failed),
      (.accuracy, 0.1, 0.2, .passed), (.accuracy, 0, 0.2, .passed),
      (.accuracy, -0.1, 0.1, .undetermined), (.accuracy, -0.1, 0, .undetermined),
      (.accuracy, -0.2, -0.1, .failed),
    ])
  func status(metric: Metric, lower: Double, upper: Double, status: Status) throws {
    let interval = #"{"lower": \#(lower), "upper": \#(upper), "level": 0.95, "unit": "word"}"#
    let known = change(0.5, "0.5")
    let finding = try transfer(metric, known: known, unseen: change(0.5, "0.5", interval))
      .finding(unseen: RowTests.context("b"))
    #expect(finding.status == status)
    #expect((finding.advice != nil) == (status == .failed))
    #expect(finding.threshold?.direction == (metric == .nll ? .atMost : .atLeast))
    let without = try transfer(metric, known: known, unseen: change(0.5, "0.5"))
    #expect(without.finding(unseen: RowTests.context("b")).status == .undetermined)
  }

  @Test(
    "What survives is the gain on unseen speakers over that on known ones, whichever way is better",
    arguments: [
      (Metric.nll, 0.8, 0.95, 0.25), (.nll, 0.8, 1.1, -0.5), (.nll, 0.6, 0.6, 1),
      (.accuracy, 1.2, 1.1, 0.5), (.accuracy, 1.2, 0.9, -0.5),
    ])
  func survives(metric: Metric, known: Double, unseen: Double, share: Double) throws {
    let found = try transfer(
      metric, known: change(1, "\(known)", shown(by: known - 1)), unseen: change(1, "\(unseen)"))
    #expect(agrees(found.survivingShare, share))
    let rows = found.rows(known: RowTests.context("a"), unseen: RowTests.context("b"))
    let row = try #require(rows.first { $0.metric == metric.rawValue + "-surviving-share" })
    #expect(agrees(row.value, share) && row.testedOn == "b" && row.count == 40)
    #expect(rows.count == 5 && rows.allSatisfy { $0.subgroup == "vector" })
  }

  /// An interval about a change that does not reach 0.
  private func shown(by change: Double) -> String {
    let ends = [change / 2, change * 3 / 2].sorted()
    return #"{"lower": \#(ends[0]), "upper": \#(ends[1]), "level": 0.95, "unit": "word"}"#
  }

  @Test("A gain on known speakers that chance may have given is none that could survive")
  func unshown() throws {
    let across = #"{"lower": -0.3, "upper": 0.1, "level": 0.95, "unit": "word"}"#
    let worse = #"{"lower": 0.1, "upper": 0.3, "level": 0.95, "unit": "word"}"#
    #expect(
      try transfer(.nll, known: change(1, "0.9", across), unseen: change(1, "1.2", worse))
        .finding(unseen: RowTests.context("b")).message.hasSuffix("it harms them."))
    for interval in ["null", across] {
      let found = try transfer(.nll, known: change(1, "0.9", interval), unseen: change(1, "1.2"))
      #expect(found.survivingShare == nil)
      #expect(
        found.finding(unseen: RowTests.context("b")).message
          .hasSuffix("no gain on known speakers is shown that could survive."))
    }
  }

  @Test("What an interval across 0 leaves open is neither called harm nor survival")
  func open() throws {
    let across = #"{"lower": -0.1, "upper": 0.3, "level": 0.95, "unit": "word"}"#
    for unseen in ["0.95", "1.1"] {
      let message = try transfer(
        .nll, known: change(1, "0.8", shown(by: -0.2)), unseen: change(1, unseen, across)
      ).finding(unseen: RowTests.context("b")).message
      #expect(message.hasSuffix("that any of the gain survives is not shown."), "\(message)")
    }
  }

  @Test("Without a gain on known speakers, or without a number, nothing could survive")
  func nothing() throws {
    for (metric, known, unseen, shown) in [
      (Metric.nll, "1", "0.9", 0.0), (.nll, "1.1", "0.9", 0.1), (.accuracy, "0.9", "1.1", -0.1),
      (.nll, "null", "0.9", -0.1), (.nll, "0.9", "null", -0.1),
    ] {
      let found = try transfer(
        metric, known: change(1, known, self.shown(by: shown)), unseen: change(1, unseen))
      #expect(found.survivingShare == nil, "\(metric) \(known) \(unseen)")
    }
  }
}
