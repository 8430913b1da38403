import Foundation
import Testing

@Suite("ser-audit split")
struct SplitTests {
  @Test("writes what a run wrote, byte for byte, and nothing else")
  func writesWhatARunWrote() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let before = sandbox.names()
    let outcome = try await sandbox.run("split", "tiny", "--data", "tiny", "--output", "parts")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let names = sandbox.names(in: "parts")
    #expect(
      names == ["random.csv", "speaker-disjoint-v1.csv", "speaker-disjoint-v2.csv"])
    #expect(names == sandbox.names(in: "reports/\(run)/splits"))
    for name in names {
      #expect(try sandbox.text("parts/\(name)") == sandbox.text("reports/\(run)/splits/\(name)"))
    }
    #expect(sandbox.names() == (before + ["parts"]).sorted())
  }

  @Test("writes the rungs that were asked for, also with changed copies and other corpora")
  func writesEveryRung() async throws {
    let sandbox = try Sandbox()
    try LadderTests.addFriends(to: sandbox, without: "surprise")
    let outcome = try await sandbox.run(
      "split", "tiny", "--data", ".", "--protocols", "augment-before-split,cross-corpus",
      "--external", "friends")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("names changed copies (identifier~number)"))
    let folder = "reports/splits-tiny"
    let directions = ["friends-to-tiny", "tiny-to-friends"].map { "cross-corpus-\($0).csv" }
    #expect(sandbox.names(in: folder) == ["augment-before-split.csv"] + directions)
    let mixed = try sandbox.text(folder + "/augment-before-split.csv")
    #expect(mixed.contains("~1,train\n") && !mixed.contains("~2"))
    let across = try sandbox.text(folder + "/cross-corpus-tiny-to-friends.csv")
    #expect(across.contains("\nv1/v1_tree_angry.wav,") && across.contains("\nfriends/"))
    #expect(!across.contains("surprise,test"))
    #expect(outcome.output.contains("clean: cross-corpus on friends (120)"), "\(outcome.output)")
    #expect(
      outcome.output.hasSuffix(
        "ser-audit full --corpus tiny --data . --external friends --split FILE --predictions "
          + "ANSWERS (for a file without recordings of another corpus: no --external)\n"),
      "\(outcome.output)")
  }

  @Test("says of each file in a line what it is, how much is in each part, and what is LEAKY")
  func saysWhatIsLeaky() async throws {
    let sandbox = try Sandbox()
    let outcome = try await sandbox.run("split", "tiny", "--data", "tiny", "--quiet")
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "reports/splits-tiny/random.csv: random, trained on v1+v2: train 98, dev 14, test 28; "
        + "LEAKY: random on v1+v2 (28, both sides have: speaker, speaker+word)")
    let apart = try #require(lines.first { $0.contains("/speaker-disjoint-v1.csv: ") })
    #expect(apart.contains("trained on v1: train "), "\(apart)")
    #expect(
      apart.contains("; clean: speaker-disjoint on v2 (70), speaker-word-disjoint on v2 (21)"))
    #expect(apart.contains("; LEAKY: word-disjoint on v1 ("), "\(apart)")
    #expect(lines.count == 3 && !outcome.output.contains("Next"), "\(lines)")
    let told = try await sandbox.run("split", "tiny", "--data", "tiny").output
    #expect(told.hasPrefix(outcome.output) && !told.contains("--external"), "\(told)")
    let next = told.split(separator: "\n").last
    #expect(next?.contains("ser-audit full --corpus tiny --data tiny --split FILE") == true)
  }

  @Test("refuses more folds than there are speakers before it reads a recording")
  func tooManyFolds() async throws {
    let sandbox = try Sandbox()
    let outcome = try await sandbox.run("split", "tiny", "--data", "tiny", "--folds", "9")
    #expect(outcome.exitCode == 4)
    #expect(outcome.errors.contains("9 folds were asked for; expected 2 to 2"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("Read tiny"), "\(outcome.errors)")
  }

  @Test("tells programs the same, and counts are those of the rows")
  func tellsPrograms() async throws {
    let sandbox = try Sandbox()
    let outcome = try await sandbox.run("split", "tiny", "--data", "tiny", "--json")
    let data = try outcome.data(by: "split.json")
    let files = try #require(data["files"] as? [[String: Any]])
    #expect(files.count == 3 && data["seed"] as? Int == 0)
    for file in files {
      let path = try #require(file["path"] as? String)
      let rows = try sandbox.text(path).split(separator: "\n").dropFirst()
      for (part, count) in try #require(file["parts"] as? [String: Int]) {
        #expect(rows.count { $0.hasSuffix("," + part) } == count, "\(path): \(part)")
      }
      for test in try #require(file["tests"] as? [[String: Any]]) {
        let isApart = (test["evaluationProtocol"] as? String)?.hasPrefix("speaker-") == true
        #expect(test["isLeaky"] as? Bool == !isApart, "\(path)")
        #expect((test["reasons"] as? [Any])?.isEmpty == isApart, "\(path)")
      }
    }
  }

  @Test("files are read by `leakage`, and a model that was trained on one elsewhere is audited")
  func areAuditedAfterwards() async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    let outcome = try await sandbox.run("split", "mini", "--data", "mini", "--output", "parts")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let judged = try await sandbox.run("leakage", "--split", "parts/random.csv", "--json")
    let counts = try judged.data(by: "leakage.json")["rows"] as? [String: Int]
    #expect(judged.exitCode != 4 && counts?.values.reduce(0, +) == foreign.rows.count)
    try sandbox.write("answers.csv", foreign.predictions(foreign.rows))
    let audit = try await foreign.full(
      "--predictions", "answers.csv", "--split", "parts/speaker-disjoint-v1.csv")
    #expect([0, 1, 3].contains(audit.exitCode), "\(audit.errors)")
    let tested = try await sandbox.query(
      """
      SELECT trained_on, tested_on, leaky FROM reported_metrics WHERE protocol = 'speaker-disjoint'
      AND metric = 'uar' AND speaker IS NULL AND attribute IS NULL AND perturbation IS NULL
      """)
    #expect(tested == "v1|v2|0")
  }

  @Test("a seed deals anew, and the same seed the same; another split replaces no file")
  func seeds() async throws {
    let sandbox = try Sandbox()
    func split(_ more: String...) async throws -> Program.Outcome {
      try await Program.run(["split", "tiny", "--data", "tiny"] + more, in: sandbox.path)
    }
    #expect(try await split("--output", "a").exitCode == 0)
    #expect(try await split("--output", "b", "--seed", "1").exitCode == 0)
    let (usual, other) = (try sandbox.text("a/random.csv"), try sandbox.text("b/random.csv"))
    #expect(usual != other)
    #expect(Set(usual.split(separator: "\n")).count == Set(other.split(separator: "\n")).count)
    #expect(try await split("--output", "a", "--seed", "0").exitCode == 0)
    let refused = try await split("--output", "a", "--seed", "1")
    #expect(refused.exitCode == 2)
    #expect(
      refused.errors.contains("a/random.csv is there already, and is not this split"),
      "\(refused.errors)")
    #expect(try sandbox.text("a/random.csv") == usual)
  }

  @Test("bad calls and corpora leave nothing behind")
  func badCalls() async throws {
    let sandbox = try ForeignSandbox().sandbox
    let before = sandbox.names()
    let calls: [([String], Int32, String)] = [
      (["tiny", "--data", "tiny", "--protocols", "randon"], 2, "choose among random"),
      (["tiny", "--data", "tiny", "--output", ""], 2, "--output names no folder"),
      (["tiny", "--data", "tiny", "--seed", "-1"], 2, "--seed"),
      (["tiny", "--data", "tiny", "--output", "tiny.yaml"], 5, "tiny.yaml is a file"),
      (["mini", "--data", "mini", "--protocols", "word-disjoint"], 4, "word"),
      (["tiny", "--data", "nowhere"], 4, "nowhere"),
    ]
    for (arguments, code, words) in calls {
      let outcome = try await Program.run(["split"] + arguments, in: sandbox.path)
      #expect(outcome.exitCode == code, "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
      #expect(sandbox.names() == before)
    }
  }
}
