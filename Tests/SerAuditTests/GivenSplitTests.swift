import Foundation
import Testing

@Suite("Splits that are given as files")
struct GivenSplitTests {
  @Test("of a finished run give its numbers again, bit for bit")
  func giveTheSameNumbers() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let folder = "reports/\(run)/splits"
    let files = sandbox.names(in: folder).map { folder + "/" + $0 }
    #expect(files.count == 3)
    let outcome = try await Program.run(
      ["full"] + Sandbox.audit + ["--ledger", "again.sqlite", "--reports", "again", "--split"]
        + files, in: sandbox.path)
    #expect(outcome.exitCode == (try await FinishedAudit.outcome().exitCode), "\(outcome.errors)")
    let first = try await sandbox.query(MetricRows.metrics)
    #expect(try await sandbox.query(MetricRows.metrics, ledger: "again.sqlite") == first)
    let again = try #require(sandbox.names(in: "again").first)
    #expect(sandbox.names(in: "again/\(again)/splits") == sandbox.names(in: folder))
    for file in files {
      let name = file.split(separator: "/").last ?? ""
      #expect(try sandbox.text("again/\(again)/splits/\(name)") == sandbox.text(file))
    }
  }

  @Test("of changed copies and of another corpus give their numbers again as well")
  func giveTheLadderAgain() async throws {
    let sandbox = try Sandbox()
    try LadderTests.addFriends(to: sandbox, without: "surprise")
    let audit = [
      "full", "--corpus", "tiny", "--data", ".", "--recipe", "tiny.yaml", "--preset", "quick",
      "--external", "friends",
    ]
    let first = try await Program.run(
      audit + ["--protocols", "augment-before-split,cross-corpus"], in: sandbox.path)
    #expect([0, 1, 3].contains(first.exitCode), "\(first.errors)")
    let run = try #require(sandbox.names(in: "reports").first)
    let files = sandbox.names(in: "reports/\(run)/splits").map { "reports/\(run)/splits/\($0)" }
    #expect(files.count == 3)
    let written = try await sandbox.run(
      "split", "tiny", "--data", ".", "--external", "friends", "--protocols",
      "augment-before-split,cross-corpus", "--output", "parts")
    #expect(written.exitCode == 0, "\(written.errors)")
    for file in files {
      let name = file.split(separator: "/").last ?? ""
      #expect(try sandbox.text("parts/\(name)") == sandbox.text(file))
    }
    let again = try await Program.run(
      audit + ["--ledger", "again.sqlite", "--reports", "again", "--split"] + files,
      in: sandbox.path)
    #expect(again.exitCode == first.exitCode, "\(again.errors)")
    let numbers =
      """
      SELECT protocol, trained_on, tested_on, speaker, class, attribute, subgroup, metric,
        quote(value), quote(lower), quote(upper), n, leaky FROM reported_metrics
      ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
      """
    let expected = try await sandbox.query(numbers)
    #expect(expected.contains("augment-before-split|") && expected.contains("cross-corpus|friends"))
    #expect(try await sandbox.query(numbers, ledger: "again.sqlite") == expected)
  }

  @Test(
    "are refused for training where they leave something over or say too little",
    arguments: [
      ("path,part\nv1/v1_x.wav,train\n", "no row of the part test"),
      ("path,part\nA,train\nB,dev\nC,test\ngone.wav,train\n", "1 row names no recording"),
      ("path,part\nA,train\nA,dev\nC,test\n", "more than one of train"),
      ("path,part\nA,train\nC,test\n", "training needs both: by dev each epoch is measured"),
    ])
  func areRefused(text: String, words: String) async throws {
    let foreign = try ForeignSandbox()
    var text = text
    for (letter, row) in zip(["A", "B", "C"], foreign.rows) {
      text = text.replacing("\n\(letter),", with: "\n\(row.path),")
    }
    try foreign.sandbox.write("split.csv", text)
    let outcome = try await foreign.full("--split", "split.csv")
    #expect(outcome.exitCode == 4)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!foreign.sandbox.names().contains("ser-audit.sqlite"))
  }

  @Test("without a part train are not called for: they are there and say too little")
  func sayWhatIsMissing() async throws {
    let foreign = try ForeignSandbox()
    let rows = foreign.rows.map { "\($0.path),test" }
    try foreign.sandbox.write("tests.csv", "path,part\n" + rows.joined(separator: "\n") + "\n")
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await foreign.full("--predictions", "p.csv", "--split", "tests.csv")
    #expect(outcome.errors.contains("no row of the part train"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("or give its split"))
  }

  @Test("that give one rung of the same speakers twice are refused: their numbers would be one")
  func areToldApart() async throws {
    let foreign = try ForeignSandbox()
    let text = try foreign.sandbox.text("parts.csv")
    try foreign.sandbox.write("other.csv", text)
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await foreign.full(
      "--predictions", "p.csv", "--split", "parts.csv", "other.csv")
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains("both give random v1 > v1"), "\(outcome.errors)")
    #expect(outcome.errors.contains("name one, which takes the others along"))
  }
}
