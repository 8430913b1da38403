/// The words of findings as pages write them. Messages are stored by the run that wrote them, in
/// the notation of the terminal and of files: `YAF > OAF`, `0.507`, `n = 1399`.
enum PageWording {
  /// What a finding is about: with arrows for directions.
  static func subject(_ text: String) -> String { arrows(text) }

  /// What a finding says: with arrows, and numbers as in tables. What stands between backticks is
  /// to be typed, and stays.
  static func message(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      index.isMultiple(of: 2) ? numbers(arrows(String(part))) : String(part)
    }.joined(separator: "`")
  }

  /// The numbers of a text, as its words hold them.
  static func numbers(in text: String) -> Set<Substring> {
    Set(text.split(separator: " ").map { core(of: $0).number })
  }

  /// Directions with an arrow, which cannot be read as "greater than". A `>` between two numbers
  /// with decimals is none.
  private static func arrows(_ text: String) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for place in words.indices.dropFirst().dropLast() where words[place] == ">" {
      let isComparison = [words[place - 1], words[place + 1]].allSatisfy { isDecimal($0[...]) }
      if !isComparison { words[place] = "→" }
    }
    return words.joined(separator: " ")
  }

  private static func numbers(_ text: String) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for place in words.indices {
      let (start, number, end) = core(of: words[place][...])
      let isCount =
        place > 1 && words[place - 1] == "=" && core(of: words[place - 2][...]).number == "n"
      if isCount, let count = Int(number) {
        words[place] = start + NumberText.count(count) + end
      } else if isDecimal(number), let places = number.split(separator: ".").last?.count,
        let value = Double(number), abs(value) < 1
      {
        words[place] = start + NumberText.decimal(value, places: places) + end
      }
    }
    return words.joined(separator: " ")
  }

  /// A word without the brackets and stops around it, and these.
  private static func core(
    of word: Substring
  ) -> (start: Substring, number: Substring, end: Substring) {
    let start = word.prefix { "([".contains($0) }
    var rest = word.dropFirst(start.count)
    while let last = rest.last, ".,;:)]".contains(last) { rest.removeLast() }
    return (start, rest, word.suffix(from: rest.endIndex))
  }

  /// Whether a word is a number with decimals and nothing else, as `0.507`.
  private static func isDecimal(_ word: Substring) -> Bool {
    let parts = (word.hasPrefix("-") ? word.dropFirst() : word)
      .split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.count < 9 && part.allSatisfy { $0.isASCII && $0.isNumber }
      }
  }
}
