import ArgumentParser

/// Which ledger is read and written.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The SQLite file that every number is written to.", valueName: "file"))
  var ledger: String = "ser-audit.sqlite"

  /// SQLite keeps a database of these two names nowhere, and every number would be lost.
  func validate() throws {
    guard !ledger.isEmpty, ledger != ":memory:" else {
      throw ValidationError("--ledger '\(ledger)' names no file; expected one to keep numbers in.")
    }
  }
}
