import ArgumentParser

/// What a folder may be called on the command line.
enum FolderName {
  /// Refuses an empty name, as that of a variable that is not set: below it lies the root folder.
  ///
  /// - Parameter place: where the name stands, for example `--data`.
  static func validate(_ name: String?, of place: String) throws {
    if name?.isEmpty == true { throw ValidationError("\(place) names no folder.") }
  }
}
