import Foundation
import Testing

@Suite("Somebody else's model on a corpus beside the audited one")
struct ExternalModelTests {
  @Test("is told from one that heard a speaker of the same name in the other corpus")
  func isTold() async throws {
    let both = try Neighbours()
    let sandbox = both.sandbox
    try sandbox.write("p.csv", both.foreign.predictions(both.foreign.rows + both.rows))
    for (audited, other) in [("mini", "friends"), ("friends", "mini")] {
      let outcome = try await sandbox.run(
        "full", "--corpus", audited, "--data", ".", "--preset", "quick", "--external", other,
        "--predictions", "p.csv", "--trained-on", "v1")
      #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    }
    let runs = try await sandbox.query("SELECT id FROM runs").split(separator: "\n")
      .map(String.init)
    try #require(runs.count == 2)
    let data = try await sandbox.run("compare", runs[0], runs[1], "--json")
      .data(by: "compare.json")
    let unheard = try #require(data["unheard"] as? [String: Any])
    let speakers = try #require(unheard["speakers"] as? [[String: Any]])
    #expect(speakers.map { $0["speaker"] as? String } == ["friends/v2", "mini/v2"])
    for speaker in speakers {
      let trained = Set([speaker["trainedOn"], speaker["secondTrainedOn"]].map { $0 as? String })
      #expect(trained == ["mini/v1", "friends/v1"])
    }
  }

  @Test(
    "is evidence only where what was said of training has nothing of that corpus",
    arguments: [
      (nil, "random|unknown|friends|1\nrandom|unknown|v1+v2|1", 3),
      ("nothing", "cross-corpus|nothing|friends|0\ncross-corpus|nothing|v1+v2|0", nil),
      ("corpus:msp", "cross-corpus|msp|friends|0\ncross-corpus|msp|v1+v2|0", nil),
      ("friends", "cross-corpus|friends|v1+v2|0\nrandom|friends|friends|1", nil),
      (
        "corpus:Friends/v1", "cross-corpus|friends/v1|v1+v2|0\nrandom|friends/v1|friends|1", nil
      ),
      ("v1", "cross-corpus|v1|friends|0\nrandom|v1|v1|1\nspeaker-disjoint|v1|v2|0", nil),
      ("mini", "cross-corpus|mini|friends|0\nrandom|v1+v2|v1+v2|1", nil),
    ] as [(String?, String, Int32?)])
  func isEvidence(claim: String?, tests: String, code: Int32?) async throws {
    let both = try Neighbours()
    try both.sandbox.write("p.csv", both.foreign.predictions(both.foreign.rows + both.rows))
    let outcome = try await both.full(
      ["--predictions", "p.csv"] + (claim.map { ["--trained-on", $0] } ?? []))
    #expect(code.map { $0 == outcome.exitCode } ?? [0, 1, 3].contains(outcome.exitCode))
    #expect(try await both.tests() == tests, "\(outcome.errors)")
    let isHeard = tests.contains("random|friends")
    #expect(
      outcome.errors.contains("--external friends: the model is said to be trained on") == isHeard)
    let counted = try await both.sandbox.query(
      """
      SELECT DISTINCT round(value, 4), n FROM reported_metrics WHERE tested_on = 'friends'
      AND metric IN ('uar', 'chance') AND speaker IS NULL AND attribute IS NULL ORDER BY 1
      """)
    #expect(counted == "0.1667|36\n1.0|36", "over the emotions that both corpora have")
    #expect(try await both.verifies())
  }

  @Test("is judged by the recordings of what it is said to have heard, where these are here")
  func isCompared() async throws {
    let both = try Neighbours()
    // The same recordings as those of the audited corpus, under the name of another.
    try both.sandbox.write("friends/manifest.csv", both.sandbox.text("mini/manifest.csv"))
    let lines = both.foreign.predictions(both.foreign.rows).split(separator: "\n")
    let rows = ["mini/", "friends/"].flatMap { name in lines.dropFirst().map { name + $0 } }
    try both.sandbox.write("p.csv", ([String(lines[0])] + rows).joined(separator: "\n") + "\n")
    let outcome = try await both.full("--predictions", "p.csv", "--trained-on", "friends")
    #expect(outcome.exitCode == 1, "\(outcome.errors)")
    #expect(try await both.tests() == "cross-corpus|friends|v1+v2|1\nrandom|friends|friends|1")
    let evidence = try await both.sandbox.query(
      "SELECT status FROM findings WHERE check_name = 'no-leaky-evidence'")
    #expect(evidence == "failed")
  }

  @Test("is asked about both over a pipe: sweep, pages, groups of one corpus, verdict, verified")
  func isAskedOverAPipe() async throws {
    let both = try Neighbours()
    let call = ["--model-command", "sh model.sh good", "--trained-on", "corpus:msp"]
    let outcome = try await both.full(call)
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(outcome.output.contains("cross-corpus (as declared)  msp         friends/v1"))
    let sandbox = both.sandbox
    let asked = try await sandbox.query(
      """
      SELECT tested_on, count(DISTINCT perturbation) > 1 FROM reported_metrics
      WHERE metric = 'answered-share' AND value = 1 GROUP BY 1 ORDER BY 1
      """)
    #expect(asked == "friends|1\nv1+v2|1")
    let judged = try await sandbox.query(
      """
      SELECT DISTINCT speaker FROM reported_metrics WHERE metric = 'accuracy'
      AND speaker IS NOT NULL AND attribute IS NULL AND leaky = 0 ORDER BY 1
      """)
    #expect(judged == "friends/v1\nfriends/v2\nv1\nv2")
    let rules = try await sandbox.query(
      """
      SELECT count(*) FROM findings WHERE check_name = 'per-speaker-accuracy'
      AND subject LIKE '%friends/v%'
      """)
    #expect(rules == "2", "each speaker of it is judged by the policy")
    let groups = "SELECT DISTINCT tested_on FROM reported_metrics WHERE attribute = 'folds'"
    #expect(try await sandbox.query(groups) == "v1+v2")
    let run = try #require(sandbox.names(in: "reports").first)
    let report = try sandbox.text("reports/\(run)/report.md")
    for text in [
      "cross-corpus · msp → friends", "On another corpus (cross-corpus, as declared), UAR was ",
      "The model was asked about friends, too, of emotions that mini has as well. ",
    ] { #expect(report.contains(text), "\(text)") }
    #expect(!report.contains("Every training also heard friends"))
    #expect(
      sandbox.names(in: "reports/\(run)/splits") == [
        "cross-corpus-msp-to-friends.csv", "cross-corpus-msp.csv",
      ])
    #expect(try await both.verifies())
    try await isTheSameAgain(both, call)
  }

  /// The same call finds its run, and another run without the corpus shares the audited test set.
  private func isTheSameAgain(_ both: Neighbours, _ call: [String]) async throws {
    let again = try await both.full(call)
    #expect(again.errors.contains("is complete"), "\(again.errors)")
    let alone = try await Program.run(
      ["full", "--corpus", "mini", "--data", ".", "--preset", "quick"] + call,
      in: both.sandbox.path)
    #expect([0, 1, 3].contains(alone.exitCode), "\(alone.errors)")
    let runs = try await both.sandbox.query("SELECT id FROM runs ORDER BY started")
      .split(separator: "\n").map(String.init)
    try #require(runs.count == 2)
    let compared = try await both.sandbox.run("compare", runs[0], runs[1])
    #expect(compared.exitCode == 0, "\(compared.errors)")
    #expect(compared.output.contains("msp"), "\(compared.output)")
  }

  @Test("goes on where the program ended amid that corpus")
  func goesOn() async throws {
    let both = try Neighbours()
    // Of both corpora 78 recordings are asked for; twice 45 lines do not do with the sweep.
    try both.sandbox.write(
      "short.sh",
      """
      number=0
      while IFS= read -r line; do
        number=$((number + 1))
        [ -e mended ] || [ $number -le 45 ] || exit 3
        path=${line#*'"path":"'}
        echo "{\\"path\\":\\"${path%'"'*}\\",\\"label\\":\\"sad\\"}"
      done
      """)
    let call = ["--model-command", "sh short.sh", "--trained-on", "mini"]
    let first = try await both.full(call)
    #expect(first.exitCode == 4, "\(first.errors)")
    #expect(try await both.sandbox.query("SELECT status FROM runs") == "interrupted")
    try both.sandbox.write("mended", "")
    let second = try await both.full(call)
    #expect(second.errors.contains("Going on with run"), "\(second.errors)")
    #expect([1, 3].contains(second.exitCode), "\(second.errors)")
    #expect(try await both.sandbox.query("SELECT status FROM runs") == "complete")
    #expect(
      try await both.tests() == "cross-corpus|mini|friends|0\nrandom|v1+v2|v1+v2|1")
    #expect(try await both.verifies())
  }

  @Test("is judged by its split files, on each corpus of which they test nothing")
  func comesWithASplit() async throws {
    let both = try Neighbours()
    try both.sandbox.write("p.csv", both.foreign.predictions(both.foreign.rows + both.rows))
    let outcome = try await both.full("--predictions", "p.csv", "--split", "parts.csv")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(try await both.tests() == "cross-corpus|mini|friends|0\nrandom|v1|v1|1")
    #expect(try await both.verifies())
    let run = try #require(both.sandbox.names(in: "reports").first)
    let files = both.sandbox.names(in: "reports/\(run)/splits").map {
      "reports/\(run)/splits/\($0)"
    }
    try #require(files.count == 2)
    let again = try await both.full(
      ["--predictions", "p.csv", "--ledger", "again.sqlite", "--split"] + files)
    #expect(again.exitCode == outcome.exitCode, "\(again.errors)")
    let numbers =
      """
      SELECT protocol, trained_on, tested_on, speaker, class, metric, quote(value), quote(lower), n,
        leaky FROM reported_metrics WHERE attribute IS NULL ORDER BY 1, 2, 3, 4, 5, 6
      """
    let expected = try await both.sandbox.query(numbers)
    #expect(try await both.sandbox.query(numbers, ledger: "again.sqlite") == expected)
  }

  @Test("may leave some of it unanswered, which decides nothing, but not all of it")
  func leavesItUnanswered() async throws {
    let both = try Neighbours()
    let some = both.foreign.rows + both.rows.prefix(20)
    try both.sandbox.write("some.csv", both.foreign.predictions(some))
    try both.sandbox.write(
      "policy.yaml",
      "name: p\nrules:\n  - {name: r, metric: accuracy, per: overall, at-least: 0.5, decided-on: "
        + "value, reason: a test}\n")
    let call = ["--trained-on", "nothing", "--policy", "policy.yaml", "--predictions"]
    let partial = try await both.full(call + ["some.csv"])
    #expect(partial.exitCode == 3, "\(partial.errors)")
    let open = try await both.sandbox.query(
      """
      SELECT check_name, status FROM findings WHERE check_name IN ('answered', 'all-answered')
      AND subject LIKE '%friends%' ORDER BY 1
      """)
    #expect(open == "all-answered|undetermined\nanswered|failed")
    try both.sandbox.write("none.csv", both.foreign.predictions(both.foreign.rows))
    let none = try await both.full(call + ["none.csv", "--ledger", "none.sqlite"])
    #expect(none.exitCode == 4)
    #expect(
      none.errors.contains("none of 42 rows answers one of the 36 tested recordings of friends"),
      "\(none.errors)")
    #expect(none.errors.contains("with friends/ in front"))
    #expect(!both.sandbox.names().contains("none.sqlite"))
  }

  @Test("is asked for the emotions that are asked for and that both have")
  func isAskedForSome() async throws {
    let both = try Neighbours()
    try both.sandbox.write("p.csv", both.foreign.predictions(both.foreign.rows + both.rows))
    let call = ["--predictions", "p.csv", "--trained-on", "nothing", "--emotions"]
    let outcome = try await both.full(call + ["angry,happy,surprise"])
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    #expect(
      outcome.errors.contains(
        "Of friends angry and happy are asked for, as of mini; 24 recordings of others are left out."
      ),
      "\(outcome.errors)")
    let chance = try await both.sandbox.query(
      """
      SELECT tested_on, round(value, 4) FROM reported_metrics WHERE metric = 'chance'
      AND attribute IS NULL ORDER BY 1
      """)
    #expect(chance == "friends|0.5\nv1+v2|0.3333")
    #expect(try await both.verifies())
    let few = try await both.full(call + ["angry,surprise"])
    #expect(few.exitCode == 4, "\(few.errors)")
    #expect(few.errors.contains("--emotions: of angry and surprise, friends has only angry"))
  }

  @Test(
    "is refused where the call makes no sense",
    arguments: [
      (
        ["--trained-on", "friends/v9"],
        "expected friends, or speakers of it (friends/v1, friends/v2)"
      ),
      (["--external", "mini"], "not the audited one"),
      (["--protocols", "cross-corpus"], "plan splits, and --split, --predictions"),
    ])
  func isRefused(call: [String], words: String) async throws {
    let both = try Neighbours()
    try both.sandbox.write("p.csv", both.foreign.predictions(both.foreign.rows + both.rows))
    let outcome = try await both.full(["--predictions", "p.csv"] + call)
    #expect(outcome.exitCode == 2)
    let said: String = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains(words), "\(outcome.errors)")
    #expect(!both.sandbox.names().contains("ser-audit.sqlite"))
  }
}
