import Findings
import Ledger
import Metrics
import Reports

/// Which run a run is held against.
struct BaselineChoice {
  /// The word for the latest run that can be compared.
  static let latest = "latest"
  /// The word for the latest run that can be compared and whose own last verdict is passed: with
  /// `latest` alone, a step back is itself the latest run when the same is tried again.
  static let latestPassed = "latest-passed"

  /// The run as it was named, `latest` or `latest-passed`.
  let name: String

  private var isSought: Bool { name == Self.latest || name == Self.latestPassed }

  /// Refuses what can be no baseline of any run, before anything is measured.
  ///
  /// - Returns: the choice by its full name: a run that begins later may share an abbreviation.
  func checked(ledger path: String) throws -> BaselineChoice {
    guard !isSought else { return self }
    let ledger: LedgerFile
    do {
      ledger = try LedgerFile.reading(path)
    } catch LedgerError.fileMissing {
      throw CommandFailure(
        .badCall, "--baseline \(name): there is no ledger at \(path) yet, and so no such run.")
    }
    let found = try complete(in: ledger)
    try ledger.close()
    return BaselineChoice(name: found)
  }

  /// The baseline of a run, or what it means that there is none.
  ///
  /// - Throws: `CommandFailure` for a run that is unknown, unfinished, or the run itself.
  func resolve(for run: String, in ledger: LedgerFile, console: Console) throws -> Baseline {
    guard let found = try self.found(for: run, in: ledger) else { return nothing(console) }
    if isSought { console.note("Baseline: run \(found).") }
    for note in try seedNotes(of: run, beside: found, in: ledger) {
      console.note("Baseline, \(note).")
    }
    let verdict = try ledger.read { try $0.verdict(run: found)?.verdict }
    if let verdict, verdict.status == .failed {
      console.note(
        "The baseline itself FAILED by policy \"\(verdict.policy.onOneLine)\": a run that is no "
          + "worse may fail as well. --baseline \(Self.latestPassed) takes the latest earlier run "
          + "that passed.")
    }
    return .run(found)
  }

  /// Which seeds are compared and which left out, where any is.
  private func seedNotes(
    of run: String, beside baseline: String, in ledger: LedgerFile
  ) throws -> [String] {
    let shared = try SharedTestSets(of: baseline, run, in: ledger).pairs
    return ComparedSeeds.notes(
      of: shared.map { ($0.first.title, $0.compared) }, "the baseline", "this run")
  }

  private func nothing(_ console: Console) -> Baseline {
    let none = "Baseline: none; no earlier complete run of this corpus and preset shares a test set"
    guard name == Self.latestPassed else {
      console.note("\(none).")
      return .nothing
    }
    console.note(
      "\(none), is of a model of the same name and passed by its own last verdict. Until one has, a "
        + "rule about a baseline is told as a note and does not gate.")
    return .nothingPassed
  }

  private func found(for run: String, in ledger: LedgerFile) throws -> String? {
    guard !isSought else { return try ledger.read { try latest(before: run, $0) } }
    let found = try complete(in: ledger)
    guard found != run else {
      throw CommandFailure(
        .badCall,
        "--baseline \(name) is the run that is judged; a run is no baseline of itself. Name an "
          + "earlier one (ser-audit history lists them).")
    }
    return found
  }

  private func complete(in ledger: LedgerFile) throws -> String {
    let run = try RunNames.run(name, in: ledger)
    guard run.status == .complete else {
      throw CommandFailure(
        .badCall, "--baseline \(run.id) is not complete. Finish it, or name a run that is.")
    }
    return run.id
  }

  /// The latest complete run that began before, of the same corpus and preset, and that shares a
  /// test set; where it has to have passed, also of a model of the same name.
  private func latest(before run: String, _ reader: LedgerReader) throws -> String? {
    let judged = try reader.run(run)
    let corpus = try reader.corpora(run: run).first?.name
    let own = try reader.evaluations(run: run)
    return try reader.runs().first { other in
      guard other.id != run, other.status == .complete, other.preset == judged.preset,
        (other.started, other.id) < (judged.started, judged.id),
        try reader.corpora(run: other.id).first?.name == corpus
      else { return false }
      let theirs = try reader.evaluations(run: other.id)
      guard !SharedTestSets(theirs, own).pairs.isEmpty else { return false }
      guard name == Self.latestPassed else { return true }
      return try Self.models(of: theirs) == Self.models(of: own)
        && reader.verdict(run: other.id)?.verdict.status == .passed
    }?.id
  }

  private static func models(of evaluations: [StoredEvaluation]) -> Set<String> {
    Set(evaluations.map(\.key.model.name))
  }
}
