/// What one row of a table says of the file that it names.
struct TableRow {
  /// What rows of one file must agree on.
  struct Claim: Hashable {
    /// What the label stands for; `nil` where no map says.
    let target: LabelMap.Target?
    /// The label in lower case where it stands for no emotion: two that do not are not the same.
    let label: String?
    let speaker: String

    init(label: String, target: LabelMap.Target?, speaker: String) {
      self.target = target
      self.speaker = speaker
      self.label = target?.emotion == nil ? label.lowercased() : nil
    }
  }

  let source: TableSource
  let row: DelimitedTable.Row
  /// The path as it is written.
  let path: String
  /// The file as seen from the root, however the path is written.
  let file: String
  /// The identifier that the row states, or that its path gives.
  let id: String
  let label: String
  let speaker: String
  let claim: Claim

  /// Where the row stands, in words.
  var place: String { source.place(row) }

  /// What the row says of a field beside those of its claim.
  subscript(field: TableLayout.Field) -> String? { source[field, row] }

  /// What the row says, in words.
  var words: String { "'\(label)' by \(speaker)" }

  /// The utterance of a row whose label stands for an emotion.
  func utterance(_ emotion: Emotion, corpus: String) -> Utterance {
    Utterance(
      id: id, corpus: corpus, speaker: speaker, emotion: emotion, word: self[.word]?.composed,
      path: file, attributes: source.attributes(row), parent: self[.parent])
  }

  /// The place of the row that counts, of rows that claim the same: of the one that says most, and
  /// of those that say as much the first by what they say, which is the same in any order of rows.
  static func fullest(of rows: [TableRow]) -> Int? {
    guard rows.count > 1 else { return rows.indices.first }
    // Of equal ones `min` gives the first, which is the first of the table.
    return rows.map(\.details).enumerated().min { left, right in
      left.element.count == right.element.count
        ? left.element.lexicographicallyPrecedes(right.element)
        : left.element.count > right.element.count
    }?.offset
  }

  /// The identifier, and what the row says beside its claim.
  private var details: [String] {
    let attributes = source.attributes(row).sorted { $0.key < $1.key }.map {
      "\($0.key)\t\($0.value)"
    }
    return [id] + [self[.word]?.composed, self[.parent]].compactMap { $0 } + attributes
  }
}
