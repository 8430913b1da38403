import Foundation
import Testing

@Suite("Two runs of unlike folds")
struct OtherFoldsTests {
  /// Calls the honest test sets of a run otherwise, as those of other folds are.
  private func rename(
    _ sandbox: Sandbox, _ run: String, _ protocols: String...
  ) async throws {
    let list = protocols.map { "'\($0)'" }.joined(separator: ", ")
    _ = try await sandbox.query(
      "UPDATE test_sets SET tested_on = tested_on || '+v9' WHERE protocol IN (\(list)) AND split "
        + "IN (SELECT id FROM splits WHERE run = '\(run)')")
  }

  private func number(_ value: Any?) -> Double? { (value as? NSNumber)?.doubleValue }

  @Test("are compared on each speaker whom neither heard, each recording once")
  func bySpeaker() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    let alike = try await sandbox.run("compare", first, second, "--json")
    #expect(try alike.data(by: "compare.json")["unheard"] == nil, "nothing would be added")
    // What stands in both rungs of a model is one recording; the smaller rung is paired still.
    try await rename(sandbox, second, "speaker-disjoint")
    let data = try await sandbox.run("compare", first, second, "--json").data(by: "compare.json")
    let unheard = try #require(data["unheard"] as? [String: Any])
    let speakers = try #require(unheard["speakers"] as? [[String: Any]])
    #expect(speakers.map { $0["speaker"] as? String } == ["tiny/v1", "tiny/v2"])
    for (speaker, own) in zip(["v1", "v2"], speakers) {
      func stored(_ run: String, _ columns: String, _ metric: String) async throws -> String {
        try await sandbox.query(
          """
          SELECT \(columns) FROM metrics WHERE run = '\(run)' AND metric = '\(metric)' AND seed = 0
          AND protocol = 'speaker-disjoint' AND speaker = '\(speaker)' AND emotion IS NULL
          AND attribute IS NULL AND perturbation IS NULL
          """)
      }
      let shared = number(own["shared"]).map { "\(Int($0))" }
      #expect(shared == (try await stored(first, "n", "accuracy")))
      #expect(own["trainedOn"] as? String == (speaker == "v1" ? "v2" : "v1"))
      for measured in try #require(own["metrics"] as? [[String: Any]]) {
        let metric = try #require(measured["metric"] as? String)
        for (run, key) in [(first, "first"), (second, "second")] {
          let known = Double(try await stored(run, "value", metric))
          #expect(abs((number(measured[key]) ?? -1) - (known ?? -2)) < 1e-9)
        }
        #expect(number(measured["adjustedP"]) ?? 0 >= number(measured["p"]) ?? 1)
      }
    }
  }

  @Test("say so in words, with both trainings, and on the page")
  func told() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    try await rename(sandbox, second, "speaker-disjoint")
    let outcome = try await sandbox.run("compare", first, second, "--output", "page.md")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    for words in [
      "Only A has speaker-disjoint v2 > v1.",
      "by speaker whom neither heard, in whatever fold or rung\nspeaker",
      "Of every speaker: seed 0 is compared, which both have; left out: seed 1 of B.",
      "Holm over the test sets or speakers;",
    ] { #expect(outcome.output.contains(words), "\(outcome.output)") }
    #expect(try sandbox.text("page.md").contains("| tiny/v1, seed 0 | v2 | v2 |"))
    _ = try await sandbox.query(
      "UPDATE splits SET trained_on = 'v1+v4' WHERE protocol = 'speaker-disjoint' AND "
        + "trained_on = 'v1' AND run = '\(second)'")
    let other = try await sandbox.run("compare", first, second)
    #expect(
      other.output.contains("speaker-word-disjoint v1 > v2 (B trained on v1+v4), seed 0 "),
      "\(other.output)")
  }

  @Test("without any like test set are told which is worse by the speakers")
  func failOnWorse() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    try await rename(sandbox, second, "speaker-disjoint", "speaker-word-disjoint")
    let call = ["compare", first, second, "--fail-on-worse", "--margin"]
    let wide = try await Program.run(call + ["1"], in: sandbox.path)
    #expect(wide.exitCode == 0, "\(wide.output)")
    #expect(wide.output.contains("no, on every speaker whom neither heard"), "\(wide.output)")
    func label(_ answer: String, _ run: String) async throws {
      let columns = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
        .map { "p_\($0) = (\(answer)) = '\($0)'" }.joined(separator: ", ")
      _ = try await sandbox.query(
        """
        UPDATE predictions SET predicted = \(answer), \(columns) WHERE evaluation IN (
          SELECT e.id FROM evaluations e JOIN test_sets t ON t.id = e.test_set
          JOIN splits s ON s.id = t.split WHERE s.run = '\(run)' AND t.leaky = 0)
        """)
    }
    try await label("truth", first)
    try await label("CASE WHEN utterance % 3 = 0 THEN 'sad' ELSE 'fear' END", second)
    let worse = try await Program.run(call + ["0"], in: sandbox.path)
    #expect(worse.exitCode == 1, "\(worse.output)")
    #expect(worse.output.contains("yes, credibly, on a speaker whom neither heard"))
    // A speaker whom the second heard is one that it has no evidence about.
    _ = try await sandbox.query(
      "UPDATE test_sets SET leaky = 1 WHERE tested_on = 'v1+v9' AND split IN (SELECT id FROM "
        + "splits WHERE run = '\(second)')")
    let lacking = try await Program.run(call + ["1"], in: sandbox.path)
    #expect(lacking.exitCode == 3, "\(lacking.output)")
    #expect(
      lacking.output.contains("Only A has answers about tiny/v1 without having heard the speaker."))
  }

  @Test("leave out a recording of another sound, and find nothing where all sound otherwise")
  func otherSound() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    try await rename(sandbox, second, "speaker-disjoint", "speaker-word-disjoint")
    let own = "corpus IN (SELECT id FROM corpora WHERE run = '\(second)') AND speaker = 'v1'"
    _ = try await sandbox.query(
      "UPDATE utterances SET content_hash = content_hash || 'x' WHERE \(own)")
    let outcome = try await sandbox.run("compare", first, second)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(
      outcome.output.contains("tiny/v1: no recording is the same for both."), "\(outcome.output)")
  }
}
