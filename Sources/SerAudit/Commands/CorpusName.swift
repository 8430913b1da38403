import ArgumentParser

/// What a corpus may be called on the command line.
enum CorpusName {
  /// Refuses a path, which people give for the folder of the recordings, and an empty name, as that
  /// of a variable that is not set: names are parts of the names of files, and of utterances.
  ///
  /// - Parameter place: where the name stands, for example `--corpus`.
  static func validate(_ name: String, of place: String) throws {
    guard name.isEmpty || name.contains("/") else { return }
    throw ValidationError(
      "\(place) '\(name)': expected the name of a corpus, such as tess, without slashes. Give the "
        + "folder of the recordings by --data.")
  }
}
