import Foundation
import Testing

@Suite("What is said of the recordings")
struct LabelsTests {
  private static func swapped(_ manifest: String) -> String {
    manifest.replacing(",sad,", with: ",SWAP,").replacing(",fear,", with: ",sad,")
      .replacing(",SWAP,", with: ",fear,")
  }

  @Test("decides which run it is: other labels of the same recordings begin another")
  func otherRun() async throws {
    let sandbox = try await FinishedAudit.copy()
    let again = try await sandbox.audit()
    #expect(again.errors.contains("is complete"), "\(again.errors)")
    let manifest = try sandbox.text("tiny/manifest.csv")
    try sandbox.write("tiny/manifest.csv", Self.swapped(manifest))
    let other = try await sandbox.audit()
    #expect(!other.errors.contains("is complete"), "\(other.errors)")
    #expect(try await sandbox.query("SELECT count(*) FROM runs WHERE status = 'complete'") == "2")
    let truths = try await sandbox.query(
      """
      SELECT count(*) FROM predictions p JOIN evaluations e ON e.id = p.evaluation
      JOIN splits s ON s.id = e.split JOIN utterances u ON u.id = p.utterance
      WHERE u.emotion <> p.truth
      """)
    #expect(truths == "0")
  }

  @Test("is missed before the first training where a split would not hear an emotion")
  func missingClass() async throws {
    let sandbox = try Sandbox()
    let rows = try sandbox.text("tiny/manifest.csv").split(separator: "\n")
    let kept = rows.filter { !($0.contains("v1/") && $0.contains(",sad,")) }
    try sandbox.write("tiny/manifest.csv", kept.joined(separator: "\n") + "\n")
    let outcome = try await sandbox.audit("train")
    #expect(outcome.exitCode == 4)
    #expect(outcome.errors.contains("No training utterance of sad in speaker-disjoint/v1."))
    #expect(!outcome.errors.contains("epoch") && !sandbox.names().contains("reports"))
    let none = rows.filter { !$0.contains(",sad,") }
    try sandbox.write("tiny/manifest.csv", none.joined(separator: "\n") + "\n")
    let lacking = try await sandbox.audit("train", "--protocols", "random")
    #expect(lacking.exitCode == 0, "\(lacking.errors)")
    #expect(
      lacking.errors.contains("tiny has no recording of sad: what a model says of it is measured"))
    try sandbox.write(
      "tiny/manifest.csv",
      none.filter { !$0.contains(",fear,") }.joined(separator: "\n") + "\n")
    let further = try await sandbox.audit("train", "--protocols", "random")
    #expect(
      further.errors.contains("no recording of fear, sad: what a model says of them is measured"))
  }

  @Test("may call speakers by names that differ in a slash alone: each model has a file of its own")
  func slashes() async throws {
    let sandbox = try Sandbox()
    let manifest = try sandbox.text("tiny/manifest.csv")
    try sandbox.write(
      "tiny/manifest.csv",
      manifest.replacing(",v1,", with: ",a/b,").replacing(",v2,", with: ",a-b,"))
    let outcome = try await sandbox.audit("train", "--protocols", "speaker-disjoint")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let run = try #require(sandbox.names(in: "reports").first)
    let models = sandbox.names(in: "reports/\(run)/models").filter { $0.hasSuffix("safetensors") }
    #expect(models.count == 2, "\(models)")
  }
}
