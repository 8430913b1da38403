import Foundation

extension Data {
  /// Writes a file whole or not at all; one that is there already stays until the new one is
  /// complete.
  ///
  /// - Throws: `TrainingError.file` in the system's words, and for a folder or a device, which no
  ///   file may take the place of.
  package func writeWhole(to path: String) throws(TrainingError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .file(path: path, reason: "cannot be written: a folder or a device stands there")
    }
    do {
      try write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .file(path: path, reason: "cannot be written: \(error.localizedDescription)")
    }
  }
}
