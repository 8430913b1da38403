import Corpora
import Features
import Foundation
import Randomness

/// Spectrograms of recordings on disk, found again by what the recording holds.
///
/// An entry is named by the SHA-256 of the file's bytes, the feature settings and `revision`, so it
/// can be wrong for no other recording and no other settings. A second kind of file says which
/// bytes a path held, as long as device, inode, size and the times of change stay, as git's index
/// does: the file then need not be read. Every file is written whole and renamed; one that is
/// damaged is made anew. Failures to write leave a slower program, not an error; `holds` tells
/// them.
public struct FeatureCache: Sendable {
  /// The folder of all entries; it may be removed at any time.
  public let folder: String
  private let settings: String

  /// Counts changes of the code that change the numbers of equal settings.
  static let revision = 1

  /// Bytes that `trim` leaves by default: TESS takes 0.1 GB for each kind of settings.
  public static let usualLimit = 2_000_000_000

  /// Entries for a kind of settings.
  ///
  /// - Parameters:
  ///   - folder: made at the first entry.
  ///   - settings: how spectrograms are computed.
  ///   - readRate: the sample rate in Hz that recordings are decoded to before.
  public init(folder: String, settings: FeatureSettings, readRate: Int) throws(TrainingError) {
    self.folder = folder
    self.settings = "\(Self.revision) \(readRate) " + (try jsonText(settings))
  }

  /// The spectrogram of a recording, from disk or computed and kept.
  ///
  /// - Parameters:
  ///   - path: the recording's file.
  ///   - compute: called where there is no entry, or a damaged one.
  public func spectrogram(
    ofFile path: String, compute: () throws -> LogMelSpectrogram
  ) throws -> LogMelSpectrogram {
    guard let entry = entry(ofFile: path) else { return try compute() }
    if let found = Self.spectrogram(at: entry) { return found }
    let computed = try compute()
    write(FeatureCacheEntry.encode(computed), to: entry)
    return computed
  }

  /// Whether the spectrogram of a recording is on disk in its whole length, for whoever has just
  /// asked for it to be kept: its values were checked then and are not read again.
  public func holds(file path: String) -> Bool {
    entry(ofFile: path).map(FeatureCacheEntry.isWhole) ?? false
  }

  /// Where the spectrogram of a recording is, or would be; `nil` where it cannot be read.
  private func entry(ofFile path: String) -> String? {
    contentHash(ofFile: path).map {
      place("features", SHA256.hex(of: Array(($0 + settings).utf8)))
    }
  }

  private static func spectrogram(at entry: String) -> LogMelSpectrogram? {
    FileManager.default.contents(atPath: entry).flatMap(FeatureCacheEntry.decode)
  }

  /// The SHA-256 of a file's bytes, looked up where nothing about the file has changed.
  private func contentHash(ofFile path: String) -> String? {
    guard let state = FileState(path: path) else { return nil }
    let note = place("contents", SHA256.hex(of: Array(state.text.utf8)))
    if let bytes = FileManager.default.contents(atPath: note), bytes.count == 64,
      bytes.allSatisfy({ Self.hexadecimalDigits.contains($0) })
    {
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let hash = try? FileHash.sha256(path: path) else { return nil }
    // A file that was written just now may be written again within the clock's resolution.
    if state.isSettled, FileState(path: path)?.text == state.text {
      write(Data(hash.utf8), to: note)
    }
    return hash
  }

  private func place(_ kind: String, _ name: String) -> String {
    "\(folder)/\(kind)/\(name.prefix(2))/\(name)"
  }

  private static let hexadecimalDigits = Set("0123456789abcdef".utf8)

  /// Writes beside the place and renames. Nothing waits for the disk: what a power failure tears is
  /// found to be damaged when it is read.
  private func write(_ data: Data, to path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let partial = "\(folder)/.\(UUID().uuidString)"
    // Foundation's own writing waits for the disk each time.
    var opened = fopen(partial, "wb")
    if opened == nil {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      opened = fopen(partial, "wb")
    }
    guard let file = opened else { return }
    let written = data.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    let isClosed = fclose(file) == 0
    if written != data.count || !isClosed || rename(partial, path) != 0 { unlink(partial) }
  }

  /// Removes the entries that were made first until the rest fit.
  ///
  /// - Returns: how many were removed.
  @discardableResult
  public static func trim(folder: String, toBytes limit: Int = usualLimit) -> Int {
    let files = files(below: folder)
    var total = files.reduce(0) { $0 + $1.bytes }
    var removed = 0
    for file in files.sorted(by: { $0.made < $1.made }) where total > limit {
      guard unlink(file.path) == 0 else { continue }
      total -= file.bytes
      removed += 1
    }
    return removed
  }

  private struct CachedFile {
    let path: String
    /// In seconds.
    let made: Double
    let bytes: Int
  }

  /// The files of a folder and of all its folders. A full cache holds a hundred thousand, for which
  /// the enumerator of Foundation takes four seconds.
  private static func files(below folder: String) -> [CachedFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.flatMap { name -> [CachedFile] in
      let path = "\(folder)/\(name)"
      var facts = stat()
      guard lstat(path, &facts) == 0 else { return [] }
      switch facts.st_mode & S_IFMT {
      case S_IFDIR: return files(below: path)
      case S_IFREG:
        let made = Double(facts.st_mtim.tv_sec) + 1e-9 * Double(facts.st_mtim.tv_nsec)
        return [CachedFile(path: path, made: made, bytes: Int(facts.st_size))]
      default: return []
      }
    }
  }
}
