/// Names of speakers joined by `+`, as tables and sentences show them.
package enum SpeakerNames {
  /// Lists of up to this many names are shown in full.
  private static let most = 4

  /// A list in full, or of a long one the first names and how many more there are.
  ///
  /// - Parameter joined: for example `OAF+YAF`.
  package static func shown(_ joined: String) -> String {
    let names = joined.split(separator: "+")
    guard names.count > most else { return joined }
    let first = names.prefix(most - 1)
    return "\(first.joined(separator: "+"))+\(names.count - first.count) more"
  }
}
