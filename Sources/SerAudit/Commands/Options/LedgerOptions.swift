import ArgumentParser

/// Which ledger is read and written.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The SQLite file that every number is written to.", valueName: "file"))
  var ledger: String = "ser-audit.sqlite"

  func validate() throws {
    if ledger.isEmpty {
      throw ValidationError("--ledger '' names no file; expected one to keep numbers in.")
    }
  }
}
