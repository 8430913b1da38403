/// Names of speakers joined by `+`, as tables and sentences show them.
package enum SpeakerNames {
  /// Lists of up to this many names are shown in full.
  private static let most = 4

  /// A list in full, with what names begin with said once (`ravdess-01+06`); or of a long one the
  /// first name and how many more there are, short enough for what stands behind it to be seen in a
  /// chart. What begins otherwise, such as the name of a companion, is not counted but named.
  ///
  /// - Parameter joined: for example `OAF+YAF`.
  package static func shown(_ joined: String) -> String {
    let list = NameList(joined)
    guard list.own.count + list.others.count > 1 else { return joined }
    guard list.own.count > most else { return list.text(list.ownInFull) }
    return list.text("\(list.own[0]) and \(list.own.count - 1) more")
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
    let list = NameList(trained)
    guard areOfOneCorpus, list.own.count > most,
      Set(list.own).isDisjoint(with: tested.split(separator: "+"))
    else { return shown(trained) }
    return list.text("\(list.own.count) others")
  }

  /// A text with the lists in it as `shown`.
  package static func shown(in text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let end = word.hasSuffix(",") ? "," : ""
      return word.contains("+") ? shown(String(word.dropLast(end.count))) + end : String(word)
    }.joined(separator: " ")
  }

  /// Names that begin as the first one does, up to its last dash, and those that do not.
  private struct NameList {
    let own: [Substring], others: [Substring]
    let beginning: Substring

    init(_ joined: String) {
      let names = joined.split(separator: "+")
      let beginning = names.first.flatMap { name in
        name.lastIndex(of: "-").map { name[...$0] }
      }
      self.beginning = beginning ?? ""
      own = names.filter { $0.hasPrefix(beginning ?? "") }
      others = names.filter { !$0.hasPrefix(beginning ?? "") }
    }

    /// The own names, with what they begin with said once.
    var ownInFull: String {
      guard let first = own.first else { return "" }
      return ([first] + own.dropFirst().map { $0.dropFirst(beginning.count) })
        .joined(separator: "+")
    }

    /// A text about the own names, and the others in full.
    func text(_ own: String) -> String { ([own[...]] + others).joined(separator: "+") }
  }
}
