import Foundation
import Testing

@Suite("The help that every command prints")
struct HelpTests {
  @Test(
    "is the text that was last approved",
    arguments: [
      "", "full", "train", "audit", "report", "card", "gate", "predict", "export", "corpus",
      "corpus check", "corpus list", "corpus add", "corpus stats", "corpus fetch",
      "corpus features", "split", "leakage", "verify", "compare", "history",
      "explore", "self-test", "init",
    ])
  func isApproved(command: String) async throws {
    let arguments = command.split(separator: " ").map(String.init) + ["--help"]
    let help = try await Program.run(arguments, in: "/", environment: ["COLUMNS": "80"])
    #expect(help.exitCode == 0)
    let name = command.isEmpty ? "ser-audit" : command.replacing(" ", with: "-")
    let golden = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("Golden/help-\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(help.output.utf8).write(to: golden)
    }
    #expect(help.output == (try String(contentsOf: golden, encoding: .utf8)))
  }

  @Test("is not what a file gets whose name begins with a hyphen and has an h")
  func isNotAskedForByAFile() async throws {
    let sandbox = try Sandbox()
    try sandbox.write("-a.wav", "")
    for name in ["-dash.wav", "-a.wav"] {
      let outcome = try await Program.run(["predict", name], in: sandbox.path)
      #expect(outcome.exitCode == 2 && outcome.output.isEmpty, "\(outcome.output)")
      let said = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(said.contains("'\(name)' begins with a hyphen, so its letters were read as options;"))
      #expect(said.contains("write it behind --, or as ./\(name)."), "\(said)")
    }
    let json = try await Program.run(["predict", "--json", "-dash.wav"], in: sandbox.path)
    #expect(json.exitCode == 2 && json.output.contains("begins with a hyphen"))
    for ask in ["-h", "-help", "--help"] {
      let help = try await Program.run(["predict", ask], in: sandbox.path)
      #expect(help.exitCode == 0 && help.output.hasPrefix("OVERVIEW: Predict"))
    }
  }

  @Test(
    "is of 80 columns where the environment gives a width that it cannot have",
    arguments: ["0", "-5", "1", "19", "wide", ""])
  func impossibleWidth(columns: String) async throws {
    let usual = try await Program.run(["gate", "--help"], in: "/", environment: ["COLUMNS": "80"])
    let help = try await Program.run(
      ["gate", "--help"], in: "/", environment: ["COLUMNS": columns])
    #expect(help.output == usual.output)
    let narrow = try await Program.run(["gate", "--help"], in: "/", environment: ["COLUMNS": "40"])
    #expect(narrow.output != usual.output)
  }

  @Test("fits a terminal of 80 columns", arguments: ["full", "gate", "predict", "export"])
  func fitsTheTerminal(command: String) async throws {
    let help = try await Program.run([command, "--help"], in: "/", environment: ["COLUMNS": "80"])
    let usage = help.output.components(separatedBy: "USAGE:")[0]
    #expect(usage.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
