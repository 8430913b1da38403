import Audio
import Foundation
import Testing

@Suite("An unfinished run of the same options")
struct UnlikeRunTests {
  private let shorter = Sandbox.recipe.replacing("epochs: 3", with: "epochs: 1")

  @Test("is named with what is another, where --resume or `audit` cannot go on with it")
  func isNamed() async throws {
    let sandbox = try Sandbox()
    #expect(try await sandbox.audit("train").exitCode == 0)
    let run = try await sandbox.query("SELECT id FROM runs")
    let manifest = try sandbox.text("tiny/manifest.csv")
    let samples = (0..<16_000).map { 0.5 * sin(Float($0) * 0.1) }
    try sandbox.write(
      "tiny/more.wav",
      bytes: Waveform(samples: samples, sampleRate: 16_000).waveBytes(as: .pcm16))
    for (recipe, rows, other) in [
      (shorter, manifest, "settings in the recipe"),
      (Sandbox.recipe, manifest.replacing(",en", with: ",de"), "labels (or words"),
      (Sandbox.recipe, manifest + "more.wav,sad,v1,more,en\n", "recordings of tiny"),
    ] {
      try sandbox.write("tiny.yaml", recipe)
      try sandbox.write("tiny/manifest.csv", rows)
      let words = "Run \(run) is unfinished and was begun with the same options, but with other "
      for arguments in [["train", "--resume"], ["audit"]] {
        let outcome = try await Program.run(arguments + Sandbox.audit, in: sandbox.path)
        #expect(outcome.exitCode == 2, "\(outcome.errors)")
        #expect(outcome.errors.contains(words + other), "\(outcome.errors)")
      }
    }
    try sandbox.write("tiny.yaml", shorter)
    try sandbox.write("tiny/manifest.csv", manifest)
    let begun = try await sandbox.audit("train")
    #expect(begun.exitCode == 0, "\(begun.errors)")
    #expect(begun.errors.contains("Note: Run \(run) is unfinished"), "\(begun.errors)")
    #expect(begun.errors.contains("It is left as it is, and this is a new run."))
    try sandbox.write("tiny.yaml", Sandbox.recipe)
    let resumed = try await sandbox.audit("train", "--resume")
    #expect(resumed.errors.contains("Going on with run \(run)."), "\(resumed.errors)")
    #expect(!resumed.errors.contains("is unfinished"))
  }

  @Test("of a model's answers is another one, complete or not, where their labels are declared")
  func isOfOtherAnswers() async throws {
    let foreign = try ForeignSandbox()
    let sandbox = foreign.sandbox
    let rows = foreign.rows.map { "\($0.path),\($0.emotion == "happy" ? "joyful" : $0.emotion)\n" }
    try sandbox.write("p.csv", "path,label\n" + rows.joined())
    let answered =
      "SELECT round(value * n) FROM reported_metrics WHERE metric = 'answered-share' ORDER BY 1"
    let call = ["--predictions", "p.csv", "--trained-on", "nothing"]
    let before = try await foreign.full(call[0], call[1], call[2], call[3])
    #expect(before.errors.contains("'joyful'"), "\(before.errors)")
    #expect(try await sandbox.query(answered) == "36.0")
    try sandbox.write("mini/labels.csv", "label,emotion\njoyful,happy\n")
    let after = try await foreign.full(call[0], call[1], call[2], call[3])
    #expect(!after.errors.contains("is complete"), "\(after.errors)")
    #expect(try await sandbox.query(answered) == "36.0\n42.0")
    // A label that is dropped answers nothing, as one that nobody knows.
    try sandbox.write("mini/labels.csv", "label,emotion\njoyful,happy\nbored,-\n")
    let again = try await foreign.full(call[0], call[1], call[2], call[3])
    #expect(again.errors.contains("is complete"), "\(again.errors)")
    #expect(try await foreign.audit("crash").exitCode == 4)
    try sandbox.write("mini/labels.csv", "label,emotion\njoyful,fear\n")
    let other = try await foreign.audit("crash")
    #expect(other.errors.contains("another map of the labels of answers"), "\(other.errors)")
  }

  @Test("is removed by --fresh, which tells what goes and what stays")
  func isRemoved() async throws {
    let sandbox = try Sandbox()
    #expect(try await sandbox.audit("train").exitCode == 0)
    let run = try await sandbox.query("SELECT id FROM runs")
    let fresh = try await sandbox.audit("train", "--fresh")
    #expect(fresh.exitCode == 0, "\(fresh.errors)")
    #expect(
      fresh.errors.contains(
        "--fresh: the unfinished run \(run) is removed from ser-audit.sqlite, with 3 models, "
          + "9 epochs and 0 evaluations; its files stay in reports/\(run).\n"), "\(fresh.errors)")
    #expect(try await sandbox.query("SELECT count(*) FROM runs WHERE id = '\(run)'") == "0")
    #expect(sandbox.names(in: "reports").contains(run))
  }
}
