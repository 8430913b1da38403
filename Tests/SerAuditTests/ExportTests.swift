import Audio
import Foundation
import TestSupport
import Testing

@Suite("A model for other programs")
struct ExportTests {
  @Test("is that of the latest run, and each export gives the same bytes")
  func isReproducible() async throws {
    let sandbox = try await FinishedAudit.copy()
    let first = try await sandbox.run("export", "--onnx", "a.onnx")
    #expect(first.exitCode == 0, "\(first.errors)")
    #expect(first.output.hasPrefix("a.onnx: reports/"), "\(first.output)")
    let model = try #require(first.output.split(separator: " ").dropFirst().first)
    try sandbox.write("b.onnx", "what was there before")
    let second = try await sandbox.run("export", "--model", String(model), "--onnx", "b.onnx")
    #expect(second.exitCode == 0, "\(second.errors)")
    #expect(try sandbox.bytes("a.onnx") == sandbox.bytes("b.onnx"))
  }

  @Test("is refused with a clear message where it cannot be written, and nothing is left behind")
  func isRefused() async throws {
    let sandbox = try await FinishedAudit.copy()
    let model = try #require(try await sandbox.anyModel())
    try sandbox.write("folder/x", "x")
    try sandbox.write("cut.safetensors", bytes: sandbox.bytes(model).dropLast(100))
    try sandbox.write("longer.safetensors", bytes: sandbox.bytes(model) + [0])
    try sandbox.write("zeros", "")
    try #require(truncate(sandbox.path + "/zeros", 100 << 30) == 0)
    try sandbox.link("link.onnx", to: sandbox.path + "/" + model)
    // Readers of a ledger may leave SQLite's own files beside it.
    func names() -> [String] { sandbox.names().filter { !$0.hasPrefix("ser-audit.sqlite") } }
    let before = names()
    let calls: [(arguments: [String], code: Int32, words: String)] = [
      (["--onnx", model, "--model", model], 2, "is the model itself"),
      (["--onnx", "link.onnx", "--model", model], 2, "is the model itself"),
      (["--onnx", "m.onnx", "--model", "cut.safetensors"], 2, "does not hold a model"),
      (["--onnx", "m.onnx", "--model", "longer.safetensors"], 2, "and the file goes on to byte"),
      (["--onnx", "m.onnx", "--model", "zeros"], 2, "the header is no JSON object of arrays"),
      (["--onnx", "none/m.onnx"], 5, "none/m.onnx: cannot be written"),
      (["--onnx", "none/m.onnx"], 5, "No such file or directory. Create its folder"),
      (["--onnx", "folder"], 5, "folder: cannot be written: a folder or a device stands there"),
      (["--onnx", ""], 2, "--onnx names no file"),
    ]
    for call in calls {
      let outcome = try await Program.run(["export"] + call.arguments, in: sandbox.path)
      #expect(outcome.exitCode == call.code, "\(call.arguments): \(outcome.errors)")
      #expect(outcome.errors.contains(call.words), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    #expect(names() == before)
    #expect(try sandbox.bytes("folder/x") == Array("x".utf8))
  }

  @Test("never replaces a ledger, what belongs to it, or weights, by whatever path it is named")
  func neverReplaces() async throws {
    let sandbox = try await FinishedAudit.copy()
    let models = try await sandbox.query("SELECT checkpoint FROM models ORDER BY id")
      .split(separator: "\n").map(String.init)
    let (model, other) = (try #require(models.first), try #require(models.last))
    try #require(model != other)
    let ledger = "ser-audit.sqlite"
    try sandbox.write("copy.onnx", bytes: sandbox.bytes(ledger))
    try sandbox.write("cut.onnx", bytes: Array(sandbox.bytes(other).prefix(9)))
    try sandbox.link("ledger.onnx", to: ledger)
    try sandbox.link("weights.onnx", to: other)
    try sandbox.link("here", to: ".")
    try FileManager.default.linkItem(
      atPath: sandbox.path + "/" + other, toPath: sandbox.path + "/same.onnx")
    let options = ["--model", model]
    let calls: [(arguments: [String], words: String)] = [
      (["--onnx", ledger], "\(ledger) is the ledger, and writing would replace it"),
      (["--onnx", "here/" + ledger] + options, "is the ledger"),
      (["--onnx", sandbox.path + "/" + ledger] + options, "is the ledger"),
      (["--onnx", "ledger.onnx"] + options, "is the ledger"),
      (["--onnx", ledger, "--ledger", "ledger.onnx"] + options, "is the ledger"),
      (["--onnx", "new.sqlite", "--ledger", "here/new.sqlite"] + options, "is the ledger"),
      (["--onnx", ledger + "-wal"] + options, "-wal belongs to the ledger \(ledger)"),
      (["--onnx", "here/\(ledger)-shm"] + options, "-shm belongs to the ledger \(ledger)"),
      (["--onnx", "\(ledger)-wal", "--ledger", "ledger.onnx"] + options, "belongs to the ledger"),
      (["--onnx", "copy.onnx"] + options, "copy.onnx is an SQLite database, expected"),
      (["--onnx", ledger, "--ledger", "none.sqlite"] + options, "is an SQLite database"),
      (["--onnx", other] + options, "\(other) is a safetensors file, expected an ONNX file"),
      (["--onnx", "weights.onnx"] + options, "weights.onnx is a safetensors file"),
      (["--onnx", "same.onnx"] + options, "same.onnx is a safetensors file"),
      (["--onnx", "cut.onnx"] + options, "cut.onnx is a safetensors file"),
    ]
    let kept = try [ledger, other, "copy.onnx", "cut.onnx"].map { ($0, try sandbox.bytes($0)) }
    for call in calls {
      let outcome = try await Program.run(["export"] + call.arguments, in: sandbox.path)
      #expect(outcome.exitCode == 2, "\(call.arguments): \(outcome.errors)")
      #expect(outcome.errors.contains(call.words), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    for (name, bytes) in kept { #expect(try sandbox.bytes(name) == bytes, "\(name)") }
    #expect(!FileManager.default.fileExists(atPath: sandbox.path + "/new.sqlite"))
  }

  @Test("replaces an ONNX file of before and what is short or empty")
  func replaces() async throws {
    let sandbox = try await FinishedAudit.copy()
    for before in ["", "x", "what was {"] {
      try sandbox.write("m.onnx", before)
      for _ in 0..<2 {
        let outcome = try await sandbox.run("export", "--onnx", "m.onnx")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
      }
      #expect(try sandbox.bytes("m.onnx").count > 1000)
    }
  }

  @Test(
    "leaves the file of before as it was when the disk is full",
    .enabled(if: SmallDisk.isPossible, "this machine does not let a test mount a small disk"))
  func fullDisk() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write(
      "trial.sh",
      """
      mkdir disk && mount -t tmpfs -o size=16k tmpfs disk && echo before >disk/m.onnx
      \(Program.path) export --onnx disk/m.onnx; echo "code $?"
      ls disk; cat disk/m.onnx
      """)
    let trial = try await Program.tool(["unshare", "-rm", "sh", "trial.sh"], in: sandbox.path)
    #expect(trial.output == "code 5\nm.onnx\nbefore\n", "\(trial.errors)")
    #expect(trial.errors.contains("disk/m.onnx: cannot be written"))
    #expect(trial.errors.contains("No space left on device. Free some space"), "\(trial.errors)")
  }

  @Test(
    "answers in Python, by the example, as `predict` does",
    .enabled(if: Python.isWanted, Python.reason), arguments: [false, true])
  func answersInPython(slopes: Bool) async throws {
    let sandbox = try await FinishedAudit.copy()
    let model = slopes ? try await Self.modelWithSlopes(in: sandbox) : []
    let export = try await Program.run(
      ["export", "--onnx", "model.onnx"] + model, in: sandbox.path)
    #expect(export.exitCode == 0, "\(export.errors)")
    let files = ["tree_angry", "tree_sad", "tree_neutral"].map { "tiny/v1/v1_\($0).wav" }
    let ours = try await Program.run(["predict", "--json"] + model + files, in: sandbox.path)
    let theirs = try await Python.run(["predict.py", "model.onnx"] + files, in: sandbox)
    let data = (ours.json as? [String: Any])?["data"] as? [[String: Any]] ?? []
    let lines = theirs.split(separator: "\n")
    try #require(data.count == files.count && lines.count == files.count, "\(theirs)")
    for (answer, line) in zip(data, lines) {
      let other = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(other?["path"] as? String == answer["path"] as? String)
      let expected = try #require(answer["probabilities"] as? [String: Double])
      let found = try #require(other?["probabilities"] as? [String: Double])
      #expect(found.keys.sorted() == expected.keys.sorted())
      for (emotion, value) in expected {
        #expect(abs(value - (found[emotion] ?? -1)) < 1e-4, "\(emotion)")
      }
    }
  }

  @Test(
    "leaves out in Python, by the example, what `predict` leaves out",
    .enabled(if: Python.isWanted, Python.reason))
  func leavesOutInPython() async throws {
    let sandbox = try await FinishedAudit.copy()
    #expect(try await sandbox.run("export", "--onnx", "model.onnx").exitCode == 0)
    let tone = (0..<16_000).map { 0.5 * sin(Float($0) / 5) }
    for (name, samples) in [
      ("silent.wav", [Float](repeating: 0, count: 16_000)),
      ("constant.wav", [Float](repeating: 0.3, count: 16_000)),
      ("short.wav", Array(tone.prefix(320))), ("nearly.wav", Array(tone.prefix(1_023))),
      ("tone.wav", tone),
    ] {
      let bytes = Waveform(samples: samples, sampleRate: 16_000).waveBytes(as: .pcm16)
      try sandbox.write(name, bytes: bytes)
    }
    let files = ["silent.wav", "constant.wav", "short.wav", "nearly.wav", "tone.wav"]
    let ours = try await Program.run(["predict", "--format", "jsonl"] + files, in: sandbox.path)
    let theirs = try await Python.outcome(["predict.py", "model.onnx"] + files, in: sandbox)
    #expect(ours.exitCode == 4 && theirs.exitCode == 4, "\(theirs.errors)")
    #expect(ours.output.split(separator: "\n").count == 1)
    #expect(theirs.output.split(separator: "\n").count == 1, "\(theirs.output)")
    #expect(theirs.output.contains("tone.wav"))
    for line in theirs.errors.split(separator: "\n") {
      #expect(ours.errors.contains(line), "\(line) in \(ours.errors)")
    }
    #expect(theirs.errors.split(separator: "\n").count == 4)
  }

  private static let slopes = """
    features:
      slopes: true
      level: rms
      normalization: global
    """

  /// Trains a model that hears slopes, and names it as an option.
  private static func modelWithSlopes(in sandbox: Sandbox) async throws -> [String] {
    try sandbox.write(
      "slopes.yaml", Sandbox.recipe.replacing("features:", with: Self.slopes))
    let train = try await sandbox.run(
      "train", "--corpus", "tiny", "--data", "tiny", "--recipe", "slopes.yaml", "--preset", "quick",
      "--protocols", "random", "--ledger", "slopes.sqlite", "--reports", "slopes")
    #expect(train.exitCode == 0, "\(train.errors)")
    let run = try #require(sandbox.names(in: "slopes").first)
    return ["--model", "slopes/\(run)/models/random-seed0.safetensors"]
  }

  @Test(
    "is read in Python as docs/interchange.md shows",
    .enabled(if: Python.isWanted, Python.reason))
  func documentedExample() async throws {
    let sandbox = try await FinishedAudit.copy()
    let model = try #require(try await sandbox.anyModel())
    try sandbox.write("model.safetensors", bytes: sandbox.bytes(model))
    let export = try await sandbox.run(
      "export", "--model", "model.safetensors", "--onnx", "model.onnx")
    #expect(export.exitCode == 0, "\(export.errors)")
    let text = try String(
      contentsOfFile: Repository.root + "/docs/interchange.md", encoding: .utf8)
    let blocks = text.components(separatedBy: "```python\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count == 2)
    for (index, block) in blocks.enumerated() {
      try sandbox.write("example\(index).py", block)
      let printed = try await Python.run([sandbox.path + "/example\(index).py"], in: sandbox)
      #expect(printed.contains("angry"), "\(printed)")
    }
  }
}

/// The Python with the packages of scripts/interchange/requirements.txt, where the environment
/// says.
enum Python {
  private static let environment = ProcessInfo.processInfo.environment
  private static let named = environment["SER_AUDIT_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }

  /// Whether tests on it run; where it is required they run and fail without it.
  static let isWanted = named != nil || environment["SER_AUDIT_REQUIRE_PYTHON"] == "1"
  static let reason: Comment =
    "SER_AUDIT_PYTHON names no Python with the packages of scripts/interchange/requirements.txt"

  /// Runs a script, of scripts/interchange where no folder is named; returns what it prints.
  static func run(_ arguments: [String], in sandbox: Sandbox) async throws -> String {
    let outcome = try await outcome(arguments, in: sandbox)
    try #require(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// Runs a script whatever its end.
  static func outcome(
    _ arguments: [String], in sandbox: Sandbox
  ) async throws -> Program.Outcome {
    let python = try #require(named, "SER_AUDIT_PYTHON is not set though Python is required")
    let script = arguments[0].hasPrefix("/") ? "" : Repository.root + "/scripts/interchange/"
    return try await Program.tool(
      [python, script + arguments[0]] + arguments.dropFirst(), in: sandbox.path)
  }
}

extension Sandbox {
  /// The bytes of a file of this folder.
  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }

  /// A model file of the finished audit, from this folder on.
  func anyModel() async throws -> String? {
    let found = try await query("SELECT checkpoint FROM models ORDER BY id LIMIT 1")
    return found.isEmpty ? nil : found
  }
}
