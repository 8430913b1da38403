import Wording

/// Which of the seven emotions each label of a corpus stands for: declared, never guessed.
///
/// Labels are compared without regard to case. A label that is not in the map is unknown: the file
/// that bears it becomes a `CorpusProblem`.
public struct LabelMap: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// What a label stands for.
  public enum Target: Sendable, Hashable {
    case emotion(Emotion)
    /// The label has no counterpart; its files are left out by name and counted.
    case dropped

    /// The emotion; `nil` for a label that is dropped.
    package var emotion: Emotion? {
      if case .emotion(let emotion) = self { emotion } else { nil }
    }
  }

  /// Targets by label in lower case.
  public let targets: [String: Target]

  /// Creates a map from labels in the order of their declaration.
  ///
  /// Labels are put in lower case; of two targets for one label the first counts.
  public init(dictionaryLiteral elements: (String, Target)...) {
    self.init(declared: elements.map { (label: $0.0, target: $0.1) })
  }

  /// Creates a map from labels in the order of their declaration, by the same rules.
  public init(declared: [(label: String, target: Target)]) {
    targets = Dictionary(declared.map { ($0.label.lowercased(), $0.target) }) { first, _ in first }
  }

  /// What a label stands for, or `nil` where the map does not say.
  public func target(of label: String) -> Target? { targets[label.lowercased()] }

  /// The labels of the map in alphabetical order.
  public var knownLabels: [String] { targets.keys.sorted() }

  /// The label of the map with the fewest edits to a label, where at most half of it is edited.
  public func nearest(to label: String) -> String? {
    Wording.nearest(to: label, among: knownLabels) { max($0, $1) / 2 }
  }

  /// The labels as a sentence, with the nearest to one that was found, for a problem's explanation.
  func explanation(of label: String) -> String {
    let known = knownLabels.joined(separator: ", ")
    guard !label.isEmpty else {
      return "the emotion is empty; expected one of \(known): write one down"
    }
    return "the emotion '\(label)' is not known; expected one of \(known)"
      + (nearest(to: label).map { ". Nearest: \($0)" } ?? "")
      + ": correct it or declare it in a label map"
  }
}

extension LabelMap {
  /// This map with further labels, which win over equal ones.
  public func adding(_ further: LabelMap) -> LabelMap {
    LabelMap(targets: targets.merging(further.targets) { _, new in new })
  }

  private init(targets: [String: Target]) { self.targets = targets }

  /// The columns of a table that is a map.
  static let columns = ["label", "emotion"]

  /// Reads a map from a table with the columns `label` and `emotion`; `-` says that a label is
  /// dropped.
  ///
  /// - Throws: `CorpusError.tableUnreadable`, `.columnsMissing` or `.tableMalformed`, also where
  ///   one label has two targets.
  public static func load(path: String) throws(CorpusError) -> LabelMap {
    let table = try DelimitedTable.load(path: path)
    try table.require(columns)
    var declared: [(label: String, target: Target)] = []
    var lines: [String: (line: Int, name: String, target: Target)] = [:]
    for row in table.rows {
      let (label, name) = (table["label", row] ?? "", table["emotion", row] ?? "")
      guard let target = target(called: name) else {
        throw .tableMalformed(
          path: path, line: row.line, found: "the emotion '\(name)' for the label '\(label)'",
          expected: "- or one of \(Emotion.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      if let first = lines[label.lowercased()], first.target != target {
        throw .tableMalformed(
          path: path, line: row.line,
          found: "'\(name)' for the label '\(label)', which is '\(first.name)' on line "
            + "\(first.line)", expected: "one emotion for each label, whatever its case")
      }
      lines[label.lowercased()] = lines[label.lowercased()] ?? (row.line, name, target)
      declared.append((label, target))
    }
    return LabelMap(declared: declared)
  }

  private static func target(called name: String) -> Target? {
    name == "-" ? .dropped : Emotion(rawValue: name.lowercased()).map(Target.emotion)
  }
}
