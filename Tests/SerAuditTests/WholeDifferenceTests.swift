import Testing

@Suite("A run that has all answers right beside one that has none")
struct WholeDifferenceTests {
  /// Two runs, of which the first has no answer right and the second all.
  private func sandbox() async throws -> Sandbox {
    let sandbox = try await TwoAudits.copy()
    let (first, second) = try await TwoAudits.runs()
    for (run, answer) in [
      (first, "CASE p.truth WHEN 'sad' THEN 'fear' ELSE 'sad' END"), (second, "p.truth"),
    ] {
      let columns = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
        .map { "p_\($0) = (\(answer)) = '\($0)'" }.joined(separator: ", ")
      _ = try await sandbox.query(
        """
        UPDATE predictions AS p SET predicted = \(answer), \(columns) WHERE evaluation IN (
          SELECT e.id FROM evaluations e JOIN splits s ON s.id = e.split WHERE s.run = '\(run)')
        """)
    }
    return sandbox
  }

  @Test("is shown to be worse by compare and by a policy, and the other way round never to be")
  func bothCommands() async throws {
    let sandbox = try await sandbox()
    let (none, all) = try await TwoAudits.runs()
    try sandbox.write(
      "p.yaml",
      "name: p\nrules:\n  - {name: r, require: not-worse-than-baseline, metric: accuracy, per: "
        + "overall, margin: 0.02, reason: a test}\n")
    // Three new words are too few to show that UAR is no worse, whatever they say.
    let expected: [(old: String, new: String, compare: Int32, gate: Int32)] = [
      (all, none, 1, 1), (none, all, 3, 0),
    ]
    for (old, new, difference, code) in expected {
      let compared = try await sandbox.run("compare", old, new, "--fail-on-worse")
      #expect(compared.exitCode == difference, "\(compared.output)")
      let gate = try await sandbox.run(
        "gate", "--policy", "p.yaml", "--run", new, "--baseline", old)
      #expect(gate.exitCode == code, "\(gate.output)\(gate.errors)")
    }
  }

  @Test("has an interval and a star for every emotion and metric")
  func stars() async throws {
    let sandbox = try await sandbox()
    let (none, all) = try await TwoAudits.runs()
    let text = try await sandbox.run("compare", none, all)
    #expect(text.output.contains("angry +1.000*  disgust +1.000*"), "\(text.output)")
    let outcome = try await sandbox.run("compare", none, all, "--json")
    let tests = try #require(try outcome.data(by: "compare.json")["tests"] as? [[String: Any]])
    #expect(!tests.isEmpty)
    for test in tests {
      let parts = (test["classes"] as? [[String: Any]])?.compactMap { $0["measured"] } ?? []
      let measured = ((test["metrics"] as? [Any]) ?? []) + parts
      #expect(measured.count == 9)
      for case let own as [String: Any] in measured {
        let interval = own["interval"] as? [String: Any]
        #expect(interval?["unit"] as? String == "exact" && interval?["upper"] as? Double == 1)
      }
    }
  }
}
