import Exploration

/// Everything that an exploration of a corpus shows.
public struct ExplorationReport: Sendable {
  /// What was measured.
  public let exploration: CorpusExploration
  /// Whether a program made the recordings.
  public let isSynthetic: Bool
  /// The hash of the recordings' contents.
  public let corpusHash: String
  /// The version of the tool.
  public let toolVersion: String
  /// What the corpus cannot show, a sentence each.
  public let limitations: [String]

  /// Creates a report.
  public init(
    exploration: CorpusExploration, isSynthetic: Bool, corpusHash: String, toolVersion: String,
    limitations: [String]
  ) {
    self.exploration = exploration
    self.isSynthetic = isSynthetic
    self.corpusHash = corpusHash
    self.toolVersion = toolVersion
    self.limitations = limitations
  }
}
