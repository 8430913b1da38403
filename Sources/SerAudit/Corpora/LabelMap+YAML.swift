import Configuration
import Corpora

extension LabelMap {
  /// What may be written for a label, beside `drop`.
  static let declarations = "one of " + Emotion.allCases.map(\.rawValue).joined(separator: ", ")

  /// What a label may be declared to stand for.
  private enum Declaration: String, CaseIterable {
    case angry, disgust, fear, happy, neutral, sad, surprise, drop
  }

  /// Reads a map from a YAML file: `labels` with an emotion, or `drop`, for each label.
  ///
  /// - Throws: `ConfigurationError` naming line, label, what was found and what was expected.
  init(yaml path: String) throws(ConfigurationError) {
    let root = try ConfigurationReader(path: path).root
    try root.expectOnly(["labels"])
    guard let labels = try root.mapping("labels"), !labels.keys.isEmpty else {
      throw root.refusal(of: "labels", expected: "a line `label: emotion` for each label")
    }
    var declared: [(label: String, target: Target)] = []
    for label in labels.keys {
      let declaration: Declaration = try labels.choice(label)
      let target: Target =
        Emotion(rawValue: declaration.rawValue).map { .emotion($0) } ?? .dropped
      if let other = declared.first(where: { $0.label.lowercased() == label.lowercased() }),
        other.target != target
      {
        let line = labels.placeOf(other.label).line.map { " on line \($0)" } ?? ""
        throw labels.refusal(
          of: label, expected: "the emotion of '\(other.label)'\(line): case makes no other label")
      }
      declared.append((label, target))
    }
    self.init(declared: declared)
  }
}
