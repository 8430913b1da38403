/// The hash of a file's bytes.
public enum FileHash {
  /// The SHA-256 in lower-case hexadecimal digits; the file is read in pieces.
  ///
  /// - Throws: `CorpusError.fileUnreadable`.
  public static func sha256(path: String) throws(CorpusError) -> String {
    var hash = SHA256()
    try forEachPiece(of: path) { hash.update($0) }
    return hash.hex()
  }

  /// The MD5 in lower-case hexadecimal digits; the file is read in pieces.
  ///
  /// - Throws: `CorpusError.fileUnreadable`.
  public static func md5(path: String) throws(CorpusError) -> String {
    var hash = MD5()
    try forEachPiece(of: path) { hash.update($0) }
    return hash.hex()
  }

  /// Reads a regular file; a pipe would be waited for, and a device may have no end.
  private static func forEachPiece(
    of path: String, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(CorpusError) {
    do throws(FileFailure) {
      try FileBytes.Regular(path: path).forEachPiece(body)
    } catch {
      throw .fileUnreadable(path: path, reason: error.reason)
    }
  }
}
