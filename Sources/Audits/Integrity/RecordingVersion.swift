import Corpora

/// The bytes of a recording as they were when a run read it first: what is heard of it later must
/// be the same, or models and numbers would stand beside the hash of another sound.
public struct RecordingVersion: Sendable {
  /// What the system knew of the file before it was read; `nil` where it was gone.
  let state: String?
  /// The SHA-256 of the file, hexadecimal.
  let contentHash: String

  /// Checks that a file holds these bytes; it is read only where the system knows of a change.
  ///
  /// - Throws: `RecordingChanged`.
  public func check(path: String) throws(RecordingChanged) {
    if let now = FileState(path: path), now.text != state,
      let hash = try? FileHash.sha256(path: path), hash != contentHash
    {
      throw RecordingChanged()
    }
  }
}

/// A recording that is another one than a run read when it began.
public struct RecordingChanged: Error, CustomStringConvertible {
  /// What was found, what was expected and what to do.
  public var description: String {
    "the recording was changed after the run had read it, expected the same bytes until the run "
      + "ends: begin a run anew when nothing writes to it any more"
  }
}
