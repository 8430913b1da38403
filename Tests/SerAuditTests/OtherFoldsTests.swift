import Testing

@Suite("Two runs of unlike folds")
struct OtherFoldsTests {
  @Test("are told which speakers both tested, and both trainings where these differ")
  func told() async throws {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    func change(_ test: String, _ column: String, _ text: String) async throws {
      _ = try await sandbox.query(
        "UPDATE test_sets SET \(column) = '\(text)' WHERE protocol = 'speaker-disjoint' AND "
          + "tested_on = '\(test)' AND split IN (SELECT id FROM splits WHERE run = '\(second)')")
    }
    try await change("v1", "tested_on", "v1+v3")
    let outcome = try await sandbox.run("compare", first, second)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    for words in [
      "Only A has speaker-disjoint v2 > v1.",
      "v1 of A's speaker-disjoint v2 > v1: B tests recordings of the same in other folds "
        + "(speaker-disjoint v2 > v1+v3). Only test sets of one rung and the same speakers are "
        + "compared, so these are not.",
    ] { #expect(outcome.output.contains(words), "\(outcome.output)") }
    _ = try await sandbox.query(
      "UPDATE splits SET trained_on = 'v1+v4' WHERE protocol = 'speaker-disjoint' AND "
        + "trained_on = 'v1' AND run = '\(second)'")
    let other = try await sandbox.run("compare", first, second)
    #expect(
      other.output.contains("speaker-disjoint v1 > v2 (B trained on v1+v4), seed 0 "),
      "\(other.output)")
  }
}
