import Foundation
import Testing

@Suite("Three runs compared")
struct RankingCommandTests {
  /// The two audits, and one of somebody else's model that is right throughout and heard `v1`.
  private func threeRuns() async throws -> (sandbox: Sandbox, runs: [String]) {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    let lines = try sandbox.text("tiny/manifest.csv").split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",").map(String.init) }
    let path = try #require(lines[0].firstIndex(of: "path"))
    let emotion = try #require(lines[0].firstIndex(of: "emotion"))
    try sandbox.write(
      "right.csv",
      "path,label\n" + lines.dropFirst().map { "\($0[path]),\($0[emotion])\n" }.joined())
    let audit = try await sandbox.run(
      "full", "--corpus", "tiny", "--data", "tiny", "--preset", "quick", "--predictions",
      "right.csv", "--trained-on", "v1")
    let third = try await sandbox.query(
      "SELECT id FROM runs WHERE id NOT IN ('\(first)', '\(second)')")
    try #require(!third.isEmpty, "\(audit.errors)")
    return (sandbox, [first, second, third])
  }

  @Test("are ranked on what all answered about a speaker whom none heard, the best first")
  func ranked() async throws {
    let (sandbox, runs) = try await threeRuns()
    let outcome = try await Program.run(
      ["compare"] + runs + ["--json", "--output", "page.md"], in: sandbox.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let data = try outcome.data(by: "compare.json")
    #expect(data["notOfAll"] as? [String] == ["tiny/v1"] && data["unshared"] as? [String] == [])
    let entrants = try #require(data["entrants"] as? [[String: Any]])
    #expect(entrants.map { $0["letter"] as? String } == ["A", "B", "C"])
    // Seed 0 is what all have.
    #expect(entrants.map { $0["seedsLeftOut"] as? [Int] } == [[], [1], []])
    let groups = try #require(data["groups"] as? [[String: Any]])
    #expect(groups.map { $0["speaker"] as? String } == ["tiny/v2"], "of one speaker no pool")
    let standings = try #require(groups.first?["standings"] as? [[String: Any]])
    #expect(standings[0]["run"] as? String == runs[2] && standings[0]["toBest"] == nil)
    #expect(Set(standings.compactMap { $0["run"] as? String }) == Set(runs))
    for standing in standings {
      let uar = (standing["uar"] as? [String: Any])?["value"] as? NSNumber
      let stored = try await sandbox.query(
        """
        SELECT value FROM metrics WHERE run = '\(standing["run"] ?? "")' AND metric = 'uar'
        AND seed = 0 AND protocol = 'speaker-disjoint' AND tested_on = 'v2' AND speaker IS NULL
        AND emotion IS NULL AND attribute IS NULL AND perturbation IS NULL
        """)
      #expect(abs((uar?.doubleValue ?? -1) - (Double(stored) ?? -2)) < 1e-9)
    }
    for standing in standings.dropFirst() {
      let toBest = try #require(standing["toBest"] as? [String: Any])
      #expect((toBest["difference"] as? NSNumber)?.doubleValue ?? 1 < 0)
    }
    let page = try sandbox.text("page.md")
    for words in ["# 3 runs compared", "## tiny/v2, ", "| C | v1 (as declared) | 1.000 ["] {
      #expect(page.contains(words), "\(page)")
    }
  }

  @Test("are a table for people, and nothing where one run heard every speaker")
  func text() async throws {
    let (sandbox, runs) = try await threeRuns()
    let outcome = try await Program.run(["compare"] + runs, in: sandbox.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    for words in [
      "A  \(runs[0])  crnn\n", "C  \(runs[2])  right, as declared\n", "told apart", "best",
      "tiny/v1: not every run has answers without having heard the speaker; left out.",
      "B: seed 0 compared; left out: seed 1.",
    ] { #expect(outcome.output.contains(words), "\(words) in \(outcome.output)") }
    _ = try await sandbox.query(
      "UPDATE test_sets SET leaky = 1 WHERE split IN (SELECT id FROM splits WHERE run = "
        + "'\(runs[2])')")
    let nothing = try await Program.run(["compare"] + runs, in: sandbox.path)
    #expect(nothing.exitCode == 2)
    #expect(
      nothing.errors.contains("No recording of a speaker whom none of the 3 runs heard")
        && nothing.errors.contains("\(runs[2]): none"), "\(nothing.errors)")
  }
}
