import Audio
import Corpora
import Foundation
import Parallel

extension SyntheticCorpus {
  /// The file that says which synthetic corpus a folder holds; it is written first.
  public static let stampName = "synthetic.txt"
  /// The table that makes the folder a corpus; it is written last.
  public static let manifestName = "manifest.csv"

  /// What stands in the stamp.
  public var stamp: String {
    "ser-audit synthetic corpus, version \(Self.version), seed \(seed), \(voices.count) voices, "
      + "\(words.count) words\n"
  }

  /// The manifest, as `CorpusReader` reads it.
  public var manifest: String {
    items.reduce(into: "path,emotion,speaker,word,language\n") {
      $0 += "\($1.path),\($1.emotion.rawValue),\($1.voice.id),\($1.word),en\n"
    }
  }

  /// Writes the recordings (16 kHz, 16 bit) and their manifest.
  ///
  /// Each file is written whole or not at all, and the manifest last: a folder without one is not
  /// finished, and writing again goes on where it stopped. A finished folder is left as it is.
  ///
  /// - Parameters:
  ///   - folder: is made where it is not there.
  ///   - progress: is told how many of how many are done.
  /// - Throws: `SyntheticCorpusError.folderTaken` or `.unwritable`.
  public func write(
    to folder: String, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(SyntheticCorpusError) {
    try claim(folder)
    guard !Self.isFile(folder + "/" + Self.manifestName) else { return }
    for voice in voices { try makeFolder(folder + "/" + voice.id) }
    try writeRecordings(to: folder, progress: progress)
    try writeText(manifest, to: folder + "/" + Self.manifestName)
  }

  /// Makes the folder this corpus' own, or finds that it already is.
  private func claim(_ folder: String) throws(SyntheticCorpusError) {
    try makeFolder(folder)
    let stampPath = folder + "/" + Self.stampName
    if let found = try? String(contentsOfFile: stampPath, encoding: .utf8) {
      guard found == stamp else {
        throw .folderTaken(path: folder, found: found.trimmingCharacters(in: .newlines))
      }
      return
    }
    let others = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasPrefix(".") }
    guard others.isEmpty else {
      throw .folderTaken(path: folder, found: "other files such as \(others.sorted()[0])")
    }
    try writeText(stamp, to: stampPath)
  }

  /// Recordings that are made between two words of progress.
  private static let itemsAtATime = 64

  private func writeRecordings(
    to folder: String, progress: (Int, Int) -> Void
  ) throws(SyntheticCorpusError) {
    let items = items
    var done = 0
    for chunk in items.chunks(of: Self.itemsAtATime) {
      let failures = chunk.parallelMap { failure(ofWriting: $0, to: folder) }
      if let failure = failures.compactMap({ $0 }).first { throw failure }
      done += chunk.count
      progress(done, items.count)
    }
  }

  /// Writes a recording unless it is there; `nil` where nothing went wrong.
  private func failure(ofWriting item: Item, to folder: String) -> SyntheticCorpusError? {
    let path = folder + "/" + item.path
    guard !Self.isFile(path) else { return nil }
    do throws(AudioError) {
      try AudioFile.write(waveform(of: item), to: path)
      return nil
    } catch {
      return .unwritable(path: path, reason: "\(error)")
    }
  }

  /// Whether something stands there that is no folder.
  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  private func makeFolder(_ path: String) throws(SyntheticCorpusError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: path, reason: FileFailure(error).reason)
    }
  }

  private func writeText(_ text: String, to path: String) throws(SyntheticCorpusError) {
    do throws(FileFailure) {
      try FileBytes.write(Array(text.utf8), to: path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }
}
