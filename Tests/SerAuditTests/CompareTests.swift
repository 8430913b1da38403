import Foundation
import Testing

@Suite("Two runs compared")
struct CompareTests {
  private func data(_ outcome: Program.Outcome) throws -> [String: Any] {
    try outcome.data(by: "compare.json")
  }

  private func number(_ value: Any?) -> Double? { (value as? NSNumber)?.doubleValue }

  @Test("give on each test set both numbers of the ledger, their difference, and every flip")
  func numbers() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    let outcome = try await sandbox.run("compare", first, second, "--json")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let data = try data(outcome)
    let tests = try #require(data["tests"] as? [[String: Any]])
    let count = try await sandbox.query(
      """
      SELECT count(DISTINCT t.protocol || trained_on || tested_on) FROM evaluations e
      JOIN test_sets t ON t.id = e.test_set JOIN splits s ON s.id = t.split
      WHERE perturbation IS NULL AND run = '\(first)'
      """)
    #expect("\(tests.count)" == count)
    for test in tests {
      let place =
        "protocol = '\(test["evaluationProtocol"] ?? "")' AND trained_on = "
        + "'\(test["trainedOn"] ?? "")' AND tested_on = '\(test["testedOn"] ?? "")'"
      // Seed 0 is what both have.
      #expect((test["seeds"] as? [Int]) == [0] && (test["secondSeeds"] as? [Int]) == [0])
      #expect((test["seedsOnlyFirst"] as? [Int]) == [])
      #expect((test["seedsOnlySecond"] as? [Int]) == [1])
      for measured in try #require(test["metrics"] as? [[String: Any]]) {
        for (run, key) in [(first, "first"), (second, "second")] {
          let stored = try await sandbox.query(
            """
            SELECT value FROM metrics WHERE run = '\(run)' AND metric = '\(measured["metric"] ?? "")'
            AND \(place) AND seed = 0 AND speaker IS NULL AND emotion IS NULL AND attribute IS NULL
            AND perturbation IS NULL
            """)
          let (told, known) = (number(measured[key]), Double(stored))
          #expect(abs((told ?? -1) - (known ?? -2)) < 1e-9)
        }
      }
      let flips = try await sandbox.query(
        """
        WITH said AS (
          SELECT s.run, u.name, p.predicted = p.truth AS hit FROM predictions p
          JOIN utterances u ON u.id = p.utterance JOIN evaluations e ON e.id = p.evaluation
          JOIN models m ON m.id = e.model JOIN test_sets t ON t.id = e.test_set
          JOIN splits s ON s.id = t.split
          WHERE perturbation IS NULL AND m.name = 'crnn' AND seed = 0
          AND \(place.replacingOccurrences(of: "protocol =", with: "t.protocol ="))
        )
        SELECT sum(b.hit > a.hit), sum(a.hit > b.hit), count(*) FROM said a
        JOIN said b ON a.name = b.name WHERE a.run = '\(first)' AND b.run = '\(second)'
        """)
      let told = ["mended", "broken", "shared"].map { "\(Int(number(test[$0]) ?? -1))" }
      #expect(told.joined(separator: "|") == flips)
    }
  }

  @Test("are turned around by turning them around")
  func mirror() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    let ahead = try data(try await sandbox.run("compare", first, second, "--json"))
    let back = try data(try await sandbox.run("compare", second, first, "--json"))
    let (one, other) = (
      ahead["tests"] as? [[String: Any]] ?? [], back["tests"] as? [[String: Any]] ?? []
    )
    #expect(one.count == other.count && !one.isEmpty)
    for (left, right) in zip(one, other) {
      #expect(number(left["mended"]) == number(right["broken"]))
      let pairs = zip(
        left["metrics"] as? [[String: Any]] ?? [], right["metrics"] as? [[String: Any]] ?? [])
      for (ours, theirs) in pairs {
        #expect(number(ours["difference"]) == number(theirs["difference"]).map { -$0 })
        #expect(number(ours["p"]) == number(theirs["p"]))
        #expect(number(ours["adjustedP"]) ?? 0 >= number(ours["p"]) ?? 1)
      }
    }
  }

  @Test("are a table for people, and a page of Markdown where one is asked for")
  func text() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    // The two runs differ in the hash at their ends.
    let outcome = try await sandbox.run(
      "compare", String(first.suffix(6)), "latest", "--output", "page.md")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("A  \(first)\nB  \(second)\n"))
    for words in [
      "B - A", "Holm", "detectable", "LEAKY", "B mends", "McNemar p", "recall by emotion", "angry ",
      "speaker-disjoint v1 > v2, seed 0 ",
      "Of every test set: seed 0 is compared, which both have; left out: seed 1 of B.",
    ] { #expect(outcome.output.contains(words), "\(outcome.output)") }
    let page = try sandbox.text("page.md")
    for words in [
      "# Two runs compared", "LEAKY random", "| emotion | n | recall of A |",
      "left out: seed 1 of B",
    ] { #expect(page.contains(words)) }
  }

  @Test("of no common seed are of the first of each, and say so")
  func noCommonSeed() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    _ = try await sandbox.query(
      "UPDATE models SET seed = seed + 5 WHERE split IN (SELECT id FROM splits WHERE run = "
        + "'\(first)')")
    let outcome = try await sandbox.run("compare", first, second)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(
      outcome.output.contains(
        "no seed is common to both; seed 5 of A with seed 0 of B is compared; left out: seed 1 of B"
      ),
      "\(outcome.output)")
    #expect(
      outcome.output.contains("speaker-disjoint v1 > v2, seed 5 of A with seed 0 of B"),
      "\(outcome.output)")
  }

  @Test("let the exit code say whether the second is worse, and leaky rungs have no say")
  func failOnWorse() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    let wide = try await sandbox.run(
      "compare", first, second, "--fail-on-worse", "--margin", "1")
    #expect(wide.exitCode == 0, "\(wide.output)")
    // Three words of ten give no interval of UAR: that test set must not decide here.
    _ = try await sandbox.query(
      "UPDATE test_sets SET leaky = 1 WHERE protocol = 'speaker-word-disjoint'")
    // The second run's honest answers are made right but for a third; its leaky ones wrong.
    try await Self.set(
      "CASE WHEN utterance % 3 = 0 THEN 'sad' ELSE truth END", second, "t.leaky = 0", sandbox)
    try await Self.set(
      "CASE truth WHEN 'sad' THEN 'fear' ELSE 'sad' END", second, "t.leaky = 1", sandbox)
    let better = try await sandbox.run("compare", first, second, "--fail-on-worse")
    #expect(better.exitCode == 0, "\(better.output)")
    let worse = try await sandbox.run("compare", second, first, "--fail-on-worse")
    #expect(worse.exitCode == 1, "\(worse.output)")
    #expect(worse.output.contains("yes, credibly"))
    let plain = try await sandbox.run("compare", second, first)
    #expect(plain.exitCode == 0)
  }

  @Test("leave out what has another sound or another true emotion under its name, and say so")
  func unlike() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    let own =
      "FROM predictions p JOIN evaluations e ON e.id = p.evaluation JOIN splits s ON s.id = e.split "
      + "JOIN test_sets t ON t.id = e.test_set WHERE s.run = '\(second)' "
      + "AND t.protocol = 'speaker-disjoint' AND t.tested_on = 'v2' AND e.perturbation IS NULL"
    _ = try await sandbox.query(
      """
      UPDATE utterances SET content_hash = 'other' WHERE id = (SELECT min(utterance) \(own));
      UPDATE predictions SET truth = CASE truth WHEN 'sad' THEN 'fear' ELSE 'sad' END
      WHERE utterance = (SELECT max(utterance) \(own));
      """)
    let tests = try #require(
      try data(try await sandbox.run("compare", first, second, "--json"))["tests"]
        as? [[String: Any]])
    let test = try #require(
      tests.first {
        $0["evaluationProtocol"] as? String == "speaker-disjoint"
          && $0["testedOn"] as? String == "v2"
      })
    #expect(number(test["unlike"]) == 2)
    let text = try await sandbox.run("compare", first, second, "--fail-on-worse", "--margin", "1")
    #expect(text.exitCode == 3, "\(text.output)")
    #expect(
      text.output.contains("2 utterances with another recording or another true emotion in B"))
    for call in [["history"], ["history", "--metric", "uar"]] {
      let history = try await Program.run(
        call + ["--ledger", "ser-audit.sqlite"], in: sandbox.path)
      #expect(history.exitCode == 0, "\(history.errors)")
    }
    try sandbox.write(
      "p.yaml",
      "name: p\nrules:\n  - {name: r, require: not-worse-than-baseline, metric: accuracy, per: "
        + "overall, margin: 1, reason: a test}\n")
    let gate = try await sandbox.run(
      "gate", "--policy", "p.yaml", "--run", second, "--baseline", first)
    #expect(gate.exitCode == 3, "\(gate.output)\(gate.errors)")
  }

  @Test("are not called no worse where the second lacks what the first was tested on")
  func lacks() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    _ = try await sandbox.query(
      """
      UPDATE test_sets SET leaky = 1 WHERE protocol = 'speaker-word-disjoint';
      DELETE FROM evaluations WHERE split IN (SELECT id FROM splits WHERE run = '\(second)')
      AND test_set IN (SELECT id FROM test_sets WHERE protocol = 'speaker-disjoint'
      AND tested_on = 'v1');
      """)
    let outcome = try await sandbox.run(
      "compare", first, second, "--fail-on-worse", "--margin", "1")
    #expect(outcome.exitCode == 3, "\(outcome.output)")
    #expect(outcome.output.contains("cannot be told"))
    let back = try await sandbox.run("compare", second, first, "--fail-on-worse", "--margin", "1")
    #expect(back.exitCode == 0, "\(back.output)")
    try sandbox.write(
      "p.yaml",
      "name: p\nrules:\n  - {name: r, require: not-worse-than-baseline, metric: accuracy, per: "
        + "overall, protocols: [speaker-disjoint], margin: 1, reason: a test}\n")
    for (run, baseline, code) in [(second, first, 3), (first, second, 3)] {
      let gate = try await sandbox.run(
        "gate", "--policy", "p.yaml", "--run", run, "--baseline", baseline)
      #expect(gate.exitCode == code, "\(gate.output)\(gate.errors)")
    }
  }

  @Test("are not called no worse where nothing is the same, or where the second leaks")
  func nothingTheSame() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    let own = "SELECT id FROM corpora WHERE run = '\(second)'"
    let call = ["compare", first, second, "--fail-on-worse", "--margin", "1"]
    _ = try await sandbox.query(
      "UPDATE test_sets SET leaky = 1 WHERE protocol = 'speaker-word-disjoint'")
    for (change, back, words) in [
      (
        "UPDATE utterances SET content_hash = content_hash || 'x' WHERE speaker = 'v1' AND corpus IN (\(own))",
        "UPDATE utterances SET content_hash = rtrim(content_hash, 'x') WHERE corpus IN (\(own))",
        "speaker-disjoint v2 > v1: no utterance is the same for both."
      ),
      (
        "UPDATE test_sets SET leaky = 1 WHERE tested_on = 'v1' AND split IN (SELECT id FROM splits "
          + "WHERE run = '\(second)')", "SELECT 1", "LEAKY"
      ),
    ] {
      #expect(try await Program.run(call, in: sandbox.path).exitCode == 0)
      _ = try await sandbox.query(change)
      let outcome = try await Program.run(call, in: sandbox.path)
      #expect(outcome.exitCode == 3, "\(outcome.output)")
      #expect(outcome.output.contains(words), "\(outcome.output)")
      _ = try await sandbox.query(back)
    }
  }

  @Test("that cannot be compared are told so, with 2")
  func refusals() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    // A page would go to what the link leads to.
    try FileManager.default.createSymbolicLink(
      atPath: sandbox.path + "/page.md", withDestinationPath: "ser-audit.sqlite")
    let calls: [([String], [String])] = [
      ([first, first], ["is both runs"]),
      (
        [first, "2026-nothing"], ["The ledger has no run 2026-nothing", "The nearest: 2026", first]
      ),
      ([String(first.prefix(4)), second], ["2 runs are called", first, second]),
      ([first, second, "--margin", "3"], ["--margin takes a number from 0 to 1"]),
      ([first, second, "--margin", "0.1"], ["with --fail-on-worse. Give both"]),
      (["", second], ["The name of a run is empty", "latest"]),
      ([first], ["Missing expected argument"]),
      ([first, second, "--output", "ser-audit.sqlite"], ["is an SQLite database, as ledgers are"]),
      ([first, second, "--output", "page.md"], ["page.md is an SQLite database"]),
      ([first, second, first], ["\(first) is named 2 times. Name each run once"]),
      (
        [first, second, first, "--fail-on-worse"],
        ["--fail-on-worse says whether a second run is worse than a first, found 3 runs. Name two"]
      ),
      (Array(repeating: first, count: 27), ["compare takes 26 runs at most, found 27."]),
    ]
    for (arguments, words) in calls {
      let outcome = try await Program.run(["compare"] + arguments, in: sandbox.path)
      #expect(outcome.exitCode == 2)
      for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
      #expect(outcome.output.isEmpty)
    }
    _ = try await sandbox.query(
      "UPDATE test_sets SET tested_on = 'x', leaky = 1 WHERE split IN "
        + "(SELECT id FROM splits WHERE run = '\(first)')")
    let strangers = try await sandbox.run("compare", first, second)
    #expect(strangers.exitCode == 2)
    #expect(strangers.errors.contains("share no test set"), "\(strangers.errors)")
  }

  /// Turns answers of a run into others.
  private static func set(
    _ answer: String, _ run: String, _ condition: String, _ sandbox: Sandbox
  ) async throws {
    let columns = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
      .map { "p_\($0) = (\(answer)) = '\($0)'" }.joined(separator: ", ")
    _ = try await sandbox.query(
      """
      UPDATE predictions SET predicted = \(answer), \(columns) WHERE evaluation IN (
        SELECT e.id FROM evaluations e JOIN test_sets t ON t.id = e.test_set
        JOIN splits s ON s.id = t.split WHERE s.run = '\(run)' AND \(condition))
      """)
  }
}
