import Findings
import Gates
import Ledger
import Metrics
import Testing

@Suite("Findings and verdicts")
struct DecisionsTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
    try Example.begin(run, in: ledger)
  }

  private func finding(
    _ check: String, _ status: Status, _ importance: Importance = .critical,
    evidence: MetricRow? = nil
  ) -> Finding {
    Finding(
      check: check, subject: "YAF", status: status, importance: importance, message: "Said.",
      evidence: evidence)
  }

  private func count(_ table: String) throws -> String {
    try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM \(table);")
  }

  @Test("A verdict has its notes apart from what it was decided by, each in its order")
  func notes() throws {
    let findings = [
      finding("c", .passed), finding("a", .failed, .note), finding("b", .undetermined, .warning),
      finding("d", .passed, .note), finding("a", .passed),
    ]
    let verdict = Verdict(policy: "own", findings: findings)
    try ledger.record(verdict, policyHash: "h", in: run.id, at: "noon")
    let stored = try #require(try ledger.read { try $0.verdict(run: run.id) })
    #expect(stored.verdict == verdict && stored.verdict.policy == "own")
    #expect(stored.verdict.findings.map(\.check) == ["c", "b", "a"])
    #expect(stored.verdict.notes.map(\.check) == ["a", "d"])
    #expect(stored.verdict.status == .undetermined)
    #expect(stored.policyHash == "h" && stored.decided == "noon")
    let status = try SQLiteShell.run(folder.ledger, "SELECT status FROM verdicts;")
    #expect(status == "undetermined")
  }

  @Test("The verdict that counts is the one that was decided last, whatever its time says")
  func latest() throws {
    for (policy, time) in [("a", "2026-12-01"), ("c", "2026-11-01"), ("b", "2026-11-15")] {
      let verdict = Verdict(policy: policy, findings: [finding(policy, .passed)])
      try ledger.record(verdict, policyHash: policy, in: run.id, at: time)
    }
    let stored = try ledger.read { try $0.verdict(run: run.id) }
    #expect(stored?.verdict.policy == "b" && stored?.decided == "2026-11-15")
    #expect(stored?.verdict.findings.map(\.check) == ["b"])
    #expect(try count("verdicts") == "3" && count("findings") == "3")
  }

  @Test("Findings of no verdict are replaced without those of verdicts, and the other way round")
  func apart() throws {
    let (own, decided) = (finding("own", .failed), finding("decided", .passed))
    try ledger.replaceFindings([own], in: run.id)
    try ledger.record(
      Verdict(policy: "p", findings: [decided]), policyHash: "h", in: run.id, at: "now")
    #expect(try ledger.read { try $0.findings(run: run.id) } == [own])
    try ledger.replaceFindings([], in: run.id)
    #expect(try ledger.read { try $0.findings(run: run.id).isEmpty })
    #expect(try ledger.read { try $0.verdict(run: run.id)?.verdict.findings } == [decided])
  }

  @Test("A verdict and findings of one run are no other run's")
  func otherRun() throws {
    let other = Example.run("other", key: "other")
    try ledger.begin(other)
    try ledger.replaceFindings([finding("own", .failed)], in: run.id)
    try ledger.record(
      Verdict(policy: "p", findings: []), policyHash: "h", in: run.id, at: "now")
    #expect(try ledger.read { try $0.verdict(run: other.id) } == nil)
    #expect(try ledger.read { try $0.findings(run: other.id).isEmpty })
    try ledger.replaceFindings([], in: other.id)
    #expect(try ledger.read { try $0.findings(run: run.id).count } == 1)
  }

  @Test("A verdict outlives the numbers it rests on, and then shows none instead of another")
  func withoutEvidence() throws {
    let evidence = Example.metric("gap", 0.5, seed: nil)
    let verdict = Verdict(policy: "p", findings: [finding("gap", .failed, evidence: evidence)])
    try ledger.record(verdict, policyHash: "h", in: run.id, at: "now")
    #expect(try ledger.read { try $0.runMetrics(run: run.id) } == [evidence])
    try ledger.replaceRunMetrics([Example.metric("gap", 0.7, seed: nil)], in: run.id)
    let stored = try #require(try ledger.read { try $0.verdict(run: run.id)?.verdict })
    #expect(stored.status == .failed && stored.findings == [finding("gap", .failed)])
  }

  @Test("A verdict of which one finding contradicts the run is not written at all")
  func contradictory() throws {
    try ledger.replaceRunMetrics([Example.metric("gap", 0.5)], in: run.id)
    let findings = [
      finding("new", .passed, evidence: Example.metric("new", 0.1)),
      finding("gap", .passed, evidence: Example.metric("gap", 0.4)),
    ]
    #expect(throws: LedgerError.contradictory(metric: "gap")) {
      try ledger.record(
        Verdict(policy: "p", findings: findings), policyHash: "h", in: run.id, at: "now")
    }
    #expect(try ledger.read { try $0.verdict(run: run.id) } == nil)
    #expect(try ledger.read { try $0.runMetrics(run: run.id) } == [Example.metric("gap", 0.5)])
    #expect(try count("findings") == "0")
  }

  @Test("A run that is not there has neither")
  func unknownRun() throws {
    #expect(throws: LedgerError.unknownRun(id: "nobody")) {
      try ledger.replaceFindings([], in: "nobody")
    }
    let error = #expect(throws: LedgerError.unknownRun(id: "nobody")) {
      try ledger.record(
        Verdict(policy: "p", findings: []), policyHash: "h", in: "nobody", at: "now")
    }
    #expect(
      error?.description == "The ledger has no run nobody. List its runs with ser-audit history.")
    #expect(try ledger.read { try $0.verdict(run: "nobody") } == nil)
  }
}
