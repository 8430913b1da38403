import Foundation
import TestSupport
import Testing

@Suite(
  "On the real TESS",
  .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA names no folder of real recordings"))
struct RealRecordingsTests {
  @Test("all 2,798 recordings are found and decoded")
  func allAreFound() async throws {
    let sandbox = try Sandbox()
    let check = try await sandbox.run(
      "corpus", "check", "tess", "--data", RealRecordings.corpus("tess"))
    #expect(check.exitCode == 0, "\(check.output)\(check.errors)")
    #expect(check.output.contains("2798 utterances of 2 speakers"))
    #expect(!check.output.contains("near-duplicate"), "no two of them are one recording")
    #expect(sandbox.names() == ["tiny", "tiny.yaml"])
  }

  @Test("a small audit ends with both directions across the speakers in the ledger")
  func aSmallAuditEnds() async throws {
    let sandbox = try Sandbox()
    try RealTESS.link(
      words: ["bone", "bar", "base", "bath", "bean", "bite", "boat", "bought"], sandbox)
    let full = try await sandbox.run(
      "full", "--corpus", "tess", "--data", "tess", "--preset", "quick", "--recipe", "tiny.yaml")
    #expect([0, 1, 3].contains(full.exitCode), "\(full.errors)")
    let speakers = try await sandbox.query(
      """
      SELECT trained_on, speaker, n FROM reported_metrics
      WHERE protocol = 'speaker-disjoint' AND metric = 'accuracy' AND perturbation IS NULL
        AND attribute IS NULL AND speaker IS NOT NULL ORDER BY 1
      """)
    #expect(speakers == "OAF|YAF|56\nYAF|OAF|56")
    let run = try #require(sandbox.names(in: "reports").first)
    let report = try sandbox.text("reports/\(run)/report.md")
    #expect(report.contains("Each word of TESS is spoken in every emotion"))
    #expect(!report.contains("All 200 words"), "eight of them are at hand")
  }
}

/// The real TESS, where the environment says.
private enum RealTESS {
  /// Links the recordings of some words into a sandbox's folder `tess`.
  static func link(words: [String], _ sandbox: Sandbox) throws {
    let root = try RealRecordings.corpus("tess")
    try FileManager.default.createDirectory(
      atPath: sandbox.path + "/tess", withIntermediateDirectories: true)
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    for file in files {
      let name = file.split(separator: "/").last.map(String.init) ?? ""
      let parts = name.split(separator: "_")
      guard parts.count > 2, words.contains(String(parts[1])) else { continue }
      try sandbox.link("tess/" + name, to: root + "/" + file)
    }
  }
}
