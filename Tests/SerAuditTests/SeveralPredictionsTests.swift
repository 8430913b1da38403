import Foundation
import Testing

@Suite("Predictions of several trainings of one model")
struct SeveralPredictionsTests {
  /// Numbers of each seed, of all together, and of the ensemble, for one training speaker.
  private static let numbers = """
    SELECT protocol, tested_on, seed, speaker, emotion, attribute, subgroup, metric, quote(value),
      quote(lower), quote(upper), n, leaky FROM metrics
    WHERE trained_on = 'v1' AND perturbation IS NULL AND (attribute IS NULL
      OR attribute IN ('seeds', 'spread-of', 'ensemble', 'calibration', 'conformal'))
      AND metric NOT LIKE 'inflation-%' AND metric NOT LIKE 'asymmetry-%'
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    """

  @Test("that the suite's own seeds made give the numbers of its own audit")
  func comeBack() async throws {
    let sandbox = try Sandbox()
    let own = try await sandbox.audit("full", "--protocols", "speaker-disjoint", "--seeds", "2")
    try #require([0, 1, 3].contains(own.exitCode), "\(own.errors)")
    let run = try #require(sandbox.names(in: "reports").first)
    let files = ["v1", "v2"].flatMap { voice in
      sandbox.names(in: "tiny/" + voice).map { "tiny/\(voice)/\($0)" }
    }
    for seed in 0..<2 {
      let model = "reports/\(run)/models/speaker-disjoint-v1-seed\(seed).safetensors"
      let said = try await Program.run(
        ["predict", "--model", model, "--format", "csv"] + files, in: sandbox.path)
      try sandbox.write("p-\(seed).csv", said.output)
    }
    let outcome = try await sandbox.run(
      "full", "--corpus", "tiny", "--data", "tiny", "--preset", "quick", "--predictions", "p-0.csv",
      "--predictions", "p-1.csv", "--split", "reports/\(run)/splits/speaker-disjoint-v1.csv",
      "--ledger", "again.sqlite", "--reports", "again")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let expected = try await sandbox.query(Self.numbers)
    for part in ["|seeds|together|uar|", "|spread-of|uar|spread-seed|", "|ensemble|0+1|nll|"] {
      #expect(expected.contains(part), "\(part)")
    }
    #expect(try await sandbox.query(Self.numbers, ledger: "again.sqlite") == expected)
    #expect(try await sandbox.run("verify", "--ledger", "again.sqlite").exitCode == 0)
  }

  /// A sandbox with answers of three trainings: the first is right of everything, the others never
  /// name sad, and call it otherwise. The second also answers somebody whom the corpus does not
  /// have.
  private func sandbox() throws -> ForeignSandbox {
    let foreign = try ForeignSandbox()
    func others(_ word: String) -> [(path: String, emotion: String)] {
      foreign.rows.map { ($0.path, $0.emotion == "sad" ? word : $0.emotion) }
    }
    try foreign.sandbox.write("net-a.csv", foreign.predictions(foreign.rows))
    try foreign.sandbox.write(
      "net-b.csv", foreign.predictions(others("fear") + [("nobody.wav", "sad")]))
    try foreign.sandbox.write("net-c.csv", foreign.predictions(others("angry").reversed()))
    return foreign
  }

  private func audit(
    _ foreign: ForeignSandbox, _ files: String..., more: [String] = []
  ) async throws -> Program.Outcome {
    let named = files.flatMap { ["--predictions", $0] }
    return try await Program.run(
      ["full", "--corpus", "mini", "--data", "mini", "--preset", "quick", "--trained-on", "v1"]
        + named + more, in: foreign.sandbox.path)
  }

  @Test("are seeds of one model, whose files are named and held against their hashes each")
  func areSeeds() async throws {
    let foreign = try sandbox()
    let sandbox = foreign.sandbox
    try sandbox.write(
      "policy.yaml",
      """
      name: sure
      rules:
        - {name: right, metric: accuracy, per: overall, at-least: 0.9, decided-on: value,
           reason: because}
      """)
    let outcome = try await audit(
      foreign, "net-a.csv", "net-b.csv", "net-c.csv", more: ["--policy", "policy.yaml"])
    #expect(outcome.exitCode == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("0.905 (3 seeds, 0.857 to 1.000)"), "\(outcome.output)")
    #expect(outcome.output.contains("(2 of 3 seeds.)"), "\(outcome.output)")
    let models = try await sandbox.query(
      "SELECT name, seed, checkpoint FROM models WHERE name NOT LIKE 'probe/%' ORDER BY seed")
    #expect(models == "net|0|net-a.csv\nnet|1|net-b.csv\nnet|2|net-c.csv")
    let finding = try await sandbox.query(
      "SELECT check_name, subject FROM findings WHERE check_name LIKE 'predictions-unknown%'")
    #expect(finding == "predictions-unknown-utterance|net-b.csv")
    let ensemble = try await sandbox.query(
      "SELECT DISTINCT subgroup FROM reported_metrics WHERE attribute = 'ensemble'")
    #expect(ensemble == "0+1+2")
    let history = try await sandbox.run("history", "--metric", "accuracy", "--json")
      .data(by: "history.json")
    let lines = try #require(history["lines"] as? [[String: Any]])
    let entries = lines.compactMap { $0["entries"] as? [[String: Any]] }.flatMap { $0 }
    #expect(!entries.isEmpty && entries.allSatisfy { ($0["seeds"] as? [Int]) == [0, 1, 2] })
    #expect(try await sandbox.run("card").exitCode == 0)
    #expect(try await sandbox.run("verify").exitCode == 0)
    try sandbox.write("net-b.csv", try sandbox.text("net-b.csv") + "\n")
    let verify = try await sandbox.run("verify")
    #expect(verify.exitCode == 1 && verify.output.contains("altered  net-b.csv"))
    #expect(!verify.output.contains("net-a.csv"), "\(verify.output)")
  }

  @Test("make a run of their own for each order, and the first file alone another")
  func order() async throws {
    let foreign = try sandbox()
    _ = try await audit(foreign, "net-a.csv", "net-b.csv")
    let same = try await audit(foreign, "net-a.csv", "net-b.csv")
    #expect(same.errors.contains("is complete"), "\(same.errors)")
    let turned = try await audit(foreign, "net-b.csv", "net-a.csv")
    #expect(!turned.errors.contains("is complete"), "\(turned.errors)")
    let single = try await audit(foreign, "net-a.csv")
    #expect(!single.errors.contains("is complete"), "\(single.errors)")
    #expect(try await foreign.sandbox.query("SELECT count(*) FROM runs") == "3")
  }

  @Test("are held against what a run of one of the files was declared to be trained on")
  func declaredOtherwise() async throws {
    let foreign = try sandbox()
    let first = try await foreign.full("--predictions", "net-b.csv", "--trained-on", "v2")
    #expect([0, 1, 3].contains(first.exitCode), "\(first.errors)")
    // The order of runs is that of the second in which they began.
    try await Task.sleep(for: .seconds(1.1))
    let outcome = try await audit(foreign, "net-a.csv", "net-b.csv")
    #expect(outcome.output.contains("declared-training-differs"), "\(outcome.output)")
  }

  @Test("say of each seed to how many digits it was rounded, and the ensemble has no NLL then")
  func digits() async throws {
    let foreign = try sandbox()
    let text = try foreign.sandbox.text("net-b.csv")
    try foreign.sandbox.write(
      "net-b.csv", text.replacing("0.76", with: "1.00").replacing("0.04", with: "0.00"))
    let outcome = try await audit(foreign, "net-a.csv", "net-b.csv")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let digits = try await foreign.sandbox.query(
      "SELECT provenance ->> '$.facts.\"Digits of probabilities\"' FROM runs")
    #expect(digits == "2 (seed 0), 2 (seed 1)")
    let known = try await foreign.sandbox.query(
      """
      SELECT DISTINCT ifnull(seed, attribute), value IS NOT NULL FROM metrics
      WHERE metric = 'nll' AND protocol = 'speaker-disjoint' AND speaker IS NULL AND emotion IS NULL
        AND (attribute IS NULL OR attribute = 'ensemble') ORDER BY 1
      """)
    #expect(known == "0|1\n1|0\nensemble|0")
    #expect(try await foreign.sandbox.run("verify").exitCode == 0)
  }

  private static let refusals: [(call: String, code: Int32, words: String)] = [
    ("--predictions net-a.csv --predictions net-a.csv", 2, "net-a.csv and net-a.csv are the same"),
    ("--predictions net-a.csv --predictions copy.csv", 2, "net-a.csv and copy.csv are the same"),
    (
      "--predictions net-a.csv --predictions turned.tsv", 2,
      "net-a.csv and turned.tsv say the same of every recording"
    ),
    (
      "--predictions first.csv --predictions second.csv", 4,
      "first.csv and second.csv answer no recording in common"
    ),
    (
      "--predictions net-a.csv --predictions labels.csv", 4,
      "labels.csv has labels alone, and net-a.csv probabilities"
    ),
    ("--predictions net-a.csv --predictions none.csv", 4, "none.csv: none of 1 row answers"),
    ("--predictions net-a.csv --predictions gone.csv", 4, "gone.csv"),
    ("--model-command true --model-command false", 2, "--model-command takes one program, found 2"),
  ]

  @Test("are refused where they are no trainings of one model", arguments: refusals)
  func areRefused(call: String, code: Int32, words: String) async throws {
    let foreign = try sandbox()
    try foreign.sandbox.write("copy.csv", foreign.predictions(foreign.rows))
    try foreign.sandbox.write(
      "turned.tsv",
      foreign.predictions(foreign.rows.reversed()).replacing(",", with: "\t"))
    for (name, voice) in [("first.csv", "v1"), ("second.csv", "v2")] {
      try foreign.sandbox.write(
        name, foreign.predictions(foreign.rows.filter { $0.path.hasPrefix(voice) }))
    }
    try foreign.sandbox.write("none.csv", foreign.predictions([("nobody.wav", "sad")]))
    try foreign.sandbox.write(
      "labels.csv", "path,label\n" + foreign.rows.map { "\($0.path),sad\n" }.joined())
    let outcome = try await audit(
      foreign, more: call.split(separator: " ").map(String.init))
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    let said: String = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains(words), "\(outcome.errors)")
    #expect(!foreign.sandbox.names().contains("ser-audit.sqlite"))
  }
}
