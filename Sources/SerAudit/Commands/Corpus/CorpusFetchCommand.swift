import ArgumentParser
import Corpora
import Foundation

/// Brings a corpus from its publisher.
struct CorpusFetchCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Download TESS from its publisher, or say how to get another corpus.",
    usage: "ser-audit corpus fetch tess [--to <folder>] [--accept-licence]",
    discussion: """
      TESS comes from Borealis, the Canadian Dataverse (doi:10.5683/SP2/E8H2MF), 2,800 files, 281 \
      MB, by the program curl. Each file is checked against the publisher's checksum and against \
      datasets/tess/checksums.tsv; one with other bytes is named and not kept. A broken or \
      interrupted download goes on with the same command; what is there is not downloaded again.

      The licence is shown and asked for on a terminal; elsewhere --accept-licence is needed. \
      TESS is downloaded only within the project's folder, where its card and checksums stand; \
      of other corpora it is told how to get them.

      Exit codes: 0 every official file is there; 1 some are not, each named; 2 bad call, the \
      licence is not accepted, or the corpus must be got by hand; 4 the connection failed; 5 disk; \
      130 interrupted.
      """)

  @Argument(help: "tess, or another corpus, to be told how to get it.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "Where the recordings go; without it to datasets/<name>/audio.", valueName: "folder"))
  var to: String?

  @Flag(help: "Accept the licence of the corpus.")
  var acceptLicence = false

  @Option(help: .hidden)
  var server = "https://borealisdata.ca"

  @Option(help: .hidden)
  var retryDelay = 1.0

  @OptionGroup var output: OutputOptions

  private static let dataset = "doi:10.5683/SP2/E8H2MF"

  func validate() throws {
    try CorpusName.validate(name, of: "<name>", folder: "for the recordings by --to")
    try FolderName.validate(to, of: "--to")
  }

  func perform() throws -> CommandResult {
    Interruption.listen()
    let registry = CorpusRegistry()
    guard let card = try registry.card(of: name), CorpusFormat(corpus: name) == .tess else {
      throw try byHand(registry)
    }
    let official = try ChecksumListing.load(path: registry.file("checksums.tsv", of: name))
    let console = output.console()
    let folder = to ?? registry.file("audio", of: name)
    var report = FetchReport(corpus: "tess", folder: folder, files: official.entries.count)
    let missing = official.missing(in: folder, report: &report, console: console)
    if !missing.isEmpty {
      try LicencePrompt(corpus: name, card: card)
        .require(isAccepted: acceptLicence, console: console)
      try Workspace.create(folder: folder)
      let lock = try FolderLock(folder: folder)
      defer { withExtendedLifetime(lock) {} }
      let download = CorpusDownload(
        source: Dataverse(server: server, dataset: Self.dataset), folder: folder,
        retryDelay: retryDelay, console: console)
      let wanted = try download.listed(missing, report: &report)
      try download.run(wanted, into: &report)
    }
    return CommandResult(
      status: report.faults.isEmpty ? .passed : .failed, text: report.text, data: report)
  }

  /// Why nothing is downloaded, and how to get the corpus: as its card says, or without one as the
  /// program itself knows.
  private func byHand(_ registry: CorpusRegistry) throws -> CommandFailure {
    let card = try registry.card(of: name)
    let format = CorpusFormat(corpus: name)
    guard card != nil || format.publication != nil else {
      return CommandFailure(
        .badCall,
        "There is no corpus \(name): there is no \(registry.file("card.md", of: name)), and it is "
          + "none of \(registry.names.joined(separator: ", ")).")
    }
    let opening =
      card != nil
      ? "\(name) is not downloaded by this program; its card says how to get it."
      : format == .tess
        ? "\(name) is downloaded only in the project's folder, where its card and its checksums "
          + "stand. Go there, or get it by hand."
        : "\(name) is not downloaded by this program. Get it by hand."
    return CommandFailure(
      .badCall,
      """
      \(opening)

      \(card?.sections["How to get it"] ?? Self.usualWay)

      Source: \(card?.facts["Source"] ?? format.publication?.source ?? "not stated")
      Licence: \(card?.facts["Licence"] ?? format.publication?.licence ?? "not stated")
      """)
  }

  private static let usualWay =
    "Download it from the source, unpack it anywhere, and name its folder with --data DIR or "
    + "SER_AUDIT_DATA."
}
