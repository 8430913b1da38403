import Testing

@Suite("What can be known before recordings are decoded")
struct CallCheckTests {
  @Test(
    "is told before that",
    arguments: [
      ("--predictions bad.csv --trained-on v1", 4, "bad.csv, line 1"),
      ("--predictions others.csv --trained-on v1", 4, "none of 1 row answers one of the 42"),
      ("--predictions p.csv --trained-on v3", 2, "--trained-on 'v3'"),
      ("--predictions p.csv --split none.csv", 4, "none.csv"),
      ("--split none.csv", 4, "none.csv"),
    ] as [(String, Int32, String)])
  func isToldBefore(call: String, code: Int32, words: String) async throws {
    let foreign = try ForeignSandbox()
    try foreign.sandbox.write("p.csv", foreign.predictions(foreign.rows))
    try foreign.sandbox.write("bad.csv", "path,p_angry\n\(foreign.rows[0].path),1\n")
    try foreign.sandbox.write("others.csv", "path,label\nother.wav,sad\n")
    let outcome = try await Program.run(
      ["full", "--corpus", "mini", "--data", "mini", "--preset", "quick"]
        + call.split(separator: " ").map(String.init), in: foreign.sandbox.path)
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!outcome.errors.contains("Read mini"), "\(outcome.errors)")
    #expect(!foreign.sandbox.names().contains("ser-audit.sqlite"))
  }

  @Test("is that a model command does not answer")
  func isACommandThatDoesNotAnswer() async throws {
    let outcome = try await ForeignSandbox().audit("broken")
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains("its health check"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("Read mini"), "\(outcome.errors)")
  }

  @Test("is not that of a complete run, whose command is not started in vain")
  func isNotThatOfACompleteRun() async throws {
    let foreign = try ForeignSandbox()
    let first = try await foreign.audit("label")
    #expect(first.exitCode == 3, "\(first.errors)")
    try foreign.sandbox.write("model.sh", "exit 7\n")
    let second = try await foreign.audit("label")
    #expect(second.exitCode == 3, "\(second.errors)")
    #expect(second.errors.contains("is complete"), "\(second.errors)")
  }
}
