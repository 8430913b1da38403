import Foundation
import Testing

@Suite("Where a corpus is looked for")
struct CorpusPlaceTests {
  /// Three places that hold a corpus `voices`, with 7, 14 and 21 recordings.
  private static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let lines = try sandbox.text("tiny/manifest.csv").split(separator: "\n")
    let places = [("given", 7), ("environment", 14), ("datasets/voices", 21)]
    for (place, count) in places {
      let folder = place + (place.hasPrefix("datasets") ? "/audio" : "/voices")
      try sandbox.write(
        folder + "/manifest.csv", lines.prefix(count + 1).joined(separator: "\n") + "\n")
      for voice in ["v1", "v2"] {
        try sandbox.link("\(folder)/\(voice)", to: sandbox.path + "/tiny/" + voice)
      }
    }
    try sandbox.write("datasets/voices/card.md", "# voices\n")
    return sandbox
  }

  @Test("--data comes before SER_AUDIT_DATA, and that before datasets; an empty variable is none")
  func order() async throws {
    let sandbox = try Self.sandbox()
    let cases: [(data: [String], environment: [String: String], count: Int, origin: String)] = [
      (["--data", "given"], ["SER_AUDIT_DATA": "environment"], 7, "--data"),
      (["--data", "given/voices"], [:], 7, "--data"),
      ([], ["SER_AUDIT_DATA": "environment"], 14, "SER_AUDIT_DATA"),
      ([], ["SER_AUDIT_DATA": "environment/voices"], 14, "SER_AUDIT_DATA"),
      ([], ["SER_AUDIT_DATA": ""], 21, "datasets"),
      ([], ["SER_AUDIT_DATA": "nowhere"], 21, "datasets"),
      ([], [:], 21, "datasets"),
    ]
    for (data, environment, count, origin) in cases {
      let stats = try await Program.run(
        ["corpus", "stats", "voices", "--json"] + data, in: sandbox.path, environment: environment)
      #expect(try stats.data(by: "corpus-stats.json")["utterances"] as? Int == count)
      let check = try await Program.run(
        ["corpus", "check", "voices", "--json"] + data, in: sandbox.path, environment: environment)
      #expect(try check.data(by: "corpus-check.json")["utterances"] as? Int == count)
      let list = try await Program.run(
        ["corpus", "list", "--json"] + data, in: sandbox.path, environment: environment)
      let rows = try #require(try list.object(by: "corpus-list.json")["data"] as? [[String: Any]])
      let row = try #require(rows.first { $0["corpus"] as? String == "voices" })
      #expect(row["foundBy"] as? String == origin && row["utterances"] as? Int == count)
    }
  }

  @Test("a folder with a manifest is told how to be named, and is never the synthetic corpus")
  func ownFolder() async throws {
    let sandbox = try Sandbox()
    let bare = try await sandbox.run("full", "--data", "tiny/")
    #expect(bare.exitCode == 4)
    #expect(bare.errors.contains("audit them by --corpus tiny --data tiny/."), "\(bare.errors)")
    try sandbox.write("datasets/synthetic/card.md", "# synthetic\n")
    let list = try await sandbox.run("corpus", "list", "--data", "tiny", "--json")
    let rows = try #require(try list.object(by: "corpus-list.json")["data"] as? [[String: Any]])
    #expect(rows.suffix(2).map { $0["corpus"] as? String } == ["synthetic", "tiny"])
    #expect(rows.filter { $0["root"] != nil }.map { $0["corpus"] as? String } == ["tiny"])
    #expect(rows.last?["utterances"] as? Int ?? 0 > 0, "\(rows)")
    let without = try await sandbox.run("corpus", "list", "--data", "datasets")
    #expect(!without.output.contains("tiny"), "\(without.output)")
    for call in [["full", "--corpus", "synthetic"], ["corpus", "check", "synthetic"]] {
      let outcome = try await Program.run(call + ["--data", "tiny"], in: sandbox.path)
      #expect(outcome.exitCode == 4, "\(outcome.output)")
      #expect(outcome.errors.contains("without the program's synthetic.txt"), "\(outcome.errors)")
    }
    try sandbox.write("tiny/synthetic.txt", "made\n")
    #expect(
      try await sandbox.run("corpus", "check", "synthetic", "--data", "tiny").exitCode == 0)
    #expect(!sandbox.names().contains("reports"))
  }

  @Test("a place that was named and has nothing is not made up for by another")
  func namedPlace() async throws {
    let sandbox = try Self.sandbox()
    for command in ["stats", "check", "features"] {
      let outcome = try await sandbox.run(
        "corpus", command, "voices", "--data", "nowhere",
        environment: ["SER_AUDIT_DATA": "environment"])
      #expect(outcome.exitCode == 4)
      #expect(outcome.errors.contains("  nowhere (--data): nothing there"), "\(outcome.errors)")
      #expect(outcome.errors.contains("datasets/voices/card.md says how to get it."))
    }
  }

  @Test(
    "a corpus that nobody knows is told alike by every command, and no card of it is promised",
    arguments: [
      "corpus stats", "corpus check", "corpus features", "explore", "split", "full --corpus",
    ])
  func unknown(command: String) async throws {
    let sandbox = try Sandbox()
    let words = command.split(separator: " ").map(String.init)
    let outcome = try await Program.run(words + ["nobody"], in: sandbox.path)
    #expect(outcome.exitCode == 4)
    for words in [
      "there is no corpus nobody. Known by name are tess, ravdess,",
      "  datasets/nobody/audio (datasets): nothing there", "name the folder of the manifest with",
    ] { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
    #expect(!outcome.errors.contains("card.md"), "\(outcome.errors)")
  }

  @Test(
    "the synthetic corpus, before it is made, is told with what makes it",
    arguments: [
      ["corpus", "stats", "synthetic"], ["corpus", "check", "synthetic"],
      ["corpus", "features", "synthetic"], ["full", "--corpus", "synthetic", "--data", "nowhere"],
    ])
  func synthetic(arguments: [String]) async throws {
    let sandbox = try Sandbox()
    let outcome = try await Program.run(arguments, in: sandbox.path)
    #expect(outcome.exitCode == 4)
    #expect(!outcome.errors.contains("there is no corpus synthetic"), "\(outcome.errors)")
    #expect(
      outcome.errors.contains("made by `ser-audit full --corpus synthetic`"), "\(outcome.errors)")
    #expect(!sandbox.names().contains("datasets"))
  }

  @Test("folders may have blanks, letters of any language, line breaks and links in their paths")
  func oddPaths() async throws {
    let sandbox = try Sandbox()
    for name in ["my recordings", "Stimmen-äöü-聲音", "two\nlines", "quo\"te's", "100%"] {
      try sandbox.link(name, to: sandbox.path + "/tiny")
      let stats = try await sandbox.run("corpus", "stats", "tiny", "--data", name, "--json")
      let data = try stats.data(by: "corpus-stats.json")
      #expect(data["utterances"] as? Int == 140)
      let check = try await sandbox.run("corpus", "check", "tiny", "--data", name)
      #expect(check.exitCode == 0, "\(check.errors)")
      #expect(check.output.contains("140 utterances of 2 speakers"))
    }
  }
}
