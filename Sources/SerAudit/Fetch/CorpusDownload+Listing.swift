import Corpora
import Foundation
import Wording

extension CorpusDownload {
  /// How often the listing is asked for.
  private static let listingAttempts = 4

  /// The files among those missing that the publisher lists; the others are named.
  ///
  /// - Throws: `CommandFailure` where the listing cannot be had, or has none of the files.
  func listed(
    _ missing: [ChecksumListing.Entry], report: inout FetchReport
  ) throws(CommandFailure) -> [Wanted] {
    let files = try listing()
    let byName = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
    let wanted = missing.compactMap { entry in
      byName[entry.name].map { Wanted(official: entry, remote: $0) }
    }
    guard !wanted.isEmpty else {
      let shown = files.prefix(3).map(\.name).joined(separator: ", ")
      throw CommandFailure(
        .data,
        "The publisher lists \(files.count, "file")"
          + "\(shown.isEmpty ? "" : " (\(shown), ...)") and "
          + "none of the \(missing.count) that are missing, such as \(missing.first?.name ?? ""). "
          + "Download by hand from the source that the card names.")
    }
    for entry in missing where byName[entry.name] == nil {
      report.faults.append(
        .init(
          kind: .notListed, file: entry.name,
          explanation:
            "\(entry.name) is not among the \(files.count) files that the publisher lists: "
            + "get it from the source that the card names."))
    }
    return wanted
  }

  private func listing() throws(CommandFailure) -> [DataverseFile] {
    let path = folder + "/.listing.json"
    defer { unlink(path) }
    var delay = retryDelay
    for attempt in 1...Self.listingAttempts {
      let outcome = try CurlProcess([
        "--proto", source.protocols, "--proto-redir", source.protocols, "--output", path, "--url",
        source.listing,
      ]).outcome { !Interruption.isRequested }
      guard !Interruption.isRequested else {
        throw CommandFailure(.interrupted, "Interrupted; nothing was downloaded.")
      }
      if outcome.code == 0 {
        if let data = FileManager.default.contents(atPath: path),
          let files = DataverseFile.list(data)
        {
          return files
        }
        throw CommandFailure(
          .data,
          "\(source.listing) answers with something else than a listing of files. Check the "
            + "connection (a proxy or a page to sign in?), or download by hand.")
      }
      if outcome.code == 23 {
        throw CommandFailure(
          .ledger, "\(folder) cannot be written to (\(outcome.reason)). Free some space.")
      }
      let isFinal = (outcome.status.map { (400..<429).contains($0) } ?? false)
      guard !isFinal, attempt < Self.listingAttempts else { throw unreachable(outcome) }
      usleep(UInt32(min(delay, 30) * 1e6))
      delay *= 2
    }
    return []
  }

  private func unreachable(_ outcome: CurlProcess.Outcome) -> CommandFailure {
    CommandFailure(
      .data,
      "The publisher's listing cannot be had (\(outcome.reason)). Nothing was downloaded. Check "
        + "the connection and give the same command again.")
  }
}
