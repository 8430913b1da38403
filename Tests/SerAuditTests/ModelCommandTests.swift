import Foundation
import Testing

@Suite("A program that answers over a pipe")
struct ModelCommandTests {
  private static let answered =
    "SELECT count(*) FROM predictions p JOIN evaluations e ON e.id = p.evaluation "
    + "JOIN models m ON m.id = e.model WHERE m.name = 'model.sh' AND e.perturbation IS NULL"

  @Test("is audited by the same pages: sweep, probes, classes, findings, verdict, and verified")
  func isAudited() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.full(
      "--model-command", "sh model.sh good", "--trained-on", "v1")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let sandbox = foreign.sandbox
    let run = try #require(sandbox.names(in: "reports").first)
    #expect(
      sandbox.names(in: "reports/" + run) == [
        "findings.json", "junit.xml", "report.html", "report.md", "splits",
      ])
    let report = try sandbox.text("reports/\(run)/report.md")
    for heading in [
      "Protocol ladder", "Is its confidence deserved?", "The model model.sh was made elsewhere",
      "On speakers whom training never heard (speaker-disjoint, as declared), UAR ",
      "| Model from | command: sh model.sh good |", "| Trained on | v1, as declared |",
      "white-noise", "mfcc-statistics",
    ] { #expect(report.contains(heading), "\(heading)") }
    #expect(!report.contains("How the models were fitted"))
    #expect(!report.contains("Where in the utterance the model looked"))
    let rungs = try await sandbox.query(
      """
      SELECT DISTINCT protocol, trained_on, tested_on, leaky FROM reported_metrics
      WHERE metric = 'uar' AND attribute IS NULL ORDER BY 1
      """)
    #expect(rungs == "random|v1|v1|1\nspeaker-disjoint|v1|v2|0")
    let told = "SELECT count(*) FROM reported_metrics WHERE perturbation = 'transductive'"
    #expect(try await sandbox.query(told) == "0")
    #expect(try await sandbox.run("verify").exitCode == 0)
    #expect(foreign.leftovers.isEmpty)
  }

  @Test(
    "that ends, hangs or talks on its way is started again once, and every recording is answered",
    arguments: ["crash-once", "hang-once", "garbage-once", "twice-once"])
  func isStartedAgain(behaviour: String) async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.audit(
      behaviour, timeout: behaviour == "hang-once" ? "2" : "60")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    #expect(outcome.errors.contains("it is started again, once"), "\(outcome.errors)")
    #expect(try await foreign.sandbox.query(Self.answered) == "10")
    #expect(foreign.leftovers.isEmpty)
  }

  @Test("finds signals as a program expects them, whatever this one ignores")
  func findsUsualSignals() async throws {
    let foreign = try ForeignSandbox()
    let command = "grep '^SigIgn' /proc/self/status > signals; sh model.sh label"
    _ = try await foreign.full("--model-command", command, "--split", "parts.csv")
    let words = try foreign.sandbox.text("signals").split(whereSeparator: \.isWhitespace)
    let ignored = try #require(words.last.flatMap { UInt64($0, radix: 16) })
    for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM] {
      #expect(ignored >> UInt64(signal - 1) & 1 == 0, "signal \(signal)")
    }
  }

  @Test("that ends a second time is an error with its last words, and the run goes on later")
  func endsTwice() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.audit("crash")
    #expect(outcome.exitCode == 4)
    #expect(outcome.errors.contains("ended with exit code 3"), "\(outcome.errors)")
    #expect(outcome.errors.contains("  out of memory"))
    #expect(try await foreign.sandbox.query("SELECT status FROM runs") == "interrupted")
    try foreign.sandbox.write(
      "model.sh", foreign.sandbox.text("model.sh").replacing("exit 3", with: ":"))
    let mended = try await foreign.audit("crash")
    #expect(mended.errors.contains("Going on with run"))
    #expect(mended.exitCode == 3, "\(mended.errors)")
    #expect(foreign.leftovers.isEmpty)
  }

  @Test(
    "that does not pass its health check is refused before anything is written",
    arguments: [
      ("broken", "ended with exit code 7", "5"), ("silent", "said nothing for 2.0 seconds", "0.2"),
      ("echo", "which is no answer: no probabilities and no label", "5"),
      ("bare", "which is no answer: no probabilities and no label", "5"),
    ])
  func isRefused(behaviour: String, words: String, timeout: String) async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.audit(behaviour, timeout: timeout)
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.contains("health check"))
    #expect(!foreign.sandbox.names().contains("ser-audit.sqlite"))
    #expect(foreign.leftovers.isEmpty)
  }

  @Test("may take longer to start than to answer")
  func mayStartSlowly() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.audit("slow", timeout: "2")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    #expect(!outcome.errors.contains("started again"))
  }

  @Test(
    "that says of a recording that it cannot, or says half, leaves that one unanswered",
    arguments: [("error", "too short"), ("half", "expected all seven probabilities")])
  func leavesOneOut(behaviour: String, reason: String) async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.audit(behaviour)
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    #expect(try await foreign.sandbox.query(Self.answered) == "9")
    let share = try await foreign.sandbox.query(
      "SELECT value, n FROM reported_metrics WHERE metric = 'answered-share'")
    #expect(share == "0.9|10")
    let finding = try await foreign.sandbox.query(
      "SELECT status, importance, message FROM findings WHERE check_name = 'answered'")
    #expect(finding.hasPrefix("failed|critical|1 of 10 tested utterances are not answered"))
  }

  @Test("that answers nothing at all is an error that says why")
  func answersNothing() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.audit("errors")
    #expect(outcome.exitCode == 4)
    #expect(outcome.errors.contains("answered none of 10") && outcome.errors.contains("no voice"))
  }

  @Test("that hears nothing in any changed recording is audited on the unchanged ones")
  func answersUnchanged() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.full(
      "--model-command", "sh model.sh unchanged", "--trained-on", "v1")
    #expect([1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let sandbox = foreign.sandbox
    let changed = "FROM predictions p JOIN evaluations e ON e.id = p.evaluation WHERE perturbation "
    #expect(try await sandbox.query("SELECT count(*) \(changed) IS NOT NULL") == "0")
    #expect(try await sandbox.query(Self.answered) != "0")
    // What is missing is known of every condition, told of every perturbation, and decides there.
    let conditions = try await sandbox.query(
      "SELECT count(*) FROM evaluations WHERE perturbation IS NOT NULL AND asked > 0")
    let rows = "FROM reported_metrics WHERE metric = 'answered-share' AND perturbation IS NOT NULL"
    #expect(try await sandbox.query("SELECT count(*) \(rows) AND value = 0") == conditions)
    let perturbations = try await sandbox.query("SELECT count(DISTINCT perturbation) \(rows)")
    #expect(
      try await sandbox.query(
        "SELECT count(*) FROM findings WHERE check_name = 'answered' AND message LIKE 'Under %'")
        == perturbations)
    #expect(Int(perturbations) ?? 0 > 1 && conditions != "0")
    #expect(try await sandbox.run("verify").exitCode == 0)
    #expect(try await sandbox.run("report").exitCode == 0)
  }

  @Test("that leaves out some of the changed recordings passes no rule about them")
  func answersSome() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.full(
      "--model-command", "sh model.sh some", "--trained-on", "v1")
    #expect([1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let sandbox = foreign.sandbox
    let under = try await sandbox.query(
      """
      SELECT perturbation, severity FROM reported_metrics WHERE metric = 'answered-share'
      AND perturbation IS NOT NULL AND value > 0 AND value < 1 AND leaky = 0 LIMIT 1
      """
    ).split(separator: "|")
    try #require(under.count == 2)
    for (name, more) in [
      ("clean", ""), ("under", ", perturbation: \(under[0]), severity: \(under[1])"),
    ] {
      try sandbox.write(
        "\(name).yaml",
        "name: p\nrules:\n  - {name: r, metric: accuracy, per: overall, at-least: 0, decided-on: "
          + "value, reason: a test\(more)}\n")
      let gate = try await sandbox.run("gate", "--policy", "\(name).yaml")
      #expect(gate.exitCode == (name == "clean" ? 0 : 3), "\(gate.output)")
      #expect(gate.output.contains("all-answered") == (name == "under"))
    }
  }

  @Test("that refuses some of the changed recordings shows no robustness by the others")
  func refusesSome() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.full(
      "--model-command", "sh model.sh right", "--trained-on", "nothing")
    #expect([1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let sandbox = foreign.sandbox
    let cells = """
      FROM reported_metrics WHERE perturbation IS NOT NULL AND speaker IS NULL AND attribute IS NULL
      """
    let clean = try await sandbox.query("SELECT DISTINCT value \(cells) AND metric = 'clean-uar'")
    #expect(clean == "1.0")
    let measured = try await sandbox.query("SELECT count(value) \(cells) AND metric = 'uar'")
    let retained = "\(cells) AND metric = 'skill-retention'"
    #expect(try await sandbox.query("SELECT count(*) \(retained)") == measured && measured != "0")
    #expect(try await sandbox.query("SELECT count(value) \(retained)") == "0")
    let run = try #require(sandbox.names(in: "reports").first)
    let report = try sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("Not everything was answered under "))
    #expect(!report.contains("costs skill") && !report.contains(" gains ."))
  }

  @Test("that says true, or an empty error, says what it would say in a file")
  func saysTrue() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.audit("true")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    #expect(outcome.errors.contains("'true'"), "\(outcome.errors)")
    #expect(try await foreign.sandbox.query(Self.answered) == "9")
    let calm = try await ForeignSandbox().audit("no-error")
    #expect(calm.exitCode == 3, "\(calm.errors)")
    #expect(!calm.errors.contains("left out"), "\(calm.errors)")
  }

  @Test("that leaves something behind which talks for ever is ended all the same")
  func talksForEver() async throws {
    let foreign = try ForeignSandbox()
    let outcome = try await foreign.full(
      "--model-command", "(while :; do echo loading >&2; done) & exec sh model.sh good", "--split",
      "parts.csv", "--model-name", "talker")
    #expect(outcome.exitCode == 3, "\(outcome.errors)")
    #expect(foreign.leftovers.isEmpty)
  }

  @Test("is asked again by --fresh, in `audit` as in `full`")
  func isAskedAgain() async throws {
    let foreign = try ForeignSandbox()
    let call = [
      "audit", "--corpus", "mini", "--data", "mini", "--preset", "quick", "--model-command",
      "sh model.sh label", "--split", "parts.csv",
    ]
    for (more, runs) in [([], "1"), ([], "1"), (["--fresh"], "2")] {
      let outcome = try await Program.run(call + more, in: foreign.sandbox.path)
      #expect([1, 3].contains(outcome.exitCode), "\(outcome.errors)")
      #expect(try await foreign.sandbox.query("SELECT count(*) FROM runs") == runs)
    }
  }

  @Test("is ended by Ctrl-C with everything that it started, and nothing is left behind")
  func isEnded() async throws {
    let foreign = try ForeignSandbox()
    let running = try foreign.start("hang", "--split", "parts.csv", "--model-timeout", "3600")
    let sandbox = foreign.sandbox
    try await running.send(SIGINT) { sandbox.names().contains("child") }
    let outcome = try await running.outcome()
    #expect(outcome.exitCode == 130, "\(outcome.errors)")
    #expect(outcome.errors.contains("the same command goes on from here"))
    #expect(try await sandbox.query("SELECT status FROM runs") == "interrupted")
    for name in ["pid", "child"] {
      let text = try sandbox.text(name).trimmingCharacters(in: .whitespacesAndNewlines)
      let identifier = try #require(pid_t(text))
      let isGone: Bool = kill(identifier, 0) != 0 || Self.isZombie(identifier)
      #expect(isGone, "\(name)")
    }
    #expect(foreign.leftovers.isEmpty)
  }

  /// Whether a process has ended and only waits for whoever inherits it to ask.
  private static func isZombie(_ identifier: pid_t) -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)
    return status?.contains(") Z ") ?? true
  }
}
