import Corpora
import Foundation
import Gates
import Ledger
import Training

/// What an audit was asked to do, with everything found that it needs.
struct AuditSetting {
  let source: CorpusSource
  let plan: RunPlan
  let splits: [Split]
  let policy: Policy
  let workspace: Workspace
  let console: Console

  /// Reads everything that an audit needs before anything is written, so that a bad call, policy,
  /// recipe, ledger or corpus leaves nothing behind.
  init(_ options: AuditOptions, console: Console) throws {
    Interruption.listen()
    let preset = options.preset
    let recipe = try options.recipe.map { try Recipe(path: $0) } ?? Recipe()
    policy = try options.policy.policy.map { try Policy(path: $0) } ?? .standard
    workspace = options.workspace
    try workspace.requireUsableLedger()
    source = try CorpusSource.open(options.corpus, console: console)
    source.corpus.problemLines.forEach(console.note)
    plan = RunPlan(
      version: Version.current, preset: preset, corpus: source.corpus.name,
      corpusHash: source.hash, recipe: preset.adapted(recipe), protocols: preset.protocols,
      seeds: preset.seeds, sweep: preset.sweep)
    splits = try plan.splits(of: source.corpus, console: console)
    self.console = console
  }

  /// The run: a new one, an unfinished one to go on with, or one that is complete.
  ///
  /// - Parameter fresh: whether a new run begins in any case.
  func audit(fresh: Bool) throws -> FullAudit {
    let ledger = try LedgerFile.open(path: workspace.ledger)
    let owner = "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)"
    if let run = try ledger.read({ try $0.unfinishedRun(matching: plan.key) }) {
      try refuseIfOwned(run)
      if fresh {
        try ledger.delete(run: run.id)
      } else {
        try ledger.resume(run: run.id, owner: owner)
        console.note("Going on with run \(run.id).")
        return audit(run.id, ledger)
      }
    } else if !fresh, let run = try completeRun(ledger) {
      console.note("Run \(run.id) is complete; --fresh begins a new one.")
      return audit(run.id, ledger)
    }
    let id = Clock.runIdentifier(preset: plan.preset.rawValue, key: plan.key)
    try ledger.begin(
      Run(
        id: id, key: plan.key, preset: plan.preset.rawValue, started: Clock.now(), owner: owner,
        provenance: provenance))
    console.note("Run \(id).")
    return audit(id, ledger)
  }

  private func audit(_ run: String, _ ledger: LedgerFile) -> FullAudit {
    FullAudit(
      plan: plan, splits: splits, corpus: source.corpus, recordings: source.recordings,
      nearDuplicates: source.nearDuplicates,
      isSynthetic: source.isSynthetic, policy: policy,
      policyHash: RunPlan.fingerprint(of: policy), ledger: ledger, workspace: workspace,
      console: console, run: run)
  }

  private func completeRun(_ ledger: LedgerFile) throws -> Run? {
    try ledger.read { try $0.runs() }.first { $0.key == plan.key && $0.status == .complete }
  }

  /// A run that another living process writes is left alone.
  private func refuseIfOwned(_ run: Run) throws(CommandFailure) {
    guard let owner = run.owner, run.status == .running else { return }
    let parts = owner.split(separator: ":")
    guard parts.count == 2, parts[0] == ProcessInfo.processInfo.hostName,
      let process = Int32(parts[1]), process != ProcessInfo.processInfo.processIdentifier,
      kill(process, 0) == 0
    else { return }
    throw CommandFailure(
      .ledger,
      "Run \(run.id) is being written by process \(process). Wait for it, stop it, or give another "
        + "--ledger.")
  }

  private var provenance: Provenance {
    Provenance(
      toolVersion: Version.current, commit: Machine.commit, machine: Machine.description,
      corpusHash: source.hash, recipeHash: plan.recipeHash,
      policyHash: RunPlan.fingerprint(of: policy), seed: Int(plan.seeds.first ?? 0))
  }
}
