/// The SHA-256 of a file's bytes.
public enum FileHash {
  /// The hash in lower-case hexadecimal digits; the file is read in pieces.
  ///
  /// - Throws: `CorpusError.fileUnreadable`.
  public static func sha256(path: String) throws(CorpusError) -> String {
    var hash = SHA256()
    do throws(FileFailure) {
      try FileBytes.read(path: path) { hash.update($0) }
    } catch {
      throw .fileUnreadable(path: path, reason: error.reason)
    }
    return hash.hex()
  }
}
