import Foundation
import Testing

@Suite("Numbers beside what was declared of training")
struct DeclaredPlausibilityTests {
  /// Answers that know the second voice by heart and the first one hardly.
  private func sandbox() throws -> ForeignSandbox {
    let foreign = try ForeignSandbox()
    let lines = try foreign.sandbox.text("tiny/manifest.csv").split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",").map(String.init) }
    let path = try #require(lines[0].firstIndex(of: "path"))
    let emotion = try #require(lines[0].firstIndex(of: "emotion"))
    let all = lines.dropFirst().map { (path: $0[path], emotion: $0[emotion]) }
    let rows = all.enumerated().map { index, row in
      let isKnown = row.path.hasPrefix("v2") || index % 3 == 0
      let wrong = row.emotion == "sad" ? "fear" : "sad"
      return (path: row.path, emotion: isKnown ? row.emotion : wrong)
    }
    try foreign.sandbox.write("p.csv", foreign.predictions(rows))
    return foreign
  }

  /// Audits the answers on all ten words: of fewer there are no intervals.
  private func full(_ foreign: ForeignSandbox, _ more: String...) async throws -> Program.Outcome {
    try await Program.run(
      ["full", "--corpus", "tiny", "--data", "tiny", "--preset", "quick", "--predictions", "p.csv"]
        + more, in: foreign.sandbox.path)
  }

  @Test("are told first, on the terminal and the page, where they contradict it")
  func contradiction() async throws {
    let foreign = try sandbox()
    let outcome = try await full(foreign, "--trained-on", "v1")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    let verdict = try #require(lines.firstIndex { $0.hasPrefix("Verdict: ") })
    let line = lines[verdict + 1]
    #expect(
      line.hasPrefix(
        "  training  declared-training-plausibility: Speaker v1, said to be heard, has a UAR of 0."
      ), "\(line)")
    #expect(line.contains("(LEAKY; 95 % interval"), "\(line)")
    let run = try #require(foreign.sandbox.names(in: "reports").first)
    let page = try foreign.sandbox.text("reports/\(run)/report.md")
    let doubt = try #require(page.range(of: "Speaker v1, said to be heard")?.lowerBound)
    let ladder = try #require(page.range(of: "On speakers whom training never heard (")?.lowerBound)
    #expect(doubt < ladder)
    let stored = try await foreign.sandbox.query(
      """
      SELECT status, importance, ground FROM findings
      WHERE check_name = 'declared-training-plausibility'
      """)
    #expect(stored == "undetermined|warning|heard-worse")
    #expect(try await foreign.sandbox.run("verify").exitCode == 0)
  }

  @Test("are no reason for doubt where the heard speaker is recognised better")
  func holds() async throws {
    let foreign = try sandbox()
    let outcome = try await full(foreign, "--trained-on", "v2")
    #expect(!outcome.output.contains("  training  "), "\(outcome.output)")
    let stored = try await foreign.sandbox.query(
      "SELECT status FROM findings WHERE check_name = 'declared-training-plausibility'")
    #expect(stored == "passed")
  }

  @Test("say that the same answers were declared otherwise in an earlier run, with its name")
  func otherwise() async throws {
    let foreign = try sandbox()
    _ = try await full(foreign, "--trained-on", "v2")
    let first = try #require(foreign.sandbox.names(in: "reports").first)
    let silent = try await full(foreign)
    #expect(!silent.output.contains("declared-training-differs"), "\(silent.output)")
    let outcome = try await full(foreign, "--trained-on", "v1")
    #expect(
      outcome.output.contains(
        "  training  declared-training-differs: The same answers, byte for byte, were said to be "
          + "of a model trained on v2 in run \(first), and on v1 here."), "\(outcome.output)")
    #expect(try await foreign.sandbox.run("verify").exitCode == 0)
  }
}
