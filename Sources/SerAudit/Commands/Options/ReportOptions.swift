import ArgumentParser

/// Where reports go.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of reports, a folder a run.", valueName: "folder"))
  var reports: String = "reports"

  func validate() throws { try FolderName.validate(reports, of: "--reports") }
}
