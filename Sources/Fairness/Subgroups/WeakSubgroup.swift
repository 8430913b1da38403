import Metrics

/// A group of utterances that a model gets right less often than others of the same speaker and
/// emotion (of speakers: of the same emotion), as a search found it.
public struct WeakSubgroup: Codable, Sendable, Hashable {
  /// The attribute's name; parts of an intersection are joined by ` x `.
  public let attribute: String
  /// What has the attribute: of groups of speakers, the shortfall is against emotions alone.
  public let level: Attribute.Level
  /// The group.
  public let group: String
  /// The number of its utterances.
  public let count: Int
  /// Its accuracy.
  public let accuracy: Double
  /// The accuracy that its emotions, and but for groups of speakers its speakers, let expect: the
  /// mean over its utterances of the accuracy in their cell of speaker and emotion, the group
  /// included.
  public let expectedAccuracy: Double
  /// How far its accuracy is below that of other utterances of the same cell, over the cells that
  /// have both: the slope of hits on membership with a mean for each cell; positive.
  public let shortfall: Double
  /// How often chance alone does as much.
  public let p: Double
  /// The same after Benjamini and Hochberg's correction over everything that was tested.
  public let adjustedP: Double
}

/// What a search looked at, and what it found.
public struct SubgroupReport: Codable, Sendable, Hashable {
  /// Weak subgroups whose corrected p is at most the level, the least likely first.
  public let found: [WeakSubgroup]
  /// The number of groups that were tested and could have been found.
  public let testedCount: Int
  /// Groups that cannot be tested, or of which no outcome could be a finding, as `attribute:
  /// group`, with the reason.
  public let untestable: [String: String]
}
