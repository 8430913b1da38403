import Foundation
import SyntheticSpeech
import Testing

/// A folder with a small corpus and a small recipe, where a test runs the program; it is removed
/// when the test lets go of it.
final class Sandbox: Sendable {
  let path: String

  /// The recipe of all tests: a network that trains in a second, and learns little.
  static let recipe = """
    features:
      melBands: 32
      hopLength: 512
      maximumFrames: 96
    network:
      channels: [4, 8]
      pooledBands: [4, 4]
      pooledFrames: [2, 2]
      hiddenSize: 8
      attentionSize: 8
      headWidth: 8
    waveformAugmentation:
      copies: 0
    optimization:
      epochs: 3
      batchSize: 16
    """

  /// Two synthetic voices, ten words, seven emotions: made once, beside the program, and linked to
  /// by every sandbox.
  private static let recordings = Result<String, any Error> {
    let folder = URL(fileURLWithPath: Program.path).deletingLastPathComponent()
      .appendingPathComponent("test-recordings-10-v\(SyntheticCorpus.version)").path
    try SyntheticCorpus(seed: 0, voices: 2, words: 10).write(to: folder)
    return folder
  }

  /// Makes a folder with the corpus `tiny` and the recipe `tiny.yaml`.
  init(named path: String = freshPath()) throws {
    self.path = path
    let recordings = try Self.recordings.get()
    try write("tiny.yaml", Self.recipe)
    try write("tiny/manifest.csv", Self.contents(of: recordings + "/manifest.csv"))
    for voice in ["v1", "v2"] { try link("tiny/" + voice, to: recordings + "/" + voice) }
  }

  /// A sandbox of its own with everything that stands in this one.
  func copy(named path: String = freshPath()) throws -> Sandbox {
    let copy = try Sandbox(named: path)
    for name in names() where !copy.names().contains(name) {
      try FileManager.default.copyItem(
        atPath: self.path + "/" + name, toPath: copy.path + "/" + name)
    }
    return copy
  }

  /// A path that nothing stands at.
  static func freshPath() -> String {
    FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
      + "/ser-audit-\(UUID().uuidString)"
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The arguments of a tiny audit after its command.
  static let audit = [
    "--corpus", "tiny", "--data", "tiny", "--recipe", "tiny.yaml", "--preset", "quick",
  ]

  /// Runs the program in this folder.
  func run(_ arguments: String..., environment: [String: String] = [:]) async throws
    -> Program.Outcome
  {
    try await Program.run(arguments, in: path, environment: environment)
  }

  /// Runs a tiny audit.
  func audit(_ command: String = "full", _ more: String...) async throws -> Program.Outcome {
    try await Program.run([command] + Self.audit + more, in: path)
  }

  /// Starts a tiny audit.
  func startAudit(_ command: String = "full") throws -> RunningProgram {
    try Program.start([command] + Self.audit, in: path)
  }

  /// What a statement gives, a line a row, columns parted by `|`.
  func query(_ statement: String, ledger: String = "ser-audit.sqlite") async throws -> String {
    let outcome = try await Program.tool(
      ["sqlite3", "-cmd", ".timeout 10000", ledger, statement], in: path)
    try #require(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome.output.trimmingCharacters(in: .newlines)
  }

  /// Writes a file with its folders.
  func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  func write(_ name: String, bytes: [UInt8]) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }

  /// The text of a file of this folder.
  func text(_ name: String) throws -> String { try Self.contents(of: path + "/" + name) }

  /// The names in a folder, sorted; none where it is not there.
  func names(in folder: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []).sorted()
  }

  private static func contents(of path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }
}
