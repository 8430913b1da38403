import Foundation
import Testing

@Suite("Bad input is told clearly, with the documented code, and leaves nothing half-written")
struct BadInputTests {
  /// A call, its exit code, and words that its message must have.
  struct Call: CustomTestStringConvertible {
    let arguments: [String]
    let code: Int32
    let words: [String]
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ call: String, _ code: Int32, _ words: String...) {
      arguments = call.split(separator: " ").map(String.init)
      self.code = code
      self.words = words
    }
  }

  static let calls = [
    Call("full --data nowhere", 4, "tess was not found", "nowhere", "--data"),
    Call("full --corpus tess --data tiny", 4, "tess was not found", "OAF_back_angry.wav"),
    Call("full --corpus nosuch --data empty", 4, "nosuch", "manifest.csv", "--data"),
    Call("full --corpus nosuch", 4, "nosuch", "tess, ravdess"),
    Call("corpus check tess --data broken", 4, "tess was not found"),
    Call("corpus check broken --data broken", 4, "None", "f/empty.wav", "f/text.wav"),
    Call("full --corpus broken --data broken", 4, "None", "f/empty.wav", "f/text.wav"),
    Call("full --corpus one --data one", 4, "at least two speakers", "v1"),
    Call("full --nonsense", 2, "Unknown option", "--help"),
    Call("train --corpus tiny --data tiny --resume --fresh", 2, "--fresh", "--resume"),
    Call("full --seeds 0", 2, "--seeds", "1 to 100"),
    Call("full --preset fast", 2, "'fast' is invalid", "quick"),
    Call("nonsense", 2, "nonsense"),
    Call(
      "predct x", 2, "There is no command 'predct'. Did you mean 'predict'?",
      "Usage: ser-audit <subcommand>", "See 'ser-audit --help'"),
    Call(
      "corpus chek tess", 2, "no command 'corpus chek'. Did you mean 'corpus check'?",
      "Usage: ser-audit corpus <subcommand>", "See 'ser-audit corpus --help'"),
    Call("help nothing", 2, "There is no command 'nothing'. The commands are: full, "),
    Call("help corpus chek", 2, "no command 'corpus chek'. Did you mean 'corpus check'?"),
    Call("full --recipe nothing.yaml", 2, "nothing.yaml", "no such file"),
    Call("full --recipe mistyped.yaml", 2, "line 2", "Did you mean 'epochs'?"),
    Call(
      "full --corpus tiny --data tiny --recipe narrow.yaml", 2, "narrow.yaml, line 2",
      "features.melBands", "at least 16"),
    Call("full --policy mistyped-policy.yaml", 2, "line 4", "Did you mean 'metric'?"),
    Call("gate --policy mistyped-policy.yaml", 2, "line 4", "Did you mean 'metric'?"),
    Call("full --corpus tiny --data tiny --ledger text.sqlite", 5, "is not a ledger"),
    Call("full --corpus tiny --data tiny --ledger none/x.sqlite", 5, "does not exist", "--ledger"),
    Call(
      "full --corpus tiny --data tiny --ledger newer.sqlite", 5, "version 99", "newer ser-audit"),
    Call("report --ledger newer.sqlite", 5, "version 99", "newer ser-audit"),
    Call("gate --ledger text.sqlite", 5, "is not a ledger", "--ledger"),
    Call("gate --ledger none.sqlite", 5, "There is no ledger", "--ledger"),
    Call("report --ledger none.sqlite", 5, "There is no ledger", "--ledger"),
    Call("predict tiny/v1/v1_tree_angry.wav", 2, "ser-audit.sqlite", "--model"),
    Call("predict --model text.sqlite x.wav", 2, "does not hold a model"),
    Call("predict --model none.safetensors x.wav", 2, "There is no model file none.safetensors"),
    Call("predict --model tiny x.wav", 2, "tiny is a folder, expected a model file"),
    Call("export --model tiny --onnx m.onnx", 2, "tiny is a folder, expected a model file"),
    Call("predict", 2, "Missing expected argument"),
    Call("predict --rate 8000 x.wav", 2, "--rate and --channels say", "leave them out"),
    Call("predict --channels 1 x.wav", 2, "--rate and --channels say", "leave them out"),
    Call("predict --stream --format jsonl", 2, "leave --format out"),
    Call("predict --stream --rate 0", 2, "--rate 0: expected 1000 to 768000 Hz."),
    Call("predict --stream --channels 0", 2, "--channels 0: expected 1 to 32."),
    Call("predict --stream --channels 33", 2, "--channels 33: expected 1 to 32."),
    Call("export", 2, "Missing expected argument '--onnx <file>'"),
    Call("export --onnx m.onnx", 2, "ser-audit.sqlite", "--model"),
    Call("export --model text.sqlite --onnx m.onnx", 2, "does not hold a model"),
    Call("export --model none.safetensors --onnx m.onnx", 2, "There is no model file none"),
  ]

  @Test("Calls", arguments: calls)
  func isTold(call: Call) async throws {
    let sandbox = try await Self.sandbox()
    let before = sandbox.names()
    let outcome = try await Program.run(call.arguments, in: sandbox.path)
    #expect(outcome.exitCode == call.code)
    for word in call.words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    #expect(outcome.output.isEmpty)
    #expect(sandbox.names() == before)
  }

  @Test("What is no regular file is no model, and nobody waits for a pipe")
  func noModel() async throws {
    let sandbox = try Sandbox()
    try #require(mkfifo(sandbox.path + "/pipe", 0o600) == 0)
    for place in ["pipe", "/dev/null"] {
      for call in [["predict", "x.wav"], ["export", "--onnx", "m.onnx"]] {
        let outcome = try await Program.run(call + ["--model", place], in: sandbox.path)
        #expect(outcome.exitCode == 2)
        #expect(
          outcome.errors.contains("\(place) is a pipe, device or socket, expected a model file."),
          "\(outcome.errors)")
      }
    }
  }

  @Test("A corpus with some bad files is audited without them, and each is named")
  func someBadFiles() async throws {
    let sandbox = try await Self.sandbox()
    let bad = try sandbox.text("broken/manifest.csv").split(separator: "\n").dropFirst()
    let original = "v1/v1_tree_happy.wav"
    let good = try sandbox.text("tiny/manifest.csv").replacing(original, with: "longer.wav")
    try sandbox.link("tiny/f", to: sandbox.path + "/broken/f")
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(sandbox.path)/tiny/\(original)"))
    let more = [UInt8](repeating: 0xF0, count: 300)
    try sandbox.write("tiny/longer.wav", bytes: [UInt8](whole) + more)
    let rows = (bad + ["v1/v1_tree_sad.wav,bored,v1,tree", "f/gone.wav,sad,v3,tree"]).map {
      $0 + ",en\n"
    }.joined()
    try sandbox.write("tiny/manifest.csv", good + rows)
    let check = try await sandbox.run("corpus", "check", "tiny", "--data", "tiny")
    #expect(check.exitCode == 1)
    for name in ["f/empty.wav", "f/text.wav", "f/cut.wav", "f/gone.wav", "'bored'"] {
      #expect(check.output.contains(name), "\(check.output)")
    }
    #expect(check.output.contains("139 utterances of 2 speakers"))
    let json = try await sandbox.run("corpus", "check", "tiny", "--data", "tiny", "--json").json
    let data = (json as? [String: Any])?["data"] as? [String: Any]
    #expect(
      (data?["speakers"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ["v1", "v2"])
    let train = try await sandbox.audit("train")
    #expect(train.exitCode == 0, "\(train.errors)")
    #expect(train.errors.contains("f/empty.wav"))
    let told = train.errors.matches(of: /does not count: longer\.wav \(300 bytes\)/)
    #expect(told.count == 1, "\(train.errors)")
  }

  @Test("Files that cannot be recognised are named, and the others are")
  func someBadRecordings() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write("text.wav", "text")
    try sandbox.write("silent.wav", bytes: Self.silence)
    let good = "tiny/v1/v1_tree_angry.wav"
    let outcome = try await sandbox.run("predict", "gone.wav", good, "text.wav", "silent.wav")
    #expect(outcome.exitCode == 4)
    #expect(outcome.output.contains(good))
    for name in [
      "gone.wav: no such file", "text.wav: not an audio file", "silent.wav: nothing but",
    ] { #expect(outcome.errors.contains(name), "\(outcome.errors)") }
  }

  @Test("A name that would break a line or speak to the terminal is written out")
  func hostileName() async throws {
    let sandbox = try await FinishedAudit.copy()
    let names = ["good\n\u{1B}[31m.wav", "gone\n\u{1B}[31m.wav"]
    try sandbox.link(names[0], to: sandbox.path + "/tiny/v1/v1_tree_angry.wav")
    let outcome = try await Program.run(["predict"] + names, in: sandbox.path)
    #expect(outcome.output.contains("good\\u{a}\\u{1b}[31m.wav  "), "\(outcome.output)")
    #expect(outcome.errors.contains("gone\\u{a}\\u{1b}[31m.wav: no such file"), "\(outcome.errors)")
    #expect(!(outcome.output + outcome.errors).contains("\u{1B}"))
  }

  @Test("A file where the folder of reports should be is told")
  func noFolderForReports() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write("taken", "a file where a folder should be")
    let outcome = try await sandbox.run("report", "--reports", "taken")
    #expect(outcome.exitCode == 5)
    #expect(outcome.errors.contains("taken is a file, and a folder was expected"))
  }

  /// A sandbox with everything that the calls name.
  private static func sandbox() async throws -> Sandbox {
    let sandbox = try Sandbox()
    let header = "path,emotion,speaker,word"
    let rows = ["empty", "text", "cut", "gone"].map { "f/\($0).wav,angry,v1,x" }
    try sandbox.write("broken/manifest.csv", ([header] + rows).joined(separator: "\n"))
    try sandbox.write("broken/f/empty.wav", "")
    try sandbox.write("broken/f/text.wav", "text")
    try sandbox.write("broken/f/cut.wav", bytes: silence.dropLast(8000))
    try sandbox.write("empty/readme.txt", "no recordings")
    let lines = try sandbox.text("tiny/manifest.csv").split(separator: "\n")
    let own = lines.filter { !$0.contains(",v2,") }.joined(separator: "\n")
    try sandbox.write("one/manifest.csv", own)
    try sandbox.link("one/v1", to: sandbox.path + "/tiny/v1")
    try sandbox.write("mistyped.yaml", "optimization:\n  epoch: 3\n")
    try sandbox.write("narrow.yaml", "features:\n  melBands: 5\n")
    try sandbox.write(
      "mistyped-policy.yaml", "format: 1\nname: x\nrules:\n  - metrc: uar\n    name: a\n")
    try sandbox.write("text.sqlite", "hello")
    _ = try await sandbox.query(
      "PRAGMA application_id = 1397052001; PRAGMA user_version = 99; CREATE TABLE a(b)",
      ledger: "newer.sqlite")
    return sandbox
  }

  /// A second of nothing, 16 kHz, 16 bit.
  private static let silence: [UInt8] = {
    let header: [UInt8] = [
      0x52, 0x49, 0x46, 0x46, 0x24, 0x7d, 0, 0, 0x57, 0x41, 0x56, 0x45, 0x66, 0x6d, 0x74, 0x20,
      16, 0, 0, 0, 1, 0, 1, 0, 0x80, 0x3e, 0, 0, 0, 0x7d, 0, 0, 2, 0, 16, 0, 0x64, 0x61, 0x74, 0x61,
      0, 0x7d, 0, 0,
    ]
    return header + [UInt8](repeating: 0, count: 32000)
  }()
}
