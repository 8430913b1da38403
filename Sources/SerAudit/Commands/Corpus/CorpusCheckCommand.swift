import ArgumentParser
import Audits
import Corpora
import Findings
import Foundation
import Wording

/// Whether the recordings of a corpus are all there, are the published ones, and can be used.
struct CorpusCheckCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read and decode every recording of a corpus and report what is wrong.",
    discussion: """
      Compares the files with the published checksums (datasets/<name>/checksums.tsv, where it is \
      there) and tells missing, altered, extra, duplicated, nested and mislabelled files, files \
      that are one recording in other bytes (re-encoded, resampled, amplified, trimmed or padded), \
      recordings that no row of a manifest names, odd formats, clipping, offsets, words that are \
      cut off, and holes in the grid of speakers, emotions and words. Nothing is written. Each \
      file is named with what was found, what was expected and what to do. Faults of the \
      published files themselves are notes.

      Exit codes: 0 where this copy needs no mending, 1 where it does, 4 where the corpus cannot \
      be read at all; 2 bad call; 130 interrupted.
      """)

  @Argument(help: "\(CorpusRegistry.publishedNames), or a corpus with a manifest.")
  var name: String

  @OptionGroup var place: CorpusPlaceOptions

  @Option(
    help: ArgumentHelp(
      "A table file,sha256,bytes of the published files.",
      discussion: "Without it, datasets/<name>/checksums.tsv is used where it is there.",
      valueName: "file"))
  var checksums: String?

  @OptionGroup var output: OutputOptions

  func validate() throws { try CorpusName.validate(name, of: "<name>") }

  func perform() throws -> CommandResult {
    Interruption.listen()
    let console = output.console()
    let options = CorpusOptions.of(corpus: name, data: place.data)
    let root = try CorpusSource.place(of: options).root
    let found = try CorpusSource.read(options, console: console)
    let listing = try listing()
    let count = try FolderListing.scan(root: found.root)
      .recordings(withNamed: found.utterances.map(\.path)).count
    let stage = StageProgress("Check \(found.name)", total: count, console: console)
    let unlisted = try CorpusReader.unlistedRecordings(name: name, root: root)
    let inspection = try FolderInspection.run(found, listing: listing, unlisted: unlisted) { done in
      stage.update(done: done)
      return !Interruption.isRequested
    }
    guard let inspection else { throw CommandFailure.interruptedUnwritten }
    guard !inspection.corpus.utterances.isEmpty else {
      throw CommandFailure(.data, CorpusSource.nothingUsable(inspection.corpus))
    }
    let looked = inspection.files.count
    stage.finish("\(looked, "recording") looked at")
    let result = CorpusCheckResult(inspection)
    return CommandResult(status: ExitStatus(result.status), text: result.text, data: result)
  }

  /// The published checksums, where they are known.
  private func listing() throws(CorpusError) -> ChecksumListing? {
    let usual = CorpusRegistry().file("checksums.tsv", of: name)
    guard let path = checksums ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil)
    else { return nil }
    return try ChecksumListing.load(path: path)
  }
}
