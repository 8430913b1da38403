import Ledger
import Testing

@Suite("Runs of a ledger")
struct RunsTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
  }

  private func run(_ id: String, started: String = "t", key: String? = nil) -> Run {
    Run(
      id: id, key: key ?? id, preset: "quick", started: started, provenance: Example.provenance)
  }

  @Test("come latest first, and by name where they began at the same time")
  func order() throws {
    for (id, started) in [("b", "2"), ("a", "3"), ("d", "1"), ("c", "2")] {
      try ledger.begin(run(id, started: started))
    }
    #expect(try ledger.read { try $0.runs().map(\.id) } == ["a", "c", "b", "d"])
  }

  @Test("keep every fact that determined them, also one that is not known")
  func provenance() throws {
    let provenance = Provenance(
      toolVersion: "9.9", commit: nil, machine: "one \"core\", 50 %", corpusHash: "ca",
      recipeHash: "re", policyHash: "po", seed: -3, facts: [:])
    let own = Run(
      id: "r", key: "k", preset: "release", started: "then", owner: "host:1",
      provenance: provenance)
    try ledger.begin(own)
    #expect(try ledger.read { try $0.run("r") } == own)
    #expect(own.status == .running && own.finished == nil)
  }

  @Test("of one key may be several, of which one at most is not complete")
  func keys() throws {
    try ledger.begin(run("a", key: "k"))
    try ledger.interrupt(run: "a", at: "t")
    let error = #expect(throws: LedgerError.runUnfinished(id: "a", key: "k")) {
      try ledger.begin(run("b", key: "k"))
    }
    #expect(
      error?.description == "Run a has the same data, recipe, policy and seed and is not finished. "
        + "Resume it rather than beginning another.")
    try ledger.begin(run("c", key: "K"))
    try ledger.finish(run: "a", at: "t")
    try ledger.begin(run("b", key: "k"))
    #expect(try ledger.read { try $0.unfinishedRun(matching: "k")?.id } == "b")
    #expect(try ledger.read { try $0.unfinishedRun(matching: "K")?.id } == "c")
    #expect(try ledger.read { try $0.unfinishedRun(matching: "other") } == nil)
    #expect(throws: LedgerError.refused(rule: "UNIQUE constraint failed: runs.id")) {
      try ledger.begin(run("a", key: "new"))
    }
  }

  @Test("have an owner while they run, and a time of their end when they do not")
  func owners() throws {
    try ledger.begin(run("a"))
    func stored() throws -> Run { try ledger.read { try $0.run("a") } }
    #expect(try stored().owner == nil)
    try ledger.resume(stored(), owner: "host:1")
    #expect(try stored().owner == "host:1" && stored().finished == nil)
    try ledger.interrupt(run: "a", at: "noon")
    #expect(try stored().owner == nil && stored().finished == "noon")
    #expect(try stored().status == .interrupted)
    try ledger.resume(stored())
    #expect(try stored().status == .running && stored().finished == nil)
    try ledger.finish(run: "a", at: "night")
    #expect(try stored().status == .complete && stored().finished == "night")
    #expect(try stored().started == "t")
  }

  @Test("that another has taken are told so, and are neither resumed nor deleted")
  func taken() throws {
    try ledger.begin(run("a"))
    let read = try ledger.read { try $0.run("a") }
    try ledger.interrupt(run: "a", at: "noon")
    let error = #expect(throws: LedgerError.runTaken(id: "a")) { try ledger.delete(read) }
    #expect(
      error?.description == "Another process has taken run a meanwhile. Wait for it, stop it, or "
        + "give another --ledger.")
    #expect(throws: LedgerError.runTaken(id: "a")) { try ledger.resume(read) }
    #expect(try ledger.read { try $0.run("a").status } == .interrupted)
  }

  @Test("that are not there are named, whatever is asked of them")
  func unknown() throws {
    try ledger.begin(run("a"))
    let calls: [(String) throws -> Void] = [
      { try ledger.interrupt(run: $0, at: "t") }, { try ledger.finish(run: $0, at: "t") },
      { id in _ = try ledger.read { try $0.run(id) } },
    ]
    for call in calls {
      #expect(throws: LedgerError.unknownRun(id: "A")) { try call("A") }
    }
    let read = try ledger.read { try $0.run("a") }
    try ledger.delete(read)
    #expect(throws: LedgerError.runTaken(id: "a")) { try ledger.delete(read) }
    #expect(try ledger.read { try $0.runs().isEmpty })
  }
}
