import Corpora
import Findings
import Foundation
import Gates
import Ledger
import Training

/// How a run begins: anew in any case, as an unfinished one that goes on, as one that was begun by
/// training its models, or as what is there.
enum RunBeginning {
  case fresh, resumed, trained, either
}

/// What an audit was asked to do, with everything found that it needs.
struct AuditSetting {
  let source: CorpusSource
  let heard: HeardCorpora
  let plan: RunPlan
  let splits: [Split]
  /// Somebody else's model, or `nil` for the suite's own.
  let foreign: ForeignSubject?
  let given: GivenSplits?
  let policy: Policy
  let workspace: Workspace
  let console: Console

  /// Reads everything that an audit needs before anything is written, so that a bad call, policy,
  /// recipe, ledger or corpus leaves nothing behind; what takes longest, the recordings, last.
  init(_ options: AuditOptions, console: Console) throws {
    Interruption.listen()
    let preset = options.preset
    let recipe = try options.recipe.map { try Recipe(path: $0) } ?? Recipe()
    policy = try options.policy.read(console: console)
    workspace = options.workspace
    try workspace.requireUsableLedger()
    let found = try CorpusSource.find(options.corpus, console: console)
    let check = try CallCheck(options, of: found.corpus, console: console)
    source = try CorpusSource.survey(found, console: console)
    source.corpus.problemLines.forEach(console.note)
    let further = try FurtherCorpora(
      companions: options.companions, externals: options.ladder.externals, beside: source.corpus,
      data: options.corpus.data, console: console)
    let model = options.model
    given =
      model.split.isEmpty
      ? nil
      : try GivenSplits(
        model.split, of: source.corpus, further: further, isTrained: !model.isForeign)
    let beside = further.externals.map(\.corpus)
    let claim = try TrainingClaim(
      model.trainedOn, corpus: source.corpus, externals: beside.map(\.name))
    foreign = try ForeignSubject.open(
      model, corpus: source.corpus, beside: beside,
      training: given.map { _ in GivenSplits.words } ?? claim.words, started: check.command,
      console: console)
    let asked = try AskedEmotions(model.emotions, of: source.corpus)
    let fixed = try FixedSplits(
      given, or: claim, isForeign: model.isForeign, of: source.corpus, beside: beside, asked: asked)
    plan = RunPlan(
      version: Version.current, preset: preset, corpus: source.corpus.name,
      companions: further.companions.map(\.corpus.name),
      externals: further.externals.map(\.corpus.name),
      contents: RunPlan.contents(of: [source] + further.sources, answers: foreign?.labelHash),
      recipe: preset.adapted(recipe),
      protocols: fixed == nil ? options.ladder.protocols(of: preset) : [],
      folds: options.ladder.folds(of: source.corpus),
      seeds: (foreign?.trainings.count ?? options.seeds).map { (0..<UInt64($0)).map { $0 } }
        ?? preset.seeds,
      sweep: preset.sweep, model: foreign?.facts,
      givenSplits: try fixed.map { try RunPlan.fingerprint(of: $0.plan.splits) },
      emotions: asked?.emotions)
    let planned =
      try fixed?.plan
      ?? plan.planned(
        for: source.corpus, externals: further.externals, isNamed: options.ladder.names != nil,
        console: console)
    splits = planned.splits.map(further.joining)
    heard = HeardCorpora(audited: source, beside: further.sources, derived: planned.derived)
    self.console = console
    try heard.requireDistinctNames()
    if foreign == nil { try requireLearnable(splits) } else { try requireAnswers(asked, fixed) }
    for finding in givenFindings { console.note("\(finding.subject): \(finding.message)") }
  }

  /// What could not be used of files that were given.
  var givenFindings: [Finding] { (given?.findings ?? []) + (foreign?.findings ?? []) }

  /// Checks that somebody else's model answers something of what is tested; tells what it is not
  /// asked for, and where nothing that it says can be evidence.
  private func requireAnswers(_ asked: AskedEmotions?, _ fixed: FixedSplits?) throws {
    if splits.contains(where: \.hasUnknownTraining) {
      console.warn(given == nil ? TrainingClaim.silence : GivenSplits.silence)
    }
    try foreign?.requireAnswers(to: splits, of: heard.sources.map(\.corpus))
    if let asked { console.note(asked.note(on: source.corpus)) }
    fixed?.notes.forEach(console.note)
  }

  /// Checks that every model will hear each emotion that the corpus has, before the first is
  /// trained; tells which emotions it does not have.
  private func requireLearnable(_ splits: [Split]) throws {
    let emotions = source.corpus.emotions
    let absent = Emotion.allCases.filter { !emotions.contains($0) }.map(\.rawValue)
    if !absent.isEmpty {
      console.note(
        "Note: \(source.corpus.name) has no recording of \(absent.joined(separator: ", ")): what a "
          + "model says of \(absent.count == 1 ? "it" : "them") is measured nowhere here.")
    }
    for split in splits where split.evaluationProtocol != .crossCorpus {
      let heard = Set(heard.utterances(split.train).map(\.emotion))
      guard let missing = emotions.first(where: { !heard.contains($0) }) else { continue }
      throw TrainingError.classWithoutTraining(emotion: missing.rawValue, split: split.id)
    }
  }

  /// The run: a new one, an unfinished one to go on with, or one that is complete.
  ///
  /// - Parameter training: whether the command trains models; one that does not begins no run of
  ///   the suite's own.
  /// - Throws: `CommandFailure` where a run must be there already and is not; nothing is written
  ///   then.
  func audit(_ beginning: RunBeginning, training: Bool = true) throws -> FullAudit {
    let fresh = training || foreign != nil ? "--fresh" : "`ser-audit train --fresh`"
    try requireRun(for: beginning, fresh)
    if let foreign, try beginning == .fresh || !isComplete() { try foreign.start() }
    let ledger = try LedgerFile.open(path: workspace.ledger)
    let owner = RunOwner.current.text
    if let run = try ledger.read({ try $0.unfinishedRun(matching: plan.key) }) {
      try refuseIfOwned(run)
      if beginning == .fresh {
        try remove(run, from: ledger)
      } else {
        try ledger.resume(run, owner: owner)
        console.note("Going on with run \(run.id).")
        return FullAudit(setting: self, ledger: ledger, run: run.id)
      }
    } else if beginning != .fresh, let run = try completeRun(ledger) {
      console.note("Run \(run.id) is complete; \(fresh) begins a new one.")
      return FullAudit(setting: self, ledger: ledger, run: run.id)
    }
    if let other = try UnlikeRun(beside: self, in: ledger) {
      console.note("Note: \(other.words). It is left as it is, and this is a new run.")
    }
    return FullAudit(setting: self, ledger: ledger, run: try begin(in: ledger, owner: owner))
  }

  /// Begins a run.
  ///
  /// - Returns: its identifier.
  private func begin(in ledger: LedgerFile, owner: String) throws -> String {
    let id = try unusedIdentifier(in: ledger)
    let run = Run(
      id: id, key: try plan.key, preset: plan.preset.rawValue, started: Clock.now(), owner: owner,
      provenance: try provenance())
    do {
      try ledger.begin(run)
    } catch {
      // The same command, started a moment earlier, may have begun it since it was looked for.
      guard case .runUnfinished = error,
        let other = try ledger.read({ try $0.unfinishedRun(matching: run.key) })
      else { throw error }
      try refuseIfOwned(other)
      throw error
    }
    console.note("Run \(id).")
    return id
  }

  /// Deletes an unfinished run for the sake of a new one, and tells what goes with it.
  private func remove(_ run: Run, from ledger: LedgerFile) throws {
    let (models, evaluations) = try ledger.read {
      (try $0.models(run: run.id), try $0.evaluations(run: run.id).count)
    }
    let epochs = models.reduce(0) { $0 + $1.epochs.count }
    try ledger.delete(run)
    let folder = workspace.folder(of: run.id)
    console.note(
      "--fresh: the unfinished run \(run.id) is removed from \(workspace.ledger), with "
        + "\(models.count, "model"), \(epochs, "epoch") and \(evaluations, "evaluation")"
        + (FileManager.default.fileExists(atPath: folder)
          ? "; its files stay in \(folder)." : "."))
  }

  /// An identifier of this second; where an equal run began in it, of the next.
  private func unusedIdentifier(in ledger: LedgerFile) throws -> String {
    let taken = Set(try ledger.read { try $0.runs() }.map(\.id))
    while true {
      let id = Clock.runIdentifier(preset: plan.preset.rawValue, key: try plan.key)
      guard taken.contains(id) else { return id }
      usleep(50_000)
    }
  }

  /// Whether the run is there and complete, so that nothing will be measured.
  private func isComplete() throws -> Bool { try existingRun()?.status == .complete }

  /// The run with these options, the unfinished one before one that is complete; the ledger is not
  /// made for it.
  private func existingRun() throws -> Run? {
    guard FileManager.default.fileExists(atPath: workspace.ledger) else { return nil }
    let ledger = try LedgerFile.open(path: workspace.ledger)
    return try ledger.read { try $0.unfinishedRun(matching: plan.key) } ?? completeRun(ledger)
  }

  private func requireRun(for beginning: RunBeginning, _ fresh: String) throws {
    guard beginning == .resumed || beginning == .trained else { return }
    let run = try existingRun()
    let other = run == nil ? try UnlikeRun(beside: self) : nil
    switch (beginning, run) {
    case (.resumed, let run?) where run.status == .complete:
      throw CommandFailure(
        .badCall,
        "--resume: run \(run.id) with these options is complete, so there is nothing to go on "
          + "with. Leave --resume out to see what it came to; \(fresh) begins a new one.")
    case (.resumed, nil):
      throw CommandFailure(
        .badCall,
        (other.map { "--resume: \($0.words), so it cannot be gone on with. \($0.mend) Or leave" }
          ?? "--resume: no unfinished run with these options stands in \(workspace.ledger). Leave")
          + " --resume out; `ser-audit full` and `train` begin one.")
    case (.trained, nil):
      throw CommandFailure(
        .badCall,
        "No run with these options stands in \(workspace.ledger), so its models are not fitted. "
          + (other.map { "\($0.words). " } ?? "")
          + "Run `ser-audit train` with the same options first, or `ser-audit full` for both.")
    default: return
    }
  }

  private func completeRun(_ ledger: LedgerFile) throws -> Run? {
    let key = try plan.key
    return try ledger.read { try $0.runs() }.first { $0.key == key && $0.status == .complete }
  }

  /// A run that another living process writes is left alone.
  private func refuseIfOwned(_ run: Run) throws(CommandFailure) {
    guard run.status == .running, let owner = run.owner.flatMap(RunOwner.init),
      owner.livesBesideThis
    else { return }
    throw CommandFailure(
      .ledger,
      "Run \(run.id) is being written by process \(owner.process). Wait for it, stop it, or give "
        + "another --ledger.")
  }

  /// The hash of the recipe as it stands in a run's provenance.
  var recipeHash: String {
    get throws { foreign == nil ? try plan.recipeHash : "none: trained elsewhere" }
  }

  private func provenance() throws -> Provenance {
    Provenance(
      toolVersion: Version.current, commit: Machine.commit, machine: Machine.description,
      corpusHash: source.hash,
      recipeHash: try recipeHash, policyHash: try RunPlan.fingerprint(of: policy),
      optionsHash: try plan.optionsHash, seed: Int(plan.seeds.first ?? 0),
      facts: (try foreign?.facts.facts ?? ownFacts()).merging(askedFacts) { own, _ in own })
  }

  /// What was asked by options of the call that a page must say.
  private var askedFacts: [String: String] {
    var facts: [String: String] = [:]
    facts[GivenSplits.fact] = given.map { $0.splits.map(\.id).joined(separator: ", ") }
    facts[AskedEmotions.fact] = plan.emotions.map { AskedEmotions.words(of: $0) }
    return facts
  }

  /// The fact that stands where the suite's own features keep the level of a recording.
  static let levelFact = "Level"

  private func ownFacts() throws -> [String: String] {
    try plan.recipe.facts().merging(levelFacts) { own, _ in own }
  }

  private var levelFacts: [String: String] {
    guard plan.recipe.features.level == .none else { return [:] }
    let gain = plan.recipe.spectrogramAugmentation.gainDecibels
    let varied = String(format: "; varied by %g dB either way in training", gain)
    return [Self.levelFact: "as recorded" + (gain > 0 ? varied : "")]
  }
}
