/// Names of speakers joined by `+`, as tables and sentences show them.
package enum SpeakerNames {
  /// Lists of up to this many names are shown in full.
  private static let most = 4

  /// A list in full, with what names begin with said once (`ravdess-01+06`); or of a long one the
  /// first name and how many more there are, short enough for what stands behind it to be seen in a
  /// chart.
  ///
  /// - Parameter joined: for example `OAF+YAF`.
  package static func shown(_ joined: String) -> String {
    let names = joined.split(separator: "+")
    guard names.count <= most else { return "\(names[0]) and \(names.count - 1) more" }
    guard names.count > 1, let dash = names[0].lastIndex(of: "-") else { return joined }
    let corpus = names[0][...dash]
    guard names.allSatisfy({ $0.hasPrefix(corpus) && $0.count > corpus.count }) else {
      return joined
    }
    return corpus + names.map { $0.dropFirst(corpus.count) }.joined(separator: "+")
  }

  /// Who trained and who was tested: `OAF → YAF`, `OAF+YAF, both sides`; of many who trained, how
  /// many they are, where the tested ones tell it apart.
  ///
  /// - Parameter areOfOneCorpus: whether `tested` belong to the corpus that `trained` belong to.
  package static func direction(
    trained: String, tested: String, areOfOneCorpus: Bool
  ) -> String {
    if trained == tested {
      let count = trained.split(separator: "+").count
      return "\(count > most ? "\(count) speakers" : shown(trained)), both sides"
    }
    let others = shown(trained, testedOn: tested, areOfOneCorpus: areOfOneCorpus)
    return "\(others) → \(shown(tested))"
  }

  /// Who trained a model that others are tested on: as `shown`, and of a long list how many they
  /// are, where the tested ones tell it apart.
  package static func shown(
    _ trained: String, testedOn tested: String, areOfOneCorpus: Bool
  ) -> String {
    let (names, others) = (Set(trained.split(separator: "+")), Set(tested.split(separator: "+")))
    guard areOfOneCorpus, names.count > most, names.isDisjoint(with: others) else {
      return shown(trained)
    }
    return "\(names.count) others"
  }

  /// A text with the lists in it as `shown`.
  package static func shown(in text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let end = word.hasSuffix(",") ? "," : ""
      return word.contains("+") ? shown(String(word.dropLast(end.count))) + end : String(word)
    }.joined(separator: " ")
  }
}
