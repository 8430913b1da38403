/// One thing that is wrong with one file of a corpus; the file may be left out, the rest goes on.
public struct CorpusProblem: Error, Codable, Sendable, Hashable {
  /// What kind of thing is wrong. The raw value is the stable name in ledgers and JSON.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case unknownEmotion = "unknown-emotion"
    /// A row of a manifest lacks a field or has too many; the row is left out.
    case malformedRow = "malformed-row"
    /// Rows of one speaker disagree on sex, age or language; the rows stay and the fact is unknown.
    case conflictingSpeaker = "conflicting-speaker"
    /// The age of a speaker is no whole number of years; the rows stay and the age is unknown.
    case unusableAge = "unusable-age"
    /// Names of two speakers that differ only in the case of letters; they stay two people.
    case speakersAlike = "speakers-alike"
    case unparsableName = "unparsable-name"
    case duplicateUtterance = "duplicate-utterance"
    /// Rows of one file that say different emotions, labels or speakers: none of them counts.
    case contradictingRows = "contradicting-rows"
    case missingFile = "missing-file"
    /// A recording that no row of a table names where each should have one.
    case unlistedFile = "unlisted-file"
    case unreadable
    /// A symbolic link that leads back to a folder it is in; the folder is read once.
    case linkLoop = "link-loop"
    case empty
    case undecodable
    case truncated
    case silent

    /// Whether a recording is left out because of it; else all stay, and a fact is unknown.
    public var losesRecording: Bool {
      ![.conflictingSpeaker, .unusableAge, .speakersAlike, .linkLoop].contains(self)
    }
  }

  /// What kind of thing is wrong.
  public let kind: Kind
  /// The file, relative to the root of the corpus.
  public let path: String
  /// What was found, what was expected and what to do, in one sentence that names the file.
  public let explanation: String
  /// The label that no map has, as it is written; `nil` for problems of other kinds.
  public let label: String?

  /// Creates a problem; an explanation that does not name the file is led by its path.
  public init(kind: Kind, path: String, explanation: String, label: String? = nil) {
    self.kind = kind
    self.path = path
    self.label = label
    self.explanation = explanation.contains(path) ? explanation : "\(path): \(explanation)"
  }
}

extension [CorpusProblem] {
  /// Those for which a recording is left out.
  package var losingRecordings: [CorpusProblem] { filter(\.kind.losesRecording) }

  /// Those that are to be mended while all recordings stay.
  package var keepingRecordings: [CorpusProblem] { filter { !$0.kind.losesRecording } }
}
