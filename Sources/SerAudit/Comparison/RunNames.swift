import Ledger

/// Runs as people name them.
enum RunNames {
  /// The run of an identifier, the latest complete one (`latest`), the latest of these that passed
  /// by its last verdict (`latest-passed`), or the one of a beginning or an end of an identifier
  /// that no other run has; without a name the latest complete one.
  ///
  /// - Throws: `CommandFailure` that names the nearest runs.
  static func run(_ name: String?, in ledger: LedgerFile) throws -> Run {
    let name = name ?? BaselineChoice.latest
    let runs = try ledger.read { try $0.runs() }
    if name == BaselineChoice.latest { return try latest(of: runs, in: ledger) }
    if name == BaselineChoice.latestPassed { return try latestPassed(of: runs, in: ledger) }
    guard !name.isEmpty else {
      throw CommandFailure(
        .badCall,
        "The name of a run is empty. Is it of a variable that is not set? Name a run by its "
          + "identifier, or take \(BaselineChoice.latest) for the latest complete one.")
    }
    if let run = runs.first(where: { $0.id == name }) { return run }
    let alike = runs.filter { $0.id.hasPrefix(name) || $0.id.hasSuffix(name) }
    if alike.count == 1 { return alike[0] }
    throw CommandFailure(.badCall, refusal(of: name, alike: alike, among: runs))
  }

  private static func latest(of runs: [Run], in ledger: LedgerFile) throws(CommandFailure) -> Run {
    guard let latest = runs.first(where: { $0.status == .complete }) else {
      throw CommandFailure(
        .badCall,
        "\(ledger.path) has no complete run (\(runs.count) unfinished). Finish one with `ser-audit "
          + "full`, or name a run.")
    }
    return latest
  }

  private static func latestPassed(of runs: [Run], in ledger: LedgerFile) throws -> Run {
    let passed = try ledger.read { reader in
      try runs.first {
        try $0.status == .complete && reader.verdict(run: $0.id)?.verdict.status == .passed
      }
    }
    guard let passed else {
      throw CommandFailure(
        .badCall,
        "\(ledger.path) has no complete run whose last verdict is passed. ser-audit history lists "
          + "the runs with their verdicts; name one of them, or take \(BaselineChoice.latest).")
    }
    return passed
  }

  /// How many runs a message names.
  private static let most = 3

  private static func refusal(of name: String, alike: [Run], among runs: [Run]) -> String {
    let found =
      alike.isEmpty
      ? "The ledger has no run \(name)." : "\(alike.count) runs are called \(name)...."
    guard !runs.isEmpty else { return "\(found) It has no runs at all." }
    let nearest =
      (alike.isEmpty ? runs.sorted { nearness(of: $0, name) > nearness(of: $1, name) } : alike)
      .prefix(most).map(\.id)
    return "\(found) The nearest: \(nearest.joined(separator: ", ")). ser-audit history lists the "
      + "complete ones."
  }

  /// How much of a name a run's identifier shares, from both ends.
  private static func nearness(of run: Run, _ name: String) -> Int {
    run.id.commonPrefix(with: name).count
      + String(run.id.reversed()).commonPrefix(with: String(name.reversed())).count
  }
}
