/// The hash of a file's bytes.
public enum FileHash {
  /// The SHA-256 in lower-case hexadecimal digits; the file is read in pieces.
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

  /// The MD5 in lower-case hexadecimal digits; the file is read in pieces.
  ///
  /// - Throws: `CorpusError.fileUnreadable`.
  public static func md5(path: String) throws(CorpusError) -> String {
    var hash = MD5()
    do throws(FileFailure) {
      try FileBytes.read(path: path) { hash.update($0) }
    } catch {
      throw .fileUnreadable(path: path, reason: error.reason)
    }
    return hash.hex()
  }
}
