import ArgumentParser

/// Where reports go.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of reports, a folder a run.", valueName: "folder"))
  var reports: String = "reports"

  /// Below a name that is empty, as that of a variable that is not set, lies the root folder.
  func validate() throws {
    if reports.isEmpty { throw ValidationError("--reports names no folder.") }
  }
}
