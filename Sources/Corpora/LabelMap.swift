/// Which of the seven emotions each label of a corpus stands for: declared, never guessed.
///
/// Labels are compared without regard to case. A label that is not in the map is unknown: the file
/// that bears it becomes a `CorpusProblem`.
public struct LabelMap: Sendable, Hashable {
  /// What a label stands for.
  public enum Target: Sendable, Hashable {
    case emotion(Emotion)
    /// The label has no counterpart; its files are left out by name and counted.
    case dropped
  }

  /// Targets by label in lower case.
  public let targets: [String: Target]

  /// Creates a map; labels are put in lower case.
  public init(_ targets: [String: Target]) {
    self.targets = Dictionary(targets.map { ($0.lowercased(), $1) }) { first, _ in first }
  }

  /// What a label stands for, or `nil` where the map does not say.
  public func target(of label: String) -> Target? { targets[label.lowercased()] }

  /// The labels of the map in alphabetical order.
  public var knownLabels: [String] { targets.keys.sorted() }

  /// The label of the map with the fewest edits to a label, where at most half of it is edited.
  public func nearest(to label: String) -> String? {
    let wanted = Array(label.lowercased())
    let ranked = knownLabels.map { (label: $0, edits: Self.edits(wanted, Array($0))) }
    guard let best = ranked.min(by: { $0.edits < $1.edits }), !wanted.isEmpty else { return nil }
    return best.edits * 2 <= max(wanted.count, best.label.count) ? best.label : nil
  }

  /// The labels as a sentence, with the nearest to one that was found, for a problem's explanation.
  func explanation(of label: String) -> String {
    let shown = label.isEmpty ? "the emotion is empty" : "the emotion '\(label)' is not known"
    return shown + "; expected one of \(knownLabels.joined(separator: ", "))"
      + (nearest(to: label).map { ". Nearest: \($0)" } ?? "")
      + ": correct it or declare it in a label map"
  }

  /// Levenshtein's distance.
  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let substituted = diagonal + (character == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}

extension LabelMap {
  /// The seven emotions by their own names.
  public static let sevenEmotions = LabelMap(
    Dictionary(uniqueKeysWithValues: Emotion.allCases.map { ($0.rawValue, .emotion($0)) }))

  /// The labels in TESS' file names and folders.
  public static let tess = sevenEmotions.adding([
    "ps": .emotion(.surprise), "pleasant_surprise": .emotion(.surprise),
    "pleasant_surprised": .emotion(.surprise),
  ])

  /// RAVDESS' names of its eight emotions; `calm` has no counterpart.
  public static let ravdess = LabelMap([
    "neutral": .emotion(.neutral), "calm": .dropped, "happy": .emotion(.happy),
    "sad": .emotion(.sad), "angry": .emotion(.angry), "fearful": .emotion(.fear),
    "disgust": .emotion(.disgust), "surprised": .emotion(.surprise),
  ])

  /// What a manifest may say without a label map of its own.
  public static let manifest = tess.adding([
    "anger": .emotion(.angry), "disgusted": .emotion(.disgust), "fearful": .emotion(.fear),
    "happiness": .emotion(.happy), "sadness": .emotion(.sad), "surprised": .emotion(.surprise),
  ])

  /// This map with further labels, which win over equal ones.
  public func adding(_ further: [String: Target]) -> LabelMap {
    LabelMap(targets.merging(LabelMap(further).targets) { _, new in new })
  }

  /// Reads a map from a table with the columns `label` and `emotion`; `-` says that a label is
  /// dropped.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, `.tableMalformed` or `.columnsMissing`.
  public static func load(path: String) throws(CorpusError) -> LabelMap {
    let table = try DelimitedTable.load(path: path)
    try table.require(["label", "emotion"])
    var targets: [String: Target] = [:]
    for row in table.rows {
      let (label, name) = (table["label", row] ?? "", table["emotion", row] ?? "")
      if name == "-" {
        targets[label] = .dropped
      } else if let emotion = Emotion(rawValue: name.lowercased()) {
        targets[label] = .emotion(emotion)
      } else {
        throw .tableMalformed(
          path: path, line: row.line, found: "the emotion '\(name)' for the label '\(label)'",
          expected: "- or one of \(Emotion.allCases.map(\.rawValue).joined(separator: ", "))")
      }
    }
    return LabelMap(targets)
  }
}
