import Foundation
import Testing

@Suite("A corpus that is added again")
struct CorpusAgainTests {
  /// A corpus with a label of its own that was added once, and whose link is gone since.
  private static func sandbox() async throws -> Sandbox {
    let sandbox = try Sandbox()
    let rows = try sandbox.text("tiny/manifest.csv")
    try sandbox.write("tiny/manifest.csv", rows.replacing(",angry,", with: ",Wut,"))
    try sandbox.write("labels.yaml", "labels:\n  wut: angry\n")
    let added = try await sandbox.run(
      "corpus", "add", "deutsch", "--data", "tiny", "--labels", "labels.yaml")
    #expect(added.exitCode == 0, "\(added.errors)")
    try FileManager.default.removeItem(atPath: sandbox.path + "/datasets/deutsch/audio")
    return sandbox
  }

  @Test("is read by the labels that were declared before, and keeps them and its card")
  func keepsItsLabels() async throws {
    let sandbox = try await Self.sandbox()
    try sandbox.write("datasets/deutsch/card.md", "# deutsch\n\nMy own words.\n")
    let again = try await sandbox.run("corpus", "add", "deutsch", "--data", "tiny")
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(again.output.contains("deutsch: 140 utterances of 2 speakers"), "\(again.output)")
    #expect(try sandbox.text("datasets/deutsch/labels.tsv") == "label\temotion\nwut\tangry\n")
    #expect(try sandbox.text("datasets/deutsch/card.md") == "# deutsch\n\nMy own words.\n")
  }

  @Test("takes other labels where they are given")
  func takesOtherLabels() async throws {
    let sandbox = try await Self.sandbox()
    try sandbox.write("other.yaml", "labels:\n  wut: disgust\n")
    let again = try await sandbox.run(
      "corpus", "add", "deutsch", "--data", "tiny", "--labels", "other.yaml")
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(try sandbox.text("datasets/deutsch/labels.tsv") == "label\temotion\nwut\tdisgust\n")
    let stats = try await sandbox.run("corpus", "stats", "deutsch", "--json")
    let emotions = try stats.data(by: "corpus-stats.json")["emotions"] as? [String: Int]
    #expect(emotions?["angry"] == 0 && emotions?["disgust"] == 40)
  }

  @Test("whose recordings have moved is told where its link leads, and the link is left")
  func staleLink() async throws {
    let sandbox = try await Self.sandbox()
    try sandbox.link("datasets/deutsch/audio", to: "/nowhere/at all")
    let again = try await sandbox.run("corpus", "add", "deutsch", "--data", "tiny")
    #expect(again.exitCode == 2)
    #expect(
      again.errors.contains("datasets/deutsch/audio is there already and leads to /nowhere/at all"))
    let list = try await sandbox.run("corpus", "list").output
    let line = list.split(separator: "\n").first { $0.hasPrefix("deutsch ") }
    #expect(line?.contains("  not here; ") == true, "\(list)")
  }
}
