/// Names of speakers joined by `+`, as tables and sentences show them.
package enum SpeakerNames {
  /// Lists of up to this many names are shown in full.
  private static let most = 4

  /// A list in full, or of a long one the first name and how many more there are: short enough for
  /// what stands behind it to be seen in a chart.
  ///
  /// - Parameter joined: for example `OAF+YAF`.
  package static func shown(_ joined: String) -> String {
    let names = joined.split(separator: "+")
    guard names.count > most else { return joined }
    return "\(names[0])+\(names.count - 1) more"
  }
}
