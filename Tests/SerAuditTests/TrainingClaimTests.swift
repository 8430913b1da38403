import Foundation
import Testing

@Suite("What somebody says that a model was trained on")
struct TrainingClaimTests {
  @Test(
    "gives the rungs, and counts the audited data as heard, also where it is called a corpus",
    arguments: [
      ("v2", "random|v2|v2|1\nspeaker-disjoint|v2|v1|0"),
      ("mini", "random|v1+v2|v1+v2|1"), ("corpus:mini", "random|v1+v2|v1+v2|1"),
      ("corpus:Mini", "random|v1+v2|v1+v2|1"),
      ("corpus:v1", "random|v1|v1|1\nspeaker-disjoint|v1|v2|0"),
      ("v1, ravdess", "random|ravdess+v1|v1|1\nspeaker-disjoint|ravdess+v1|v2|0"),
      ("ravdess", "cross-corpus|ravdess|v1+v2|0"), ("nothing", "cross-corpus|nothing|v1+v2|0"),
      ("corpus:other", "cross-corpus|other|v1+v2|0"),
    ])
  func givesRungs(claim: String, rungs: String) async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await foreign.full("--predictions", "p.csv", "--trained-on", claim)
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let found = try await foreign.sandbox.query(
      """
      SELECT DISTINCT protocol, trained_on, tested_on, leaky FROM reported_metrics
      WHERE metric = 'answered-share' ORDER BY 1
      """)
    #expect(found == rungs)
  }

  @Test(
    "that is nearly the name of a speaker or corpus is refused with that name",
    arguments: [
      ("V1", " Did you mean 'v1'? Leave"), ("ravdes", " Did you mean 'ravdess'? Leave"),
      ("somebody", "or nothing. Leave the option out"),
    ])
  func isMisspelt(claim: String, words: String) async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await foreign.full("--predictions", "p.csv", "--trained-on", claim)
    #expect(outcome.exitCode == 2 && outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test(
    "decides what is to be mended where a leak leaves nothing to judge",
    arguments: [
      (["--split", "parts.csv"], "The split file has speakers on both", "Give a split file that"),
      (["--trained-on", "mini"], "The model is said to have heard", "Audit on speakers whom the"),
      ([], "Say what it was trained on", "Say what the model was trained on (--trained-on)"),
    ])
  func decidesWhatToMend(options: [String], leak: String, missing: String) async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await Program.run(
      ["full", "--corpus", "mini", "--data", "mini", "--preset", "quick", "--predictions", "p.csv"]
        + options, in: foreign.sandbox.path)
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    func advice(_ check: String) async throws -> String {
      try await foreign.sandbox.query(
        "SELECT DISTINCT advice FROM findings WHERE check_name = '\(check)'")
    }
    #expect(try await advice("leakage").hasPrefix(leak))
    for check in ["per-speaker-accuracy", "no-class-collapse"] {
      let found = try await advice(check)
      let start = "All that the run has of this number comes from splits that leak. "
      #expect(found.hasPrefix((options.isEmpty ? "" : start) + missing), "\(found)")
    }
    #expect(try await advice("no-leaky-evidence").hasPrefix(missing))
    let run = try #require(foreign.sandbox.names(in: "reports").first)
    #expect(!(try foreign.sandbox.text("reports/\(run)/report.md").contains("(speaker-disjoint, ")))
  }

  @Test("is nobody's where the program planned the splits: rungs that leak are made to")
  func isNobodys() async throws {
    let sandbox = try await FinishedAudit.copy()
    let advice = try await sandbox.query(
      """
      SELECT DISTINCT subject LIKE 'random%' OR subject LIKE 'word-disjoint%', status, advice
      FROM findings WHERE check_name = 'leakage' ORDER BY 1 DESC
      """)
    #expect(advice.hasPrefix("1|failed|The rung is made to leak and shows what that is worth;"))
    #expect(!advice.contains("mend"), "\(advice)")
  }

  @Test("may list more speakers than the name of a file holds")
  func listsMany() async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    let speakers = foreign.rows.indices.map { "speaker-with-a-long-name-\($0)" }
    let rows = zip(foreign.rows, speakers).map { "\($0.path),\($0.emotion),\($1)" }
    try sandbox.write(
      "mini/manifest.csv", (["path,emotion,speaker"] + rows).joined(separator: "\n") + "\n")
    try sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await foreign.full(
      "--predictions", "p.csv", "--trained-on", speakers.dropLast(7).joined(separator: ","))
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let run = try #require(sandbox.names(in: "reports").first)
    let names = sandbox.names(in: "reports/\(run)/splits")
    #expect(names.count == 1)
    #expect(names.allSatisfy { $0.utf8.count < 200 })
  }

  @Test("Predictions may come through a pipe, and have the hash of what came")
  func comesThroughAPipe() async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    try sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let call =
      "exec '\(Program.path)' full --corpus mini --data mini --preset quick --trained-on v1 "
      + "--predictions <(cat p.csv)"
    let outcome = try await Program.tool(["bash", "-c", call], in: sandbox.path)
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let expected = try await Program.tool(["sha256sum", "p.csv"], in: sandbox.path).output.prefix(
      64)
    let hashes = try await sandbox.query(
      "SELECT DISTINCT checkpoint_hash FROM models WHERE name NOT LIKE 'probe%'")
    #expect(hashes == expected)
  }

  @Test(
    "A published corpus is one corpus, however its name is spelled",
    arguments: ["--companion", "--external"])
  func isOneCorpus(option: String) async throws {
    let sandbox = try Sandbox()
    let outcome = try await sandbox.audit("train", option, "RAVDESS", option, "ravdess")
    #expect(outcome.exitCode == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("\(option) ravdess"), "\(outcome.errors)")
  }
}
