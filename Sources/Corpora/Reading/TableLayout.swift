/// What a table that describes recordings is called, and what its columns mean.
struct TableLayout: Sendable {
  /// What a column says of a recording.
  enum Field: String, CaseIterable, Sendable {
    case path, emotion, speaker, utterance, word, sex, age, language, parent

    /// Whether a table without it says too little.
    var isRequired: Bool { self == .path || self == .emotion || self == .speaker }
  }

  /// Names of the file; of several in one folder the first counts.
  let names: [String]
  /// Folders that may have tables of their own instead, whose paths are relative to them.
  let splits: Set<String>
  /// Names of the column of a field, in lower case; the first that is there counts.
  let columns: [Field: [String]]
  /// Folders beside the table in which a recording is looked for in turn; empty for its own.
  let folders: [String]
  /// The language of all speakers, where the publisher states it.
  let language: String?
  /// What labels stand for where the table's folder declares nothing.
  let labels: LabelMap
  /// Whether every recording below the folder should have a row.
  let isComplete: Bool

  /// `path,emotion,speaker` and further columns under the suite's own names.
  static let manifest = TableLayout(
    names: ["manifest.csv", "manifest.tsv", "manifest.jsonl"], splits: [],
    columns: Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0, [$0.rawValue]) }),
    folders: [""], language: nil, labels: .manifest, isComplete: false)

  /// The audio folder of the library `datasets`: `metadata.csv` or `metadata.jsonl` with the column
  /// `file_name`, in the folder itself or in one for each split.
  ///
  /// - Source: Hugging Face, "Create an audio dataset", section AudioFolder.
  static let audioFolder = TableLayout(
    names: ["metadata.csv", "metadata.jsonl"], splits: splitNames,
    columns: [
      .path: ["file_name"], .emotion: ["emotion", "label"], .speaker: ["speaker", "speaker_id"],
      .word: ["word", "sentence", "text", "transcription"], .sex: ["sex", "gender"],
      .age: ["age"], .language: ["language", "locale"], .utterance: ["utterance"],
      .parent: ["parent"],
    ],
    folders: [""], language: nil, labels: .manifest, isComplete: true)

  /// nEMO's `data.tsv`, whose recordings stand in the folder `samples`.
  ///
  /// - Source: Christop (2024), LREC-COLING, arXiv:2404.06292, and the publisher's repository.
  static let nemo = TableLayout(
    names: ["data.tsv"], splits: [],
    columns: [
      .path: ["file_id"], .emotion: ["emotion"], .speaker: ["speaker_id"],
      .word: ["normalized_text"], .sex: ["gender"], .age: ["age"],
    ],
    folders: ["samples", ""], language: "pl", labels: .nemo, isComplete: true)

  /// Keywords of the library for the folder of a split.
  private static let splitNames: Set<String> = [
    "train", "training", "validation", "valid", "val", "dev", "test", "testing", "eval",
    "evaluation",
  ]

  /// The tables of this layout at a path: the file itself, the one in the folder, or those in the
  /// folders of its splits; none where there are none.
  func tables(at path: String) -> [String] {
    if FileFacts(path: path)?.kind == .file { return [path] }
    if let table = table(in: path) { return [table] }
    guard !splits.isEmpty else { return [] }
    return FolderListing.names(in: path).filter { splits.contains($0.lowercased()) }
      .compactMap { table(in: path + "/" + $0) }
  }

  private func table(in folder: String) -> String? {
    names.map { folder + "/" + $0 }.first { FileFacts(path: $0)?.kind == .file }
  }

  /// The column of each field in a table.
  ///
  /// - Throws: `CorpusError.columnsMissing` where a field that is needed has none.
  func columns(of table: DelimitedTable) throws(CorpusError) -> [Field: String] {
    let there = Set(table.columns)
    let found = columns.compactMapValues { $0.first(where: there.contains) }
    let missing = Field.allCases.filter { $0.isRequired && found[$0] == nil }
    guard missing.isEmpty else {
      throw .columnsMissing(
        path: table.path, missing: missing.map { (columns[$0] ?? []).joined(separator: " or ") },
        found: table.columns)
    }
    return found
  }
}
