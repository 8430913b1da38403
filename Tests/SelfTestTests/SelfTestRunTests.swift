import Foundation
import SelfTest
import TestSupport
import Testing

@Suite("Models whose verdicts are known")
struct SelfTestRunTests {
  /// One run for all tests of the suite.
  private static let run = Result { try SelfTestRun().outcome() }

  @Test("Each subject gets exactly the verdicts it deserves", arguments: ExpectedVerdicts.all)
  func verdicts(expected: ExpectedVerdicts) throws {
    let subject = try #require(
      try Self.run.get().subjects.first { $0.name == expected.subject })
    #expect(subject.verdicts.map(\.check) == ExpectedVerdicts.checks)
    for verdict in subject.verdicts {
      #expect(verdict.found == expected.verdict(on: verdict.check), "\(verdict.check)")
    }
  }

  @Test("Each fault is measured as it was made")
  func numbers() throws {
    for subject in try Self.run.get().subjects {
      #expect(!subject.numbers.isEmpty, "\(subject.name)")
      for number in subject.numbers { #expect(number.holds, "\(subject.name): \(number)") }
    }
  }

  @Test("200 models that guess pass at most one check of ten, ten times as many without the gate")
  func guessers() throws {
    let outcome = try Self.run.get().guessers
    #expect(outcome.modelCount == 200 && outcome.checkCount > 50_000)
    let share = try #require(outcome.share)
    #expect(share <= 0.1)
    #expect(try #require(outcome.ungatedShare) > 10 * share)
    #expect(outcome.holds)
    #expect(try Self.run.get().holds)
  }

  @Test("What a program reads of a run follows the command's schema")
  func schema() throws {
    let data = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self.run.get()))
    let printed: [String: Any] = [
      "schema": "ser-audit/1/self-test", "command": "self-test", "version": "1", "run": NSNull(),
      "status": "passed", "exitCode": 0, "data": data,
    ]
    #expect(try SchemaCheck().faults(of: printed, schema: "self-test.json") == [])
    #expect((data as? [String: Any])?["error"] == nil)
  }

  @Test("Every check of the table is passed by one subject and failed by another")
  func everyCheckDecides() {
    // No subject was made for these: they compare what every subject here treats alike.
    let alike = [
      "accuracy-difference by speaker", "accuracy-difference by sex",
      "accuracy-difference by language", "accuracy-difference by sentiment",
      "accuracy-difference by f0", "fairness-sex-uar-shift", "fairness-sex-recall-shift",
      "fairness-language-share-shift",
    ]
    // Of twenty speakers 24 words each rule no gap between two of them out.
    let unprovable = ["accuracy-difference by speaker"]
    for check in ExpectedVerdicts.checks {
      let verdicts = Set(ExpectedVerdicts.all.map { $0.verdict(on: check) })
      #expect(verdicts.contains(.passed) != unprovable.contains(check), "\(check)")
      #expect(verdicts.contains(.failed) != alike.contains(check), "\(check)")
    }
  }

  @Test("The documented table is the one that is tested")
  func document() throws {
    let file = URL(fileURLWithPath: Repository.root + "/docs/self-test.md")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let text = try String(contentsOf: file, encoding: .utf8)
      let start = try #require(text.range(of: Self.marker)).upperBound
      try (text[..<start] + "\n\n" + Self.table + "\n").write(
        to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8).hasSuffix("\n\n" + Self.table + "\n"))
  }

  private static let marker = "<!-- The table below is held to the code by a test. -->"

  /// Rows are subjects, columns the numbered checks.
  private static var table: String {
    let symbols: [CheckVerdict: String] = [
      .passed: "+", .failed: "-", .undetermined: "?", .vacuous: "(+)",
    ]
    let checks = ExpectedVerdicts.checks
    let legend = checks.enumerated().map { "\($0 + 1). \($1)" }
    let header = "| model | " + checks.indices.map { "\($0 + 1)" }.joined(separator: " | ") + " |"
    let rule = "|---|" + String(repeating: "---|", count: checks.count)
    let rows = ExpectedVerdicts.all.map { row in
      "| \(row.subject) | "
        + checks.map { symbols[row.verdict(on: $0)] ?? "" }.joined(separator: " | ") + " |"
    }
    return (legend + ["", header, rule] + rows).joined(separator: "\n")
  }
}
