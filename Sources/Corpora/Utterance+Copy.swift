extension Utterance {
  /// The attribute that numbers a changed copy.
  private static let copyAttribute = "copy"

  /// A changed copy of this recording, which is its parent: the same file, and the number tells
  /// what is done to its samples.
  ///
  /// - Parameter number: which copy, counted from 1.
  public func changedCopy(_ number: Int) -> Utterance {
    Utterance(
      id: "\(id)~\(number)", corpus: corpus, speaker: speaker, emotion: emotion, word: word,
      path: path, attributes: [Self.copyAttribute: String(number)], parent: id,
      copyNumber: number)
  }

  /// The identifier of the parent and the number of the copy that an identifier names; `nil` for
  /// that of an original.
  static func copy(named name: String) -> (parent: String, number: Int)? {
    guard let tilde = name.lastIndex(of: "~"), let number = Int(name[name.index(after: tilde)...]),
      number > 0
    else { return nil }
    return (String(name[..<tilde]), number)
  }
}
