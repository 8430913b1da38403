import Corpora
import Foundation

/// Brings the official files of a corpus from its publisher, each into a `.part` file first; a file
/// gets its name when its hashes are right.
///
/// Broken connections go on where they broke. A file that makes no headway is tried `mostAttempts`
/// times, with a pause that doubles.
struct CorpusDownload {
  /// A file that is to come.
  struct Wanted {
    let official: ChecksumListing.Entry
    let remote: DataverseFile
  }

  let source: Dataverse
  let folder: String
  let retryDelay: Double
  let console: Console

  /// How often a file is tried in a row without headway, and how often in all.
  private static let mostAttempts = 5
  private static let mostRestarts = 20
  /// How many files one connection brings.
  private static let batchSize = 64
  private static let longestPause = 30.0

  /// Downloads what is not there.
  ///
  /// - Parameters:
  ///   - wanted: in the order of downloading.
  ///   - report: what is known so far; what comes is added.
  /// - Throws: `CommandFailure` where the connection is given up, the disk is full, or somebody
  ///   pressed Ctrl-C. What came so far stays.
  func run(_ wanted: [Wanted], into report: inout FetchReport) throws(CommandFailure) {
    var queue = wanted[...]
    var progress = TransferProgress(wanted, report: report, console: console)
    var (idle, restarts) = (0, 0)
    while let first = queue.first {
      let batch = Array(queue.prefix(Self.batchSize))
      let before = size(of: first)
      let outcome = try transfer(batch) {
        progress.draw(waiting: batch.reduce(0) { $0 + size(of: $1) })
      }
      let settled = try settle(batch, after: outcome, into: &report)
      queue = queue.dropFirst(settled.count)
      progress.add(settled)
      try requireContinuation(after: outcome, report: report)
      guard let failed = queue.first, settled.count < batch.count else {
        (idle, restarts) = (0, 0)
        continue
      }
      if let fault = refusal(of: failed, outcome) {
        report.faults.append(fault)
        queue = queue.dropFirst()
        progress.add([failed])
        continue
      }
      let hasMoved = !settled.isEmpty || size(of: failed) > before
      if settled.isEmpty { restarts += 1 } else { restarts = 1 }
      idle = hasMoved ? 1 : idle + 1
      if mustRestart(outcome) { unlink(part(of: failed)) }
      guard idle < Self.mostAttempts, restarts < Self.mostRestarts else {
        throw givenUp(failed, outcome, report)
      }
      try pause(idle, report: report)
    }
    progress.finish()
  }

  /// Runs one connection; files whose `.part` is whole already are left out.
  private func transfer(
    _ batch: [Wanted], watch: () -> Void
  ) throws(CommandFailure) -> CurlProcess.Outcome {
    var arguments = ["--proto", source.protocols, "--proto-redir", source.protocols]
    arguments += ["--continue-at", "-"]
    var isIdle = true
    for file in batch { unlinkForeignPart(of: file) }
    for file in batch where size(of: file) != file.expectedBytes {
      if size(of: file) > file.expectedBytes { unlink(part(of: file)) }
      arguments += ["--output", part(of: file), "--url", source.address(of: file.remote)]
      isIdle = false
    }
    guard !isIdle else { return .init(code: 0, status: nil, reason: "") }
    return try CurlProcess(arguments).outcome {
      watch()
      return !Interruption.isRequested
    }
  }

  /// Checks the files that came whole, up to the first that did not; names those with wrong hashes.
  private func settle(
    _ batch: [Wanted], after outcome: CurlProcess.Outcome, into report: inout FetchReport
  ) throws(CommandFailure) -> [Wanted] {
    var settled: [Wanted] = []
    for file in batch {
      guard size(of: file) == file.expectedBytes || outcome.code == 0 else { break }
      if let fault = try fault(in: file) {
        unlink(part(of: file))
        report.faults.append(fault)
      } else {
        guard rename(part(of: file), folder + "/" + file.official.name) == 0 else {
          throw fullDisk(String(cString: strerror(errno)), report)
        }
        report.downloaded += 1
        report.bytes += file.expectedBytes
      }
      settled.append(file)
    }
    return settled
  }

  /// What is wrong with a file that came, by the publisher's checksum and by the official listing.
  private func fault(in file: Wanted) throws(CommandFailure) -> FetchReport.Fault? {
    let path = part(of: file)
    var wrong: [String] = []
    do throws(CorpusError) {
      if size(of: file) != file.expectedBytes {
        wrong.append("has \(size(of: file)) bytes, expected \(file.expectedBytes)")
      }
      let sha256 = try FileHash.sha256(path: path)
      if sha256 != file.official.sha256 {
        wrong.append("SHA-256 is \(sha256), the official listing has \(file.official.sha256)")
      }
      if let checksum = file.remote.checksum, checksum.type.uppercased() == "MD5" {
        let md5 = try FileHash.md5(path: path)
        if md5 != checksum.value.lowercased() {
          wrong.append("MD5 is \(md5), the publisher lists \(checksum.value)")
        }
      }
    } catch {
      throw CommandFailure(.ledger, error.description)
    }
    guard !wrong.isEmpty else { return nil }
    return .init(
      kind: .wrongHash, file: file.official.name,
      explanation: "\(file.official.name) came otherwise than it was published and was not kept: "
        + wrong.joined(separator: "; ") + ". Give the same command again; where it stays so, the "
        + "publisher's file has changed.")
  }

  /// Where the server refuses a file for good, what it says.
  private func refusal(of file: Wanted, _ outcome: CurlProcess.Outcome) -> FetchReport.Fault? {
    guard outcome.code == 22, let status = outcome.status, (400..<500).contains(status),
      ![408, 416, 425, 429].contains(status)
    else { return nil }
    return .init(
      kind: .notAvailable, file: file.official.name,
      explanation:
        "\(file.official.name) is refused by the server (HTTP \(status)): get it from the "
        + "source that the card names.")
  }

  /// Whether the server cannot go on in the middle: no ranges, or a range that it does not have.
  private func mustRestart(_ outcome: CurlProcess.Outcome) -> Bool {
    outcome.code == 33 || outcome.code == 36 || outcome.status == 416
  }

  private func pause(_ attempt: Int, report: FetchReport) throws(CommandFailure) {
    var left = min(retryDelay * pow(2, Double(attempt - 1)), Self.longestPause)
    while left > 0 {
      guard !Interruption.isRequested else { throw interrupted(report) }
      usleep(UInt32(min(left, 0.1) * 1e6))
      left -= 0.1
    }
  }

  private func part(of file: Wanted) -> String { folder + "/" + file.official.name + ".part" }

  /// Takes away what stands at a part's place and is no file of this program's: a link, which would
  /// be written through, or a pipe, which would be waited for.
  private func unlinkForeignPart(of file: Wanted) {
    var facts = stat()
    guard lstat(part(of: file), &facts) == 0, facts.st_mode & S_IFMT != S_IFREG else { return }
    unlink(part(of: file))
  }

  /// The bytes of a file that came so far.
  private func size(of file: Wanted) -> Int {
    var facts = stat()
    return stat(part(of: file), &facts) == 0 ? Int(facts.st_size) : 0
  }
}

extension CorpusDownload.Wanted {
  /// The size that the publisher states, or else, and where that cannot be one of a recording, the
  /// official listing.
  var expectedBytes: Int {
    remote.bytes.flatMap { (1...1 << 32).contains($0) ? $0 : nil } ?? official.bytes
  }
}

extension CorpusDownload {
  private func requireContinuation(
    after outcome: CurlProcess.Outcome, report: FetchReport
  ) throws(CommandFailure) {
    if Interruption.isRequested { throw interrupted(report) }
    if outcome.code == 23 { throw fullDisk(outcome.reason, report) }
  }

  private func fullDisk(_ reason: String, _ report: FetchReport) -> CommandFailure {
    CommandFailure(
      .ledger,
      "\(folder) cannot be written to (\(reason)). \(soFar(report)) Free some space, or give a "
        + "folder elsewhere with --to; the same command goes on from here.")
  }

  private func interrupted(_ report: FetchReport) -> CommandFailure {
    CommandFailure(
      .interrupted, "Interrupted. \(soFar(report)) The same command goes on from here.")
  }

  private func givenUp(
    _ file: Wanted, _ outcome: CurlProcess.Outcome, _ report: FetchReport
  ) -> CommandFailure {
    let status = outcome.status.map { ", HTTP \($0)" } ?? ""
    return CommandFailure(
      .data,
      "The download was given up at \(file.official.name) (\(outcome.reason)\(status)). "
        + "\(soFar(report)) Check the connection; the same command goes on from here.")
  }

  private func soFar(_ report: FetchReport) -> String {
    "\(report.total) of \(report.files) official files are in \(folder), and what came of the next "
      + "is kept there as .part."
  }
}
