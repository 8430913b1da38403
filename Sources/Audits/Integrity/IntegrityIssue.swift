import Findings

/// One thing about the files of a corpus that whoever uses it should know.
public struct IntegrityIssue: Codable, Sendable, Hashable {
  /// What it is. The raw value is the stable name in JSON.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A published file that is not there.
    case missing
    /// A file of a published name with other bytes.
    case altered
    /// A recording whose name is not among the published ones.
    case extra
    /// Recordings that no row of the corpus' table names.
    case unlisted
    /// Files with the same bytes.
    case duplicate
    /// Files of other bytes that are one recording.
    case nearDuplicate = "near-duplicate"
    /// A folder whose recordings all stand in another one as well.
    case nestedCopy = "nested-copy"
    /// A name, a folder or a manifest that contradict each other on speaker or emotion.
    case mislabelled
    /// A name whose ending belongs to another container than the content's.
    case misnamedContainer = "misnamed-container"
    /// A sample rate, number of channels or encoding unlike that of most files.
    case oddFormat = "odd-format"
    /// Samples behind those that the header counts, which nobody hears.
    case uncounted = "uncounted-samples"
    /// Too short to hold a word.
    case tooShort = "too-short"
    /// Flat tops: the level ran out of room.
    case clipped
    /// The samples do not swing around zero.
    case offset = "dc-offset"
    /// Recordings that begin or end in the middle of sound, where a corpus has many of them.
    case cutOff = "cut-off"
    /// Combinations of speaker, emotion and word that are not there though the others are.
    case coverageHole = "coverage-hole"
  }

  /// What it is.
  public let kind: Kind
  /// `failed` where this copy of the corpus is to be mended; `passed` for what is worth knowing,
  /// such as faults of the published files themselves.
  public let status: Status
  /// The files it is about, relative to the folder; names of published files for `missing`.
  public let paths: [String]
  /// What was found, what was expected and what to do.
  public let explanation: String

  /// Creates an issue.
  public init(kind: Kind, status: Status, paths: [String], explanation: String) {
    self.kind = kind
    self.status = status
    self.paths = paths
    self.explanation = explanation
  }
}
