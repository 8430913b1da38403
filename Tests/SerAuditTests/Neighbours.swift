import Testing

/// The corpus `mini` with its model, and beside it `friends`: other words of the same two voices,
/// without surprise. Its recordings have paths that none of `mini` has.
struct Neighbours {
  let foreign: ForeignSandbox
  /// The rows of the manifest of `friends`.
  let rows: [(path: String, emotion: String)]

  var sandbox: Sandbox { foreign.sandbox }

  init() throws {
    foreign = try ForeignSandbox()
    let lines = try foreign.sandbox.text("tiny/manifest.csv").split(whereSeparator: \.isNewline)
      .map(String.init)
    let columns = lines[0].split(separator: ",").map(String.init)
    let path = try #require(columns.firstIndex(of: "path"))
    let emotion = try #require(columns.firstIndex(of: "emotion"))
    let word = try #require(columns.firstIndex(of: "word"))
    let table = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
    let words = Set(Set(table.map { $0[word] }).sorted().dropFirst(3).prefix(3))
    let kept = table.filter { words.contains($0[word]) && $0[emotion] != "surprise" }
    rows = kept.map { ($0[path], $0[emotion]) }
    try sandbox.write(
      "friends/manifest.csv",
      ([lines[0]] + kept.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n")
    for voice in ["v1", "v2"] {
      try sandbox.link("friends/" + voice, to: sandbox.path + "/tiny/" + voice)
    }
  }

  func full(_ more: String...) async throws -> Program.Outcome { try await full(more) }

  func full(_ more: [String]) async throws -> Program.Outcome {
    try await Program.run(
      ["full", "--corpus", "mini", "--data", ".", "--preset", "quick", "--external", "friends"]
        + more, in: sandbox.path)
  }

  /// Each test set once: rung, sides, whether it leaks.
  func tests() async throws -> String {
    try await sandbox.query(
      """
      SELECT DISTINCT protocol, trained_on, tested_on, leaky FROM reported_metrics
      WHERE metric = 'answered-share' AND perturbation IS NULL ORDER BY 1, 3
      """)
  }

  func verifies() async throws -> Bool { try await sandbox.run("verify").exitCode == 0 }
}
