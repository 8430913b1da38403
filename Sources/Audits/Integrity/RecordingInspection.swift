import Audio
import Corpora
import Fingerprints

/// What decoding one recording once tells.
public struct RecordingInspection: Sendable, Equatable {
  /// The SHA-256 of the file, hexadecimal.
  public let contentHash: String
  /// What the system knew of the file before it was read; `nil` where it was gone.
  let state: String?
  /// The length in seconds.
  public let durationSeconds: Double
  /// What the header says.
  public let info: AudioInfo
  /// The largest magnitude of a sample, 1 for full scale.
  public let peak: Float
  /// The mean of all samples, 1 for full scale.
  public let offset: Float
  /// Samples in flat tops.
  public let clippedSamples: Int
  /// How loud the recording begins and ends; `nil` where it is too short to tell.
  public let edges: EdgeLevels?
  /// What the recording sounds like.
  public let fingerprint: Fingerprint

  /// Decodes and hashes a file.
  ///
  /// - Parameters:
  ///   - path: relative to `root`.
  ///   - root: an absolute folder.
  /// - Throws: what is wrong with the file, silence included.
  public init(path: String, root: String) throws(CorpusProblem) {
    state = FileState(path: root + "/" + path)?.text
    do {
      let (waveform, info) = try AudioFile.readWithInfo(path: root + "/" + path)
      contentHash = try FileHash.sha256(path: root + "/" + path)
      durationSeconds = waveform.durationSeconds
      self.info = info
      peak = waveform.peak
      offset = waveform.offset
      clippedSamples = waveform.clippedSamples
      edges = waveform.edgeLevels
      fingerprint = try Fingerprint(of: waveform)
    } catch {
      // Every problem of a corpus names its file relative to the root.
      throw CorpusProblem(
        kind: (error as? AudioError)?.problemKind ?? .unreadable, path: path,
        explanation: String(describing: error).replacing(root + "/", with: ""))
    }
    guard peak > 0 else {
      throw CorpusProblem(
        kind: .silent, path: path,
        explanation: "\(path): digital silence, expected speech; left out")
    }
  }
}

extension AudioError {
  /// The kind of problem that a corpus has with a recording that fails in this way.
  fileprivate var problemKind: CorpusProblem.Kind {
    switch self {
    case .missing: .missingFile
    case .directory, .notRegularFile, .unreadable: .unreadable
    case .empty, .noFrames: .empty
    case .truncated, .unfinished: .truncated
    case .channelsCancel: .silent
    default: .undecodable
    }
  }
}
