extension String {
  /// The text with a full stop where it does not end as a sentence does.
  var asSentence: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    guard let last = text.last, !".!?…".contains(last) else { return text }
    return text + "."
  }

  /// The text with its first letter as at the beginning of a sentence.
  var capitalizedAtStart: String { prefix(1).uppercased() + String(dropFirst()) }
}
