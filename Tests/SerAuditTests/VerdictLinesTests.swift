import Testing

@Suite("A verdict in the terminal")
struct VerdictLinesTests {
  @Test("counts every check of the JSON object, and shows at most three lines of one")
  func countsAll() async throws {
    let sandbox = try await FinishedAudit.copy()
    let outcome = try await sandbox.run("gate")
    let data = try await sandbox.run("gate", "--json").data(by: "gate.json")
    let findings = try #require(data["findings"] as? [[String: Any]])
    func count(_ status: String, _ check: String? = nil) -> Int {
      findings.filter {
        $0["status"] as? String == status && (check == nil || $0["check"] as? String == check)
      }.count
    }
    let lines = outcome.output.split(separator: "\n").map(String.init)
    let word = (data["status"] as? String ?? "").uppercased()
    #expect(
      lines.first == "Verdict: \(word) by policy \"standard\" (\(count("passed")) of "
        + "\(findings.count) checks passed)")
    let checks = Set(findings.compactMap { $0["check"] as? String })
    for (status, check) in ["failed", "undetermined"].flatMap({ s in checks.map { (s, $0) } }) {
      let own = lines.filter { $0.hasPrefix("  \(status)  \(check): ") }
      let more = own.compactMap { line in
        line.split(separator: " ").drop { $0 != "and" }.dropFirst().first.flatMap { Int($0) }
      }.reduce(0, +)
      let shown = own.filter { !$0.hasSuffix(" more; see the report") }
      #expect(shown.count <= 3)
      // Of one seed nothing is told together.
      #expect(shown.count + (own.count > shown.count ? more : 0) == count(status, check))
      #expect((own.count > shown.count) == (count(status, check) > 3))
    }
    #expect(!lines.contains { $0.hasPrefix("  passed") })
  }

  @Test("has for each speaker the mean of the seeds between the least and the greatest")
  func headline() async throws {
    let sandbox = try await TwoAudits.copy()
    let (_, second) = try await TwoAudits.runs()
    // Two models that learned little may have one value; here the second has another.
    _ = try await sandbox.query(
      """
      UPDATE metrics SET value = 0.25, lower = NULL, upper = NULL, level = NULL, unit = NULL
      WHERE run = '\(second)' AND seed = 1 AND metric = 'uar' AND speaker IS NOT NULL
      AND emotion IS NULL AND attribute IS NULL AND perturbation IS NULL
      """)
    let outcome = try await sandbox.run(
      "full", "--corpus", "tiny", "--data", "tiny", "--recipe", "short.yaml", "--preset", "quick",
      "--seeds", "2")
    #expect(outcome.errors.contains("Run \(second) is complete"), "\(outcome.errors)")
    let expected = try await sandbox.query(
      """
      SELECT protocol, trained_on, speaker, n, leaky,
        printf('%.3f (2 seeds, %.3f to %.3f)', avg(value), min(value), max(value))
      FROM reported_metrics WHERE run = '\(second)' AND metric = 'uar' AND speaker IS NOT NULL
      AND attribute IS NULL AND perturbation IS NULL AND class IS NULL
      GROUP BY protocol, trained_on, tested_on, speaker HAVING count(value) = 2
      """
    ).split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
    #expect(expected.count >= 6)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    for row in expected {
      let own = lines.filter { line in
        line.split(separator: " ").prefix(4).map(String.init) == Array(row.prefix(4))
      }
      #expect(own.count == 1, "\(row)")
      #expect(own.first?.contains("  \(row[5])") == true, "\(row) \(own)")
      #expect(own.first?.hasSuffix("  LEAKY") == (row[4] == "1"), "\(own)")
    }
  }
}
