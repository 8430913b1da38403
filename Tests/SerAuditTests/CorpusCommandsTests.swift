import Foundation
import TestSupport
import Testing

@Suite("corpus list, add and stats")
struct CorpusCommandsTests {
  /// A sandbox with a corpus of somebody's own, whose labels are German and nobody's known.
  private static func german() throws -> Sandbox {
    let sandbox = try Sandbox()
    let rows = try sandbox.text("tiny/manifest.csv").split(separator: "\n")
    let words = ["angry": "Wut", "sad": "Trauer", "neutral": "langeweile", "fear": "Angst: gross"]
    let german = rows.map { row in
      words.reduce(String(row)) {
        $0.replacingOccurrences(of: ",\($1.key),", with: ",\($1.value),")
      }
    }
    try sandbox.write("tiny/manifest.csv", german.joined(separator: "\r\n"))
    return sandbox
  }

  @Test("a corpus of one's own is added, found by its name, listed and counted")
  func addsOnesOwn() async throws {
    let sandbox = try Sandbox()
    let add = try await sandbox.run(
      "corpus", "add", "voices", "--data", "tiny", "--licence", "CC0 | mine", "--json")
    let added = try add.object(by: "corpus-add.json")
    #expect(add.exitCode == 0)
    #expect((added["data"] as? [String: Any])?["utterances"] as? Int == 140)
    #expect(sandbox.names(in: "datasets/voices") == ["audio", "card.md"])
    #expect(try sandbox.text("datasets/voices/card.md").contains("| Licence | CC0 / mine |"))
    let check = try await sandbox.run("corpus", "check", "voices")
    #expect(check.exitCode == 0 && check.output.contains("140 utterances of 2 speakers"))
    let list = try await sandbox.run("corpus", "list")
    #expect(list.exitCode == 0)
    let line = try #require(
      list.output.split(separator: "\n").first { $0.hasPrefix("voices") }, "\(list.output)")
    for words in ["140", "CC0", "/tiny (datasets)"] { #expect(line.contains(words), "\(line)") }
    let again = try await sandbox.run("corpus", "add", "voices", "--data", "tiny")
    #expect(again.exitCode == 2)
    #expect(again.errors.contains("datasets/voices/audio is there already and leads to"))
  }

  @Test("one problem is called one, and two are called two")
  func countsProblemsInWords() async throws {
    let sandbox = try Sandbox()
    var rows = try sandbox.text("tiny/manifest.csv")
    for (name, words) in [("one", "; 1 problem, which"), ("two", "; 2 problems, which")] {
      rows += "\(name).wav,sad,v1,\(name),en\n"
      try sandbox.write("tiny/manifest.csv", rows)
      let add = try await sandbox.run("corpus", "add", name, "--data", "tiny")
      #expect(add.exitCode == 0 && add.output.contains(words), "\(add.output)\(add.errors)")
    }
  }

  @Test("labels that nobody declared are refused by name, with nothing written")
  func refusesUndeclaredLabels() async throws {
    let sandbox = try Self.german()
    let refused = try await sandbox.run("corpus", "add", "deutsch", "--data", "tiny")
    #expect(refused.exitCode == 4)
    for words in [
      "4 labels are not declared", "'Wut' (20 rows)", "'langeweile' (20 rows)", "\"Wut\": EMOTION",
    ] { #expect(refused.errors.contains(words), "\(refused.errors)") }
    #expect(!sandbox.names().contains("datasets"))
  }

  @Test("labels declared in YAML are kept, and dropped ones are counted by name")
  func keepsDeclaredLabels() async throws {
    let sandbox = try Self.german()
    try sandbox.write(
      "labels.yaml",
      "labels:\n  wut: angry\n  trauer: sad\n  langeweile: drop\n  \"angst: gross\": fear\n")
    let add = try await sandbox.run(
      "corpus", "add", "deutsch", "--data", "tiny", "--labels", "labels.yaml")
    #expect(add.exitCode == 0, "\(add.errors)")
    #expect(
      try sandbox.text("datasets/deutsch/labels.tsv")
        == "label\temotion\nangst: gross\tfear\nlangeweile\t-\ntrauer\tsad\nwut\tangry\n")
    let stats = try await sandbox.run("corpus", "stats", "deutsch")
    #expect(stats.exitCode == 0)
    #expect(
      stats.output.contains("Dropped labels, none of the seven emotions: langeweile (20)"),
      "\(stats.output)")
    #expect(stats.output.contains("120 utterances of 2 speakers"))
    let features = try await sandbox.run("corpus", "features", "deutsch")
    #expect(features.exitCode == 0, "\(features.errors)")
    #expect(features.output.contains("deutsch: 120 utterances"), "\(features.output)")
    let rows = try sandbox.text("tiny/manifest.csv")
    try sandbox.write("tiny/manifest.csv", rows + "\r\ngone.wav,Wut,v1,x,en\r\n")
    let fewer = try await sandbox.run("corpus", "features", "deutsch", "--json")
    #expect(fewer.exitCode == 1)
    let data = try fewer.data(by: "corpus-features.json")
    #expect(data["utterances"] as? Int == 120 && data["leftOut"] as? Int == 1)
  }

  @Test("features that cannot be kept are told with exit code 5, and those that are with the place")
  func keepsFeatures() async throws {
    let sandbox = try Sandbox()
    for (folder, code) in [("/proc/none/features", Int32(5)), (sandbox.path + "/kept", 0)] {
      let outcome = try await sandbox.run(
        "corpus", "features", "tiny", "--data", "tiny", environment: ["SER_AUDIT_CACHE": folder])
      #expect(outcome.exitCode == code, "\(outcome.errors)")
      let refused = "tiny: 0 of 140 utterances kept; \(folder) cannot be written."
      #expect(outcome.errors.contains(refused) == (code == 5), "\(outcome.errors)")
      #expect(outcome.output.contains("; kept in \(folder)") == (code == 0), "\(outcome.output)")
    }
    #expect(sandbox.names(in: "kept/features").isEmpty == false)
  }

  @Test("recordings that no row names are told by the check, and make it fail no more than before")
  func tellsUnlisted() async throws {
    let sandbox = try Sandbox()
    let rows = try sandbox.text("tiny/manifest.csv").split(separator: "\n")
    let whole = try await sandbox.run("corpus", "check", "tiny", "--data", "tiny")
    #expect(whole.exitCode == 0 && !whole.output.contains("unlisted"), "\(whole.output)")
    try sandbox.write("tiny/manifest.csv", rows.dropLast(2).joined(separator: "\n") + "\n")
    let names = rows.suffix(2).compactMap { $0.split(separator: ",").first.map(String.init) }
    let check = try await sandbox.run("corpus", "check", "tiny", "--data", "tiny")
    #expect(check.exitCode == 0, "\(check.output)")
    #expect(check.output.contains("note  unlisted: "), "\(check.output)")
    for name in names { #expect(check.output.contains(name), "\(check.output)") }
    let json = try await sandbox.run("corpus", "check", "tiny", "--data", "tiny", "--json")
    let issues = try json.data(by: "corpus-check.json")["issues"] as? [[String: Any]] ?? []
    let unlisted = issues.filter { $0["kind"] as? String == "unlisted" }
    #expect(unlisted.map { $0["paths"] as? [String] ?? [] } == [names.sorted()])
  }

  @Test("labels that nobody declared are a line each in the check, with how many bear them")
  func groupsUnknownLabels() async throws {
    let sandbox = try Sandbox()
    let manifest = try sandbox.text("tiny/manifest.csv")
    let rows = manifest.replacing(",sad,", with: ",bored,").split(separator: "\n")
      .map(String.init).enumerated().map {
        $0 == 1 ? $1.replacing(",angry,", with: ",wut,") : $1
      }
    try sandbox.write("tiny/manifest.csv", rows.joined(separator: "\n") + "\n")
    let check = try await sandbox.run("corpus", "check", "tiny", "--data", "tiny")
    #expect(check.exitCode == 1)
    let lines = check.output.split(separator: "\n").filter { $0.contains("unknown-emotion: ") }
    try #require(lines.count == 2, "\(check.output)")
    #expect(
      lines[0].contains("20 recordings (v1/") && lines[0].contains(" and 17 more): the emotion"))
    #expect(lines[1].contains("v1/") && lines[1].contains("line 2: the emotion 'wut' is not known"))
    #expect(lines.allSatisfy { $0.contains("corpus add tiny --data DIR --labels FILE") })
  }

  @Test("an age that is no number is to be mended, and leaves no recording out")
  func readsOddAges() async throws {
    let sandbox = try Sandbox()
    let lines = try sandbox.text("tiny/manifest.csv").split(separator: "\n")
    let aged = lines.enumerated().map { "\($1),\($0 == 0 ? "age" : "old")" }
    try sandbox.write("tiny/manifest.csv", aged.joined(separator: "\n"))
    let features = try await sandbox.run("corpus", "features", "tiny", "--data", "tiny")
    #expect(features.exitCode == 0, "\(features.output)\(features.errors)")
    let check = try await sandbox.run("corpus", "check", "tiny", "--data", "tiny")
    #expect(check.exitCode == 1)
    for words in ["mend  unusable-age: v1/", ": the age of speaker v1 is 'old' (line "] {
      #expect(check.output.contains(words), "\(check.output)")
    }
    #expect(!check.output.contains("left out"))
    // The corpus is read before the other one is looked for.
    let read = try await sandbox.run(
      "train", "--corpus", "tiny", "--data", "tiny", "--external", "nobody")
    #expect(read.errors.contains("140 recordings of 2 speakers"), "\(read.errors)")
    #expect(!read.errors.contains("left out"), "\(read.errors)")
    #expect(try await sandbox.run("corpus", "add", "voices", "--data", "tiny").exitCode == 0)
    for (added, outcome) in [("", "140  "), ("\ngone.wav,sad,v1,x,en,60", "140, 1 left out  ")] {
      try sandbox.write("tiny/manifest.csv", try sandbox.text("tiny/manifest.csv") + added)
      let list = try await sandbox.run("corpus", "list").output
      let line = try #require(list.split(separator: "\n").first { $0.hasPrefix("voices") })
      #expect(line.contains("  " + outcome), "\(list)")
    }
  }

  @Test("a corpus is found by its name in capitals, and one's own by its checksums too")
  func findsByAnyName() async throws {
    let sandbox = try Sandbox()
    for emotion in ["angry", "sad"] {
      try FileManager.default.createDirectory(
        atPath: sandbox.path + "/datasets/tess/audio", withIntermediateDirectories: true)
      try sandbox.link(
        "datasets/tess/audio/OAF_tree_\(emotion).wav",
        to: sandbox.path + "/tiny/v1/v1_tree_\(emotion).wav")
    }
    let features = try await sandbox.run("corpus", "features", "TESS")
    #expect(features.exitCode == 0, "\(features.errors)")
    #expect(features.output.contains("tess: 2 utterances"), "\(features.output)")
    let add = try await sandbox.run("corpus", "add", "Voices", "--data", "tiny")
    #expect(add.exitCode == 0, "\(add.errors)")
    let listing = ["v1_tree_sad.wav", String(repeating: "0", count: 64), "1"]
    try sandbox.write(
      "datasets/Voices/checksums.tsv", "file\tsha256\tbytes\n" + listing.joined(separator: "\t"))
    let check = try await sandbox.run("corpus", "check", "Voices")
    #expect(check.output.contains("as published, "), "\(check.output)\(check.errors)")
  }

  /// A call, its exit code, and words that its message must have.
  static let wrongCalls: [(call: String, code: Int32, words: String)] = [
    ("corpus add synthetic --data tiny", 2, "'synthetic' cannot be the name"),
    ("corpus add manifest --data tiny", 2, "Choose another name"),
    ("corpus add ../x --data tiny", 2, "letters, digits"),
    ("corpus add mine --data nowhere", 4, "mine was not found"),
    ("corpus add mine --data tiny/manifest.csv", 2, "is a file; expected the folder"),
    ("corpus add emodb --data tiny", 4, "03a01Fa.wav"),
    ("corpus add tess --data tiny --labels tiny.yaml", 2, "leave --labels out"),
    ("corpus add mine --data tiny --labels tiny.yaml", 2, "unknown key"),
    ("corpus add mine --data tiny --labels wrong.yaml", 2, "line 2"),
    (
      "corpus add mine --data tiny --labels twice.yaml", 2,
      "line 3, labels.Wut: found 'sad', expected the emotion of 'wut' on line 2"
    ),
    ("corpus add mine --data tiny --labels none.tsv", 4, "none.tsv could not be read"),
    ("corpus add mine", 2, "--data"),
    ("corpus stats tess --data tiny", 4, "tess was not found"),
    ("corpus stats", 2, "Missing expected argument"),
    ("corpus list --nonsense", 2, "Unknown option"),
  ]

  @Test("bad calls are told and leave nothing behind", arguments: wrongCalls)
  func badCalls(call: String, code: Int32, words: String) async throws {
    let sandbox = try Sandbox()
    try sandbox.write("wrong.yaml", "labels:\n  wut: furious\n")
    try sandbox.write("twice.yaml", "labels:\n  wut: angry\n  Wut: sad\n")
    let before = sandbox.names()
    let arguments = call.split(separator: " ").map(String.init)
    let outcome = try await Program.run(arguments, in: sandbox.path)
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(sandbox.names() == before)
    let told = try await Program.run(arguments + ["--json"], in: sandbox.path)
    let name = "corpus-" + arguments[1]
    let object = try told.object(by: name + ".json")
    #expect(object["schema"] as? String == "ser-audit/1/" + name)
  }

  @Test("the published corpora are listed with their licences, here or not")
  func lists() async throws {
    let outcome = try await Program.run(["corpus", "list", "--json"], in: Repository.root)
    let object = try outcome.object(by: "corpus-list.json")
    let rows = try #require(object["data"] as? [[String: Any]])
    let licences = Dictionary(
      rows.map { ($0["corpus"] as? String ?? "", $0["licence"] as? String ?? "") }
    ) { first, _ in first }
    #expect(
      rows.compactMap { $0["corpus"] as? String }.starts(with: [
        "tess", "ravdess", "crema-d", "emodb", "savee", "nemo",
      ]))
    #expect(licences["tess"]?.contains("CC BY-NC-ND") == true)
    #expect(licences["crema-d"]?.contains("Open Database Licence") == true)
    #expect(licences.values.allSatisfy { !$0.isEmpty })
  }

  @Test("statistics count speakers by emotions, words, lengths and sample rates")
  func counts() async throws {
    let sandbox = try Sandbox()
    let text = try await sandbox.run("corpus", "stats", "tiny", "--data", "tiny")
    #expect(text.exitCode == 0)
    for words in [
      "140 utterances of 2 speakers, 10 different words", "v1       -    -    en", "16000 (140)",
      "channels: 1 (140)", "WAV PCM_16 (140)", "Lengths: ",
    ] { #expect(text.output.contains(words), "\(text.output)") }
    let outcome = try await sandbox.run("corpus", "stats", "tiny", "--data", "tiny", "--json")
    let object = try outcome.object(by: "corpus-stats.json")
    let data = try #require(object["data"] as? [String: Any])
    #expect(data["words"] as? Int == 10)
    #expect((data["emotions"] as? [String: Int])?.values.allSatisfy { $0 == 20 } == true)
    let durations = try #require(data["durations"] as? [String: Any])
    let least = try #require(durations["leastSeconds"] as? Double)
    let most = try #require(durations["mostSeconds"] as? Double)
    let total = try #require(durations["totalSeconds"] as? Double)
    #expect(least > 0.2 && least <= most && (140 * least...140 * most).contains(total))
  }

  @Test("what cannot be used is counted by kind, and headers that cannot be read are named")
  func countsProblems() async throws {
    let sandbox = try Sandbox()
    let rows = try sandbox.text("tiny/manifest.csv")
    try sandbox.write("tiny/text.wav", "text")
    try sandbox.write(
      "tiny/manifest.csv",
      rows + "text.wav,sad,v1,x,en\ngone.wav,sad,v1,x,en\nx.wav,bored,v1,x,en\n")
    let outcome = try await sandbox.run("corpus", "stats", "tiny", "--data", "tiny")
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.output.contains("Problems: missing-file (1), unknown-emotion (1)"),
      "\(outcome.output)")
    #expect(outcome.output.contains("Headers that cannot be read: 1"))
    #expect(outcome.output.contains("text.wav"))
    #expect(!outcome.output.contains(sandbox.path + "/tiny/text.wav"))
  }

  @Test("the notice on CREMA-D's table of actors stands with its statistics and its audits")
  func showsTheNotice() async throws {
    let sandbox = try Sandbox()
    for (actor, voice) in [("1001", "v1"), ("1002", "v2")] {
      for (code, emotion) in [("ANG", "angry"), ("SAD", "sad")] {
        try FileManager.default.createDirectory(
          atPath: sandbox.path + "/crema-d", withIntermediateDirectories: true)
        try sandbox.link(
          "crema-d/\(actor)_IEO_\(code)_XX.wav",
          to: sandbox.path + "/tiny/\(voice)/\(voice)_tree_\(emotion).wav")
      }
    }
    let notice = "Open Database License (ODbL) 1.0"
    let stats = try await sandbox.run("corpus", "stats", "crema-d", "--data", ".")
    #expect(stats.exitCode == 0, "\(stats.errors)")
    #expect(stats.output.contains("crema-d-1001  male    51   en"), "\(stats.output)")
    #expect(stats.output.contains(notice))
    let json = try await sandbox.run("corpus", "stats", "crema-d", "--data", ".", "--json")
    let data = try json.data(by: "corpus-stats.json")
    #expect((data["notice"] as? String)?.contains(notice) == true)
    let check = try await sandbox.run("corpus", "check", "crema-d", "--data", ".")
    #expect(check.exitCode == 0 && check.errors.contains(notice))
  }

  @Test("an audio folder with split folders can be audited, and attributes reach the ledger")
  func auditsAnAudioFolder() async throws {
    let sandbox = try Sandbox()
    let rows = try sandbox.text("tiny/manifest.csv").split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    for (split, voice) in [("train", "v1"), ("test", "v2")] {
      let lines = rows.filter { $0[0].hasPrefix(voice) }.map { row in
        "{\"file_name\": \"\(row[0])\", \"label\": \"\(row[1])\", \"speaker_id\": \"\(row[2])\", "
          + "\"sentence\": \"\(row[3])\", \"age\": 40, \"room\": \"booth\"}"
      }
      try sandbox.write("hf/\(split)/metadata.jsonl", lines.joined(separator: "\n"))
      try sandbox.link("hf/\(split)/\(voice)", to: sandbox.path + "/tiny/" + voice)
    }
    let outcome = try await sandbox.run(
      "train", "--corpus", "hf", "--data", "hf", "--recipe", "tiny.yaml", "--preset", "quick")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(
      try await sandbox.query(
        """
        SELECT DISTINCT json_extract(attributes, '$.room'), json_extract(attributes, '$.split')
        FROM utterances ORDER BY 2
        """) == "booth|test\nbooth|train")
    #expect(try await sandbox.query("SELECT DISTINCT age FROM speakers") == "40")
  }
}
