import Foundation
import Testing

@Suite("A tested speaker of whom nothing is answered")
struct UnansweredSpeakerTests {
  @Test("stands among the speakers of the report, with no number")
  func stands() async throws {
    let foreign = try ForeignSandbox()
    let own = foreign.rows.filter { $0.path.hasPrefix("v1") }
    try foreign.sandbox.write("p.csv", foreign.predictions(own))
    let outcome = try await foreign.full("--predictions", "p.csv", "--trained-on", "corpus:msp")
    #expect([1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let run = try #require(foreign.sandbox.names(in: "reports").first)
    let report = try foreign.sandbox.text("reports/\(run)/report.md")
    let speakers = try #require(report.components(separatedBy: "\n## Each speaker\n").last)
    let rows = speakers.split(separator: "\n").filter { $0.hasPrefix("| v") }.prefix(2)
    #expect(rows.first?.hasPrefix("| v1 |") == true && rows.last?.hasPrefix("| v2 |") == true)
    #expect(rows.last?.contains("| 0 | undetermined | undetermined | undetermined |") == true)
    #expect(speakers.contains("Where n is 0, nothing that was asked of the speaker was answered."))
  }
}
