import Corpora
import Foundation

extension Data {
  /// Writes a file whole or not at all; one that is there already stays until the new one is
  /// complete.
  ///
  /// - Throws: `TrainingError.file` in the system's words with what to do, also for a folder or a
  ///   device, which no file may take the place of.
  package func writeWhole(to path: String) throws(TrainingError) {
    do throws(FileFailure) {
      try FileBytes.write(self, to: path)
    } catch {
      throw .file(path: path, reason: "cannot be written: \(error.reason). \(error.nextStep)")
    }
  }
}
