import Foundation
import SyntheticSpeech
import Testing

@Suite("The protocol ladder from the command line")
struct LadderTests {
  private static func audit(
    _ sandbox: Sandbox, _ more: String...
  ) async throws -> Program.Outcome {
    try await Program.run(
      ["full", "--corpus", "tiny", "--data", ".", "--recipe", "tiny.yaml", "--preset", "quick"]
        + more, in: sandbox.path)
  }

  /// A corpus of another two voices without one emotion, in this folder.
  static func addFriends(to sandbox: Sandbox, without emotion: String) throws {
    let folder = sandbox.path + "/friends"
    try SyntheticCorpus(seed: 9, voices: 2, words: 10).write(to: folder)
    let lines = try sandbox.text("friends/manifest.csv").split(separator: "\n")
    try sandbox.write(
      "friends/manifest.csv",
      lines.filter { !$0.contains(",\(emotion),") }.joined(separator: "\n") + "\n")
  }

  @Test("One run: the classic mistake is stamped, directions and seeds are set beside each other")
  func oneCorpus() async throws {
    let sandbox = try Sandbox()
    let outcome = try await Self.audit(
      sandbox, "--protocols", "random,augment-before-split,speaker-word-disjoint", "--seeds", "2")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(outcome.output.contains("2 seeds"))
    let copies = try await sandbox.query(
      "SELECT count(*), count(parent) FROM utterances WHERE parent IS NOT NULL")
    #expect(copies == "140|140")
    let leaky = try await sandbox.query(
      """
      SELECT DISTINCT leaky, (SELECT count(*) FROM splits WHERE name = 'augment-before-split'
        AND leakage LIKE '%"parent"%') FROM reported_metrics WHERE protocol = 'augment-before-split'
      """)
    #expect(leaky == "1|1")
    let rows = try await sandbox.query(
      """
      SELECT metric, count(*) FROM reported_metrics WHERE metric IN ('asymmetry-uar',
        'inflation-uar-augment-before-split', 'spread-seed', 'uar-deviation') GROUP BY 1 ORDER BY 1
      """)
    // Five test sets with an in-speaker one each way; two metrics of spread.
    #expect(rows.hasPrefix("asymmetry-uar|1\ninflation-uar-augment-before-split|"))
    let ensembles = try await sandbox.query(
      """
      SELECT protocol, trained_on, count(*), max(n) FROM reported_metrics WHERE attribute = 'ensemble'
      AND subgroup = '0+1' AND metric = 'uar' AND speaker IS NULL AND perturbation IS NULL
      AND protocol IN ('random', 'speaker-word-disjoint') GROUP BY 1, 2 ORDER BY 1, 2
      """)
    let apart = ["v1", "v2"].map { "speaker-word-disjoint|\($0)|1|21" }
    let found = ensembles.split(separator: "\n").map(String.init)
    #expect(found == ["random|v1+v2|1|28"] + apart)
    let run = try #require(sandbox.names(in: "reports").first)
    try await answersTogether(sandbox, models: "reports/\(run)/models/random-seed")
    let page = try sandbox.text("reports/\(run)/report.md")
    for text in [
      "Ensemble: the models of all seeds as one", "mean over 2 training seeds",
      "Direction asymmetry", "<summary>Each seed</summary>",
      "**LEAKY** augment-before-split", "Where the standard deviation of UAR comes from",
    ] { #expect(page.contains(text), "\(text)") }
    try await pageHasEnsembles(sandbox, page)
    try await verifies(sandbox, run)
  }

  /// The page's row of an ensemble is that of the ledger, beside the mean of the same test.
  private func pageHasEnsembles(_ sandbox: Sandbox, _ page: String) async throws {
    let numbers = try await sandbox.query(
      """
      SELECT protocol || ' · ' || trained_on
        || CASE WHEN trained_on = tested_on THEN ', both sides' ELSE ' → ' || tested_on END
        || ' | ' || n
        || ' | ' || substr(printf('%.2f', max(value) FILTER (WHERE attribute = 'ensemble')), 2)
        || ' | ' || substr(printf('%.2f', max(value) FILTER (WHERE attribute = 'seeds')), 2)
      FROM reported_metrics WHERE metric = 'uar' AND speaker IS NULL
        AND attribute IN ('ensemble', 'seeds') GROUP BY protocol, trained_on, tested_on
      """
    ).split(separator: "\n")
    #expect(numbers.count == 8)
    let parts = page.components(separatedBy: "Ensemble: the models of all seeds as one")
    let table = parts.last?.components(separatedBy: "Transductive:").first ?? ""
    // Without the intervals, which stand between.
    let bare = table.replacing(/\ \[[^\]]*\]/, with: "")
    for row in numbers { #expect(bare.contains(row), "\(row)") }
  }

  /// `verify` finds every number of ensembles, misses one, and knows a run of before there were
  /// any.
  private func verifies(_ sandbox: Sandbox, _ run: String) async throws {
    #expect(try await sandbox.run("verify", run).exitCode == 0)
    let own = "DELETE FROM metrics WHERE attribute = 'ensemble'"
    _ = try await sandbox.query(own + " AND metric = 'uar' AND protocol = 'random'")
    let one = try await sandbox.run("verify", run)
    #expect(one.exitCode == 1 && one.output.contains("missing  uar, random"), "\(one.output)")
    _ = try await sandbox.query(own)
    let all = try await sandbox.run("verify", run)
    #expect(all.exitCode == 0 && all.output.contains("no number of ensembles"), "\(all.output)")
  }

  /// `predict` with the models of both seeds says the mean of what each says.
  private func answersTogether(_ sandbox: Sandbox, models: String) async throws {
    func happy(_ seeds: Int...) async throws -> Double {
      let named = seeds.flatMap { ["--model", "\(models)\($0).safetensors"] }
      let outcome = try await Program.run(
        ["predict", "--json"] + named + ["tiny/v2/v2_tree_happy.wav"], in: sandbox.path)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let answers = (outcome.json as? [String: Any])?["data"] as? [[String: Any]]
      let probabilities = answers?.first?["probabilities"] as? [String: Double]
      return try #require(probabilities?["happy"])
    }
    let (first, second) = (try await happy(0), try await happy(1))
    #expect(first != second)
    #expect(abs(try await happy(0, 1) - (first + second) / 2) < 1e-12)
    let own = "\(models)0.safetensors"
    for (other, words) in [
      (own, "they have the same seed"), ("none.safetensors", "There is no model file none"),
      (
        own.replacing("random", with: "speaker-disjoint-v1"),
        "they were trained on other recordings"
      ),
    ] {
      let refused = try await Program.run(
        ["predict", "--model", own, "--model", other, "tiny/v2/v2_tree_happy.wav"],
        in: sandbox.path)
      #expect(refused.exitCode == 2 && refused.errors.contains(words), "\(refused.errors)")
    }
  }

  @Test("Between corpora: both ways, over shared emotions, and the one that is missing is named")
  func acrossCorpora() async throws {
    let sandbox = try Sandbox()
    try Self.addFriends(to: sandbox, without: "surprise")
    let outcome = try await Self.audit(
      sandbox, "--protocols", "cross-corpus", "--external", "friends")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(outcome.errors.contains("friends has no utterance of surprise"))
    let tested = try await sandbox.query(
      """
      SELECT trained_on, tested_on, n, value IS NOT NULL, leaky FROM reported_metrics
      WHERE metric = 'uar' AND speaker IS NULL AND attribute IS NULL AND perturbation IS NULL
      ORDER BY 1
      """)
    #expect(tested == "friends|tiny|120|1|0\ntiny|friends|120|1|0")
    let told = try await sandbox.query(
      """
      SELECT trained_on, n FROM reported_metrics WHERE metric = 'uar' AND speaker IS NULL
      AND perturbation = 'transductive' ORDER BY 1
      """)
    #expect(told == "friends|120\ntiny|120")
    let chance = try await sandbox.query(
      "SELECT DISTINCT round(value, 4) FROM reported_metrics WHERE metric = 'chance'")
    #expect(chance == "0.1667")
    let speakers = try await sandbox.query(
      """
      SELECT DISTINCT speaker FROM reported_metrics WHERE metric = 'accuracy'
      AND tested_on = 'friends' AND speaker IS NOT NULL ORDER BY 1
      """)
    #expect(speakers.split(separator: "\n").count == 2)
    let run = try #require(sandbox.names(in: "reports").first)
    let page = try sandbox.text("reports/\(run)/report.md")
    #expect(page.contains("cross-corpus · tiny → friends"))
    #expect(page.contains("surprise only in tiny"))
    #expect(!page.contains("Every training also heard friends"))
  }

  @Test(
    "Speakers are left out in as many folds as asked for, each tested once",
    arguments: [(["--folds", "2"], 2), (["--leave-one-out"], 3)])
  func folds(arguments: [String], count: Int) async throws {
    let sandbox = try Sandbox()
    try SyntheticCorpus(seed: 9, voices: 3, words: 10)
      .write(to: sandbox.path + "/three")
    let outcome = try await Program.run(
      [
        "train", "--corpus", "three", "--data", ".", "--recipe", "tiny.yaml", "--protocols",
        "speaker-disjoint",
      ] + arguments, in: sandbox.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let tested = try await sandbox.query(
      """
      SELECT t.tested_on FROM test_sets t JOIN splits s ON s.id = t.split
      WHERE t.protocol = 'speaker-disjoint'
      """
    ).split(separator: "\n")
    #expect(tested.count == count)
    #expect(tested.flatMap { $0.split(separator: "+") }.sorted() == ["v1", "v2", "v3"])
    let both = try await sandbox.query(
      """
      SELECT count(*) FROM test_sets t JOIN splits s ON s.id = t.split
      WHERE t.protocol = 'speaker-disjoint' AND instr('+' || s.trained_on || '+', '+' || t.tested_on || '+')
      """)
    #expect(both == "0")
  }

  @Test("A rung that the corpus has too few words for is left out, unless somebody named it")
  func tooFewWords() async throws {
    let sandbox = try ForeignSandbox().sandbox
    let call = ["train", "--corpus", "mini", "--data", "mini", "--recipe", "tiny.yaml"]
    let preset = try await Program.run(
      call + ["--preset", "release", "--seeds", "1"], in: sandbox.path)
    #expect(preset.exitCode == 0, "\(preset.errors)")
    #expect(preset.errors.contains("left out of preset release: word-disjoint needs"))
    let rungs = try await sandbox.query("SELECT DISTINCT protocol FROM test_sets ORDER BY 1")
    #expect(rungs.contains("random") && rungs.contains("speaker-disjoint"))
    let named = try await Program.run(
      call + ["--protocols", "random,word-disjoint"], in: sandbox.path)
    #expect(named.exitCode == 4, "\(named.errors)")
  }

  @Test("Bad calls are refused with what to do, and leave nothing behind")
  func badCalls() async throws {
    let sandbox = try Sandbox()
    let calls: [([String], String)] = [
      (["--protocols", "randon"], "choose among random"),
      (["--protocols", "cross-corpus"], "--external"),
      (["--external", "tiny"], "not the audited one"),
      (["--external", "friends", "--companion", "friends"], "companion"),
      (["--folds", "1"], "2 or more"), (["--folds", "2", "--leave-one-out"], "leave out --folds"),
      (["--folds", "2", "--protocols", "random"], "--folds deals speakers to folds, and"),
      (["--leave-one-out", "--protocols", "word-disjoint"], "--leave-one-out deals"),
    ]
    try Self.addFriends(to: sandbox, without: "surprise")
    let before = sandbox.names()
    for (arguments, text) in calls {
      let outcome = try await Program.run(
        ["full", "--corpus", "tiny", "--data", ".", "--recipe", "tiny.yaml"] + arguments,
        in: sandbox.path)
      #expect(outcome.exitCode == 2, "\(arguments)")
      #expect(outcome.errors.contains(text), "\(arguments): \(outcome.errors)")
    }
    #expect(sandbox.names() == before)
  }
}
