import ArgumentParser
import Foundation

/// What a corpus may be called: names are parts of the names of files, and of utterances.
enum CorpusName {
  /// The characters of a name, for messages.
  static let expected = "letters, digits, -, _ and . (but not first)"

  /// Whether a corpus may bear a name.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.first != "."
      && name.unicodeScalars.allSatisfy {
        CharacterSet.alphanumerics.contains($0) || "-_.".unicodeScalars.contains($0)
      }
  }

  /// Refuses a path, which people give for the folder of the recordings, an empty name, as that of
  /// a variable that is not set, and every other name that `corpus add` refuses.
  ///
  /// - Parameters:
  ///   - place: where the name stands, for example `--corpus`.
  ///   - folder: which folder is given otherwise, and by which option.
  static func validate(
    _ name: String, of place: String, folder: String = "of the recordings by --data"
  ) throws {
    guard !isPlain(name) else { return }
    throw ValidationError(
      "\(place) '\(name)': expected the name of a corpus, such as tess, without slashes. Its "
        + "characters are \(expected). Give the folder \(folder).")
  }
}
