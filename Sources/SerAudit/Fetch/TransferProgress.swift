import Foundation
import Wording

/// How much of a download has come, at what rate, and how long the rest will take.
struct TransferProgress {
  private let console: Console
  private let corpus: String
  private let files: Int
  private let bytes: Int
  private let start = Date()
  private var doneFiles = 0
  private var doneBytes = 0
  /// What had come of the files before this run.
  private var resumedBytes: Int?

  /// Begins with everything that is to come.
  init(_ wanted: [CorpusDownload.Wanted], report: FetchReport, console: Console) {
    self.console = console
    corpus = report.corpus
    files = wanted.count
    bytes = wanted.reduce(0) { $0 + $1.expectedBytes }
  }

  /// Counts files that have come, or that are given up.
  mutating func add(_ settled: [CorpusDownload.Wanted]) {
    doneFiles += settled.count
    doneBytes += settled.reduce(0) { $0 + $1.expectedBytes }
  }

  /// Draws how far it is, where `waiting` bytes of files under way are there.
  mutating func draw(waiting: Int) {
    let done = doneBytes + waiting
    let resumed = resumedBytes ?? done
    resumedBytes = resumed
    let rate = Double(done - resumed) / max(Date().timeIntervalSince(start), 1e-3)
    let left = rate > 0 ? "\(StageProgress.clock(Double(bytes - done) / rate)) left" : ""
    console.draw(
      "Fetch \(corpus)  \(doneFiles)/\(files) files  \(FetchReport.megabytes(done))/"
        + "\(FetchReport.megabytes(bytes)) MB  \(FetchReport.megabytes(Int(rate))) MB/s  \(left)")
  }

  /// Ends with a line that stays.
  func finish() {
    let seconds = Date().timeIntervalSince(start)
    console.note(
      "Fetch \(corpus): \(doneFiles, "file"), "
        + "\(FetchReport.megabytes(doneBytes)) MB (\(StageProgress.clock(seconds)))")
  }
}
