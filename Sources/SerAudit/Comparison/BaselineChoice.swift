import Ledger

/// Which run a run is held against.
struct BaselineChoice {
  /// The word for the latest run that can be compared.
  static let latest = "latest"

  /// The run as it was named, or `latest`.
  let name: String

  /// Refuses what can be no baseline of any run, before anything is measured.
  ///
  /// - Returns: the choice by its full name: a run that begins later may share an abbreviation.
  func checked(ledger path: String) throws -> BaselineChoice {
    guard name != Self.latest else { return self }
    let ledger: LedgerFile
    do {
      ledger = try RunChoice.reading(path)
    } catch LedgerError.fileMissing {
      throw CommandFailure(
        .badCall, "--baseline \(name): there is no ledger at \(path) yet, and so no such run.")
    }
    let found = try complete(in: ledger)
    try ledger.close()
    return BaselineChoice(name: found)
  }

  /// The baseline of a run; `nil` where the latest is asked for and there is none.
  ///
  /// - Throws: `CommandFailure` for a run that is unknown, unfinished, or the run itself.
  func resolve(for run: String, in ledger: LedgerFile, console: Console) throws -> String? {
    guard name == Self.latest else {
      let found = try complete(in: ledger)
      guard found != run else {
        throw CommandFailure(
          .badCall,
          "--baseline \(name) is the run that is judged; a run is no baseline of itself. Name an "
            + "earlier one (ser-audit history lists them).")
      }
      return found
    }
    let found = try ledger.read { try Self.latest(before: run, $0) }
    console.note(
      found.map { "Baseline: run \($0)." }
        ?? "Baseline: none; no earlier complete run of this corpus and preset shares a test set.")
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
  /// test set.
  private static func latest(before run: String, _ reader: LedgerReader) throws -> String? {
    let judged = try reader.run(run)
    let corpus = try reader.corpora(run: run).first?.name
    let own = try reader.evaluations(run: run)
    return try reader.runs().first { other in
      guard other.id != run, other.status == .complete, other.preset == judged.preset,
        (other.started, other.id) < (judged.started, judged.id),
        try reader.corpora(run: other.id).first?.name == corpus
      else { return false }
      return !SharedTestSets(try reader.evaluations(run: other.id), own).pairs.isEmpty
    }?.id
  }
}
