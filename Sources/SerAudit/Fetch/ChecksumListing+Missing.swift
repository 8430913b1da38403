import Corpora
import Foundation
import Parallel

extension ChecksumListing {
  /// The official files that are not in a folder, in the order of their names.
  ///
  /// Those that are there with the official bytes are counted; one with other bytes, or that cannot
  /// be read, is named and left alone.
  func missing(in folder: String, report: inout FetchReport, console: Console) -> [Entry] {
    let stage = StageProgress("Check \(folder)", total: entries.count, console: console)
    var missing: [Entry] = []
    var done = 0
    for part in entries.chunks(of: Self.piece) {
      for (entry, hash) in zip(part, part.parallelMap { Self.hash(of: $0, in: folder) }) {
        switch hash {
        case nil: missing.append(entry)
        case .success(entry.sha256): report.present += 1
        case .success(let hash): report.faults.append(Self.altered(entry, hash, folder))
        case .failure(let error): report.faults.append(Self.unreadable(entry, error))
        }
      }
      done += part.count
      stage.update(done: done)
    }
    return missing
  }

  private static let piece = 64

  /// The SHA-256 of a file, or why it cannot be read; `nil` where it is not there.
  private static func hash(of entry: Entry, in folder: String) -> Result<String, CorpusError>? {
    let path = folder + "/" + entry.name
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return Result { () throws(CorpusError) in try FileHash.sha256(path: path) }
  }

  private static func altered(
    _ entry: Entry, _ hash: String, _ folder: String
  ) -> FetchReport.Fault {
    .init(
      kind: .altered, file: entry.name,
      explanation: "\(folder)/\(entry.name) is not the official file (SHA-256 \(hash), expected "
        + "\(entry.sha256)) and was left as it is: move it away and give the same command again.")
  }

  private static func unreadable(
    _ entry: Entry, _ error: CorpusError
  ) -> FetchReport.Fault {
    .init(
      kind: .unreadable, file: entry.name,
      explanation: "\(error.description). It was left as it is: mend or move it and give the same "
        + "command again.")
  }
}
