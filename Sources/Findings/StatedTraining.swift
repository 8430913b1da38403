import Metrics

/// What somebody says that a model was trained on, where nothing in the audit could verify it.
public struct StatedTraining: Codable, Sendable, Hashable {
  /// How it was said.
  public enum Source: String, Codable, Sendable, CaseIterable {
    /// By names of speakers and corpora.
    case declaration
    /// By a split file: its recordings were compared; whether the model kept to it is not known.
    case splitFile = "split-file"

    /// What stands beside a number that rests on it.
    public var mark: String {
      switch self {
      case .declaration: "as declared"
      case .splitFile: "as the split says"
      }
    }
  }

  /// How it was said.
  public let source: Source
  /// What was said: names of speakers and corpora, or of the split files.
  public let names: String

  /// The check that finds the same model said to be trained on something else in another run.
  package static let otherwiseCheck = "declared-training-differs"

  /// Creates a statement.
  public init(_ source: Source, names: String) {
    self.source = source
    self.names = names
  }

  /// What a verdict rests on, to follow "rests on".
  public var reservation: String {
    let what =
      switch source {
      case .declaration: "what was declared of training"
      case .splitFile: "what the split says of training"
      }
    return "\(what) (\(SpeakerNames.shown(names))), which nothing here verified"
  }

  /// That a verdict rests on it, as a sentence.
  public var sentence: String { "It rests on \(reservation)." }
}
