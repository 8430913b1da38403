/// How alike two fingerprints are where one is laid over the other.
public struct Similarity: Sendable, Hashable {
  /// Cells that go the same way less cells that go opposite ways, over the geometric mean of the
  /// cells of both that lie within the overlap: 1 for the same, near 0 for unrelated recordings.
  public let score: Double
  /// The least such score among four stretches of the overlap with a quarter of the cells each. Two
  /// takes of one carrier phrase agree in parts; one recording agrees throughout.
  public let weakest: Double
  /// The frame of the left recording on which the right one's first frame lies.
  public let offset: Int

  /// From this score on two recordings are called the same, where also the weakest quarter reaches
  /// `weakestThreshold`; docs/decisions/0012 has the measured margins on both sides.
  public static let threshold = 0.7
  /// What the weakest quarter reaches at least.
  public static let weakestThreshold = 0.5

  /// Whether the two are one recording.
  public var isSame: Bool { score >= Self.threshold && weakest >= Self.weakestThreshold }
  /// The shortest overlap in frames, .4 s: shorter ones agree by chance.
  static let fewestFrames = 25
  /// The fewest cells of each recording within the overlap.
  static let fewestCells = 250
  /// The overlap holds at least this share of the cells of the recording that has fewer.
  static let leastShare = 0.5
}
