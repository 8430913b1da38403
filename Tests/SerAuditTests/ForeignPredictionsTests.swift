import Foundation
import Testing

@Suite("Predictions of somebody else's model")
struct ForeignAuditTests {
  private static let refusals: [(call: [String], code: Int32, words: String)] = [
    (["full", "--predictions", "p.csv", "--model-command", "x"], 2, "two models"),
    (["train", "--predictions", "p.csv"], 2, "nothing to train"),
    (["full", "--predictions", "p.csv", "--seeds", "2"], 2, "Nothing is trained"),
    (["full", "--trained-on", "v1"], 2, "somebody else's model"),
    (["full", "--predictions", "p.csv", "--trained-on", "v3"], 2, "expected speakers of mini"),
    (
      ["full", "--predictions", "p.csv", "--trained-on", "v1", "--split", "p"], 2, "--split says"
    ),
    (["full", "--predictions", "p.csv", "--model-timeout", "2"], 2, "--model-command"),
    (["full", "--model-command", "x", "--model-timeout", "0"], 2, "--model-timeout takes"),
    (["full", "--predictions", "p.csv", "--model-name", "crnn"], 2, "--model-name"),
    (["full", "--predictions", "p.csv", "--model-name", "a\u{7}b"], 2, "found 'a\\u{7}b'"),
    (["audit", "--predictions", "gone.csv"], 4, "gone.csv"),
    (["audit", "--predictions", "other.csv"], 4, "none of 1 row answers"),
    (["full", "--predictions", "p.csv", "--split", "other.csv"], 4, "other.csv"),
  ]

  private static let clean =
    """
    SELECT protocol, trained_on, tested_on, speaker, class, metric, quote(value), quote(lower),
      quote(upper), level, n, leaky FROM reported_metrics
    WHERE perturbation IS NULL AND attribute IS NULL AND trained_on = 'v1'
      AND metric NOT LIKE 'inflation-%' AND metric NOT LIKE 'asymmetry-%' ORDER BY 1, 2, 3, 4, 5, 6
    """
  private static let calibrated =
    """
    SELECT protocol, tested_on, class, attribute, subgroup, metric, quote(value), quote(lower),
      quote(upper), n FROM reported_metrics
    WHERE attribute IN ('calibration', 'conformal', 'probe') AND trained_on = 'v1'
    ORDER BY 1, 2, 3, 4, 5, 6
    """

  @Test(
    "that the suite's own model made give the numbers of its own audit, in each of three formats")
  func comeBack() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    try FileManager.default.copyItem(
      atPath: sandbox.path + "/reports/\(run)/splits/speaker-disjoint-v1.csv",
      toPath: sandbox.path + "/split.csv")
    let files = ["v1", "v2"].flatMap { voice in
      sandbox.names(in: "tiny/" + voice).map { "tiny/\(voice)/\($0)" }
    }
    let model = "reports/\(run)/models/speaker-disjoint-v1-seed0.safetensors"
    func predict(_ format: String) async throws -> String {
      try await Program.run(
        ["predict", "--model", model, "--format", format] + files, in: sandbox.path
      ).output
    }
    let csv = try await predict("csv")
    try sandbox.write("p.csv", csv)
    try sandbox.write("p.tsv", csv.replacing(",", with: "\t"))
    try sandbox.write("p.jsonl", try await predict("jsonl"))
    let expected = try await (sandbox.query(Self.clean), sandbox.query(Self.calibrated))
    #expect(expected.0.contains("nll") && expected.1.contains("coverage"))
    for format in ["csv", "tsv", "jsonl"] {
      let ledger = format + ".sqlite"
      let outcome = try await sandbox.run(
        "full", "--corpus", "tiny", "--data", "tiny", "--preset", "quick", "--predictions",
        "p." + format, "--split", "split.csv", "--ledger", ledger, "--reports", format)
      #expect([1, 3].contains(outcome.exitCode), "\(outcome.errors)")
      #expect(try await sandbox.query(Self.clean, ledger: ledger) == expected.0)
      #expect(try await sandbox.query(Self.calibrated, ledger: ledger) == expected.1)
    }
  }

  @Test("of dev and calibration are fitted to where the split tests unheard speakers alone")
  func fitOnParts() async throws {
    let foreign = try ForeignSandbox()
    let own = foreign.rows.filter { $0.path.hasPrefix("v1") }
    let parts = ["train", "dev", "calibration"]
    let split =
      own.enumerated().map { "\($1.path),\(parts[$0 % 3])\n" }
      + foreign.rows.filter { $0.path.hasPrefix("v2") }.map { "\($0.path),test\n" }
    try foreign.sandbox.write("split.csv", "path,part\n" + split.joined())
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await foreign.full("--predictions", "p.csv", "--split", "split.csv")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let made = try await foreign.sandbox.query(
      """
      SELECT DISTINCT attribute, protocol, trained_on, tested_on FROM reported_metrics
      WHERE attribute IN ('calibration', 'conformal') ORDER BY 1
      """)
    #expect(
      made == "calibration|speaker-disjoint|v1|v2\nconformal|speaker-disjoint|v1|v2", "\(made)")
    let run = try #require(foreign.sandbox.names(in: "reports").first)
    let report = try foreign.sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("Fitted temperatures (above 1: over-confident): "))
    #expect(report.contains("No other recording of the training speakers is tested (v1 → v2)"))
    let verify = try await foreign.sandbox.run("verify")
    #expect(verify.exitCode == 0, "\(verify.output)")
  }

  @Test("are no evidence where nobody says what the model was trained on: never passed")
  func areNoEvidence() async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    let outcome = try await foreign.full("--predictions", "p.csv")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    #expect(outcome.errors.contains("Say it with --trained-on"))
    let rows = try await foreign.sandbox.query(
      "SELECT DISTINCT protocol, trained_on, leaky FROM reported_metrics")
    #expect(rows == "random|unknown|1")
    let finding = try await foreign.sandbox.query(
      "SELECT status, message FROM findings WHERE check_name = 'leakage'")
    #expect(finding.hasPrefix("undetermined|Not judged: nobody says what the model was trained on"))
    let run = try #require(foreign.sandbox.names(in: "reports").first)
    let report = try foreign.sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("Nobody says what the model was trained on, so it may have heard"))
    #expect(report.contains("Not measured: a probe must be fitted to the model's training"))
    let passed = try await foreign.sandbox.query(
      """
      SELECT count(*), sum(status = 'passed'), sum(subject NOT LIKE 'LEAKY random unknown > %')
      FROM findings WHERE verdict IS NULL AND (check_name LIKE 'fairness-%'
        OR check_name LIKE 'correctness-%' OR check_name IN ('skill-gate', 'weak-subgroup'))
      """)
    #expect(passed.hasSuffix("|0|0") && !passed.hasPrefix("0|"), "\(passed)")
    let counted = try await foreign.sandbox.query(
      "SELECT DISTINCT value FROM reported_metrics WHERE metric = 'answers-passed'")
    #expect(counted == "0.0")
    #expect(report.contains("\nLEAKY: unknown → v1+v2. A comparison passes only if"))
    #expect(report.contains("**LEAKY** Standard checks:"))
  }

  @Test("of somebody whose name differs from one in training only in case never pass")
  func areOfSomebodySpeltAlike() async throws {
    let foreign = try ForeignSandbox()
    let manifest = try foreign.sandbox.text("mini/manifest.csv")
    try foreign.sandbox.write(
      "mini/manifest.csv",
      manifest.replacing(",v1,", with: ",Ann,").replacing(",v2,", with: ",ann,"))
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    try foreign.sandbox.write(
      "policy.yaml",
      """
      name: alike
      rules:
        - {name: right, metric: accuracy, per: speaker, at-least: 0.5, decided-on: value,
           reason: because}
        - {name: leaks, forbid: leaky-evidence, reason: because}
      """)
    for call in [["full", "--predictions", "p.csv", "--trained-on", "Ann"], ["gate"]] {
      let corpus = ["--corpus", "mini", "--data", "mini", "--preset", "quick"]
      let outcome = try await Program.run(
        call + (call == ["gate"] ? [] : corpus) + ["--policy", "policy.yaml"],
        in: foreign.sandbox.path)
      #expect(outcome.exitCode == 3, "\(outcome.errors)")
      let findings = try await foreign.sandbox.query(
        "SELECT check_name, status FROM findings WHERE verdict IS NOT NULL ORDER BY 1")
      #expect(findings.split(separator: "\n").contains("leaks|undetermined"), "\(findings)")
      #expect(findings.split(separator: "\n").contains("right|passed"), "\(findings)")
    }
  }

  @Test("of a corpus without some emotion are measured over the emotions that it holds")
  func haveFewerEmotions() async throws {
    let foreign = try ForeignSandbox()
    let lines = try foreign.sandbox.text("mini/manifest.csv").split(separator: "\n")
    try foreign.sandbox.write(
      "mini/manifest.csv",
      lines.filter { !$0.contains(",surprise,") }.joined(separator: "\n") + "\n")
    let rows = foreign.rows.filter { $0.emotion != "surprise" }
    try foreign.sandbox.write("p.csv", foreign.predictions(rows))
    let outcome = try await foreign.full("--predictions", "p.csv", "--trained-on", "v1")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let values = try await foreign.sandbox.query(
      """
      SELECT DISTINCT metric, round(value, 4) FROM reported_metrics
      WHERE metric IN ('uar', 'chance') AND attribute IS NULL AND speaker IS NULL
        AND protocol = 'speaker-disjoint' AND perturbation IS NULL ORDER BY 1
      """)
    #expect(values == "chance|0.1667\nuar|1.0")
    let gate = try await foreign.sandbox.query(
      "SELECT status FROM findings WHERE check_name = 'skill-gate'")
    #expect(gate == "passed")
    let verify = try await foreign.sandbox.run("verify")
    #expect(verify.exitCode == 0, "\(verify.output)")
  }

  @Test("that leave an emotion out have no UAR over the others, on whatever rung")
  func leaveAnEmotionOut() async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write(
      "p.csv", foreign.predictions(foreign.rows.filter { $0.emotion != "sad" }))
    for (claim, rung) in [("v1", "speaker-disjoint"), ("nothing", "cross-corpus")] {
      let outcome = try await foreign.full(
        "--predictions", "p.csv", "--trained-on", claim, "--ledger", claim + ".sqlite",
        "--reports", claim)
      #expect([1, 3].contains(outcome.exitCode), "\(outcome.errors)")
      let values = try await foreign.sandbox.query(
        """
        SELECT metric, round(value, 4) FROM reported_metrics
        WHERE metric IN ('accuracy', 'uar', 'chance') AND attribute IS NULL AND speaker IS NULL
          AND protocol = '\(rung)' AND perturbation IS NULL ORDER BY 1
        """, ledger: claim + ".sqlite")
      #expect(values == "accuracy|1.0\nchance|0.1429\nuar|", "\(claim)")
      let lost = try await foreign.sandbox.query(
        """
        SELECT status FROM findings WHERE check_name = 'no-class-collapse' AND subject LIKE '% sad%'
        """, ledger: claim + ".sqlite")
      #expect(!lost.isEmpty && !lost.contains("passed"), "\(claim): \(lost)")
    }
  }

  @Test("that are labels alone leave probabilities undetermined, and the rest is measured")
  func areLabels() async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write(
      "p.csv",
      "path,label\n" + foreign.rows.map { "\($0.path),\($0.emotion)\n" }.joined())
    let outcome = try await foreign.full("--predictions", "p.csv", "--trained-on", "v1")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    let values = try await foreign.sandbox.query(
      """
      SELECT DISTINCT metric, value FROM reported_metrics WHERE protocol = 'speaker-disjoint'
      AND metric IN ('accuracy', 'ece', 'nll', 'brier', 'auc') AND attribute IS NULL
      ORDER BY 1
      """)
    #expect(values == "accuracy|1.0\nauc|\nbrier|\nece|\nnll|")
    let run = try #require(foreign.sandbox.names(in: "reports").first)
    #expect(
      !(try foreign.sandbox.text("reports/\(run)/report.md").contains("confidence deserved")))
    #expect(try await foreign.sandbox.run("verify").exitCode == 0)
  }

  @Test("may bear the labels that the corpus was added with, in a file and over a pipe")
  func bearLabelsOfTheCorpus() async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    let manifest = try sandbox.text("mini/manifest.csv")
    try sandbox.write("mini/manifest.csv", manifest.replacing(",sad,", with: ",traurig,"))
    try sandbox.write("labels.csv", "label,emotion\ntraurig,sad\n")
    let added = try await sandbox.run(
      "corpus", "add", "mini", "--data", "mini", "--labels", "labels.csv")
    try #require(added.exitCode == 0, "\(added.errors)")
    let rows = foreign.rows.map {
      "\($0.path),\($0.emotion == "sad" ? "Traurig" : $0.emotion)\n"
    }
    try sandbox.write("p.csv", "path,label\n" + rows.joined())
    try sandbox.write(
      "model.sh", try sandbox.text("model.sh").replacing("\\\"sad\\\"", with: "\\\"traurig\\\""))
    for model in [["--predictions", "p.csv"], ["--model-command", "sh model.sh label"]] {
      let outcome = try await Program.run(
        ["full", "--corpus", "mini", "--preset", "quick", "--trained-on", "v1"] + model,
        in: sandbox.path)
      #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
      #expect(
        try await sandbox.query(
          "SELECT DISTINCT value FROM reported_metrics WHERE metric = 'answered-share'") == "1.0")
    }
  }

  @Test("with faults are audited as far as they go, and each fault is a finding")
  func haveFaults() async throws {
    let foreign = try ForeignSandbox()
    let kept = Array(foreign.rows.dropLast(2))
    let text = foreign.predictions(kept)
      .replacing("\(kept[0].path),", with: "\(kept[0].path),x")
    try foreign.sandbox.write(
      "p.csv", text + "nobody.wav,1,0,0,0,0,0,0\n\(kept[1].path),1,0,0,0,0,0,0\n")
    let outcome = try await foreign.full("--predictions", "p.csv", "--trained-on", "nothing")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let checks = try await foreign.sandbox.query(
      """
      SELECT check_name FROM findings WHERE check_name LIKE 'predictions-%'
      OR check_name = 'answered' ORDER BY 1
      """)
    #expect(
      checks == "answered\npredictions-contradicting\npredictions-unknown-utterance\n"
        + "predictions-unusable")
    let share = try await foreign.sandbox.query(
      "SELECT round(value * n), n FROM reported_metrics WHERE metric = 'answered-share'")
    #expect(share == "38.0|42")
    let run = try #require(foreign.sandbox.names(in: "reports").first)
    let report = try foreign.sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("On all of the corpus (cross-corpus, as declared), UAR "))
    #expect(report.contains("for a model trained on nothing, tested on "))
    #expect(report.contains("(n = 38; 4 of 42 utterances not answered)"))
  }

  @Test("are held against the hash of their file by verify")
  func areHeldAgainstTheirFile() async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    _ = try await foreign.full("--predictions", "p.csv", "--model-name", "theirs")
    #expect(
      try await foreign.sandbox.query("SELECT name FROM models WHERE name = 'theirs'") == "theirs")
    let again = try await foreign.full("--predictions", "p.csv", "--model-name", "theirs")
    #expect(again.errors.contains("is complete"))
    #expect(try await foreign.sandbox.run("verify").exitCode == 0)
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows) + "\n")
    let verify = try await foreign.sandbox.run("verify")
    #expect(verify.exitCode == 1 && verify.output.contains("altered  p.csv"))
  }

  @Test(
    "are refused with a clear word where the call makes no sense",
    arguments: refusals)
  func areRefused(call: [String], code: Int32, words: String) async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    try foreign.sandbox.write("other.csv", foreign.predictions([("nobody.wav", "sad")]))
    let corpus = ["--corpus", "mini", "--data", "mini"]
    let outcome = try await Program.run(call + corpus, in: foreign.sandbox.path)
    #expect(outcome.exitCode == code)
    let said: String = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains(words), "\(outcome.errors)")
    #expect(!foreign.sandbox.names().contains("ser-audit.sqlite"))
  }
}
