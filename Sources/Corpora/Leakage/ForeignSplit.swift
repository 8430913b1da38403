/// A split as other people's tools write it: which recordings go where, with what is said of each.
public struct ForeignSplit: Sendable, Hashable {
  /// How the split was written down.
  public enum Format: String, Sendable, Codable, CaseIterable {
    /// Lines of JSON with `key`, `dataset`, `wav` and `emo`, a file for each part.
    case emoBox = "EmoBox JSONL"
    /// A table with `file`, `emotion` and `speaker`, a file for each part or a column `split`.
    case nkululeko = "nkululeko CSV"
    /// A table with `path` and `part`.
    case table = "CSV path,part"
  }

  /// One recording in one part.
  public struct Row: Sendable, Hashable {
    /// The file or identifier as it is written.
    public let path: String
    /// Where it goes.
    public let part: Part
    /// The corpus, where the row says so.
    public let corpus: String?
    /// Who speaks, where the row says so.
    public let speaker: String?
    /// The word or sentence, where the row says so.
    public let word: String?
    /// The path of what it was derived from, where the row says so.
    public let parent: String?
    /// Whether a model was chosen by this row, where the row says so.
    public let isSelectedOn: Bool

    /// How tables write that they do not know.
    private static let unknown: Set = ["unknown", "nan", "NaN", "None", "n/a", "N/A"]

    init(_ field: (Field) -> String?, path: String, part: Part) {
      self.path = path
      self.part = part
      corpus = field(.corpus)
      speaker = field(.speaker).flatMap { Self.unknown.contains($0) ? nil : $0 }
      word = field(.word)
      parent = field(.parent)?.withoutDetours
      isSelectedOn = ["1", "true", "yes", "y"].contains(field(.selectedOn)?.lowercased() ?? "")
    }
  }

  /// What a column or key may mean.
  enum Field: CaseIterable {
    case path, part, corpus, speaker, word, parent, selectedOn

    /// What it is called, the likeliest name first; all in lower case.
    var names: [String] {
      switch self {
      case .path: DelimitedTable.recordingNames
      case .part: ["part", "split", "set", "subset", "partition"]
      case .corpus: ["corpus", "dataset", "database"]
      case .speaker: ["speaker", "speaker_id", "spk", "actor"]
      case .word: ["word", "sentence", "text", "transcript", "transcription"]
      case .parent: ["parent", "derived_from", "derived-from", "source"]
      case .selectedOn: ["selected_on", "selected-on"]
      }
    }
  }

  /// How it was written.
  public let format: Format
  /// The rows in the order of the files.
  public let rows: [Row]
  /// Whether any row says what it was derived from.
  public var tellsParents: Bool { rows.contains { $0.parent != nil } }
  /// Whether anything says what the model was chosen by: a part for it, or a column.
  public let tellsSelection: Bool

  init(format: Format, rows: [Row], tellsSelection: Bool) {
    self.format = format
    self.rows = rows
    self.tellsSelection = tellsSelection || rows.contains { $0.part == .dev }
  }
}

extension Part {
  /// The part that a name of it stands for, as tools spell it: `training`, `valid`, `eval`, ...
  public init?(spelling name: String) {
    switch name.lowercased() {
    case "train", "training": self = .train
    case "dev", "devel", "development", "val", "valid", "validation": self = .dev
    case "calibration", "calib": self = .calibration
    case "test", "testing", "eval", "evaluation": self = .test
    default: return nil
    }
  }

  /// The part that the name of a file speaks of, as `tess_train_fold_1.jsonl` does; `nil` where
  /// none or more than one is in it.
  public init?(fileName: String) {
    let name = ListedFile(path: fileName, bytes: 0).stem
    let words = name.split { !$0.isLetter }.compactMap { Part(spelling: String($0)) }
    guard let first = words.first, words.allSatisfy({ $0 == first }) else { return nil }
    self = first
  }
}
