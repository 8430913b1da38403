import Foundation

extension ForeignSplit {
  /// Reads a split: one table with a column for the part, or a file for each part.
  ///
  /// A single file whose name speaks of a part, as `tess_test_fold_1.jsonl` does, stands for its
  /// folder's files of the same name but for the part; a folder stands for those of its files whose
  /// names speak of a part.
  ///
  /// - Parameters:
  ///   - path: a table, JSON lines, or a folder of such files; `nil` where `parts` says it all.
  ///   - parts: files of which everything goes into one part.
  /// - Throws: `CorpusError` where something cannot be read or no row can be told a part.
  public static func load(
    path: String?, parts: [Part: String] = [:]
  ) throws(CorpusError) -> ForeignSplit {
    var files = parts.sorted { $0.key.order < $1.key.order }.map { (path: $0.value, part: $0.key) }
    var table: String?
    if let path {
      let found = try filesOfParts(at: path)
      files += found
      if found.isEmpty { table = path }
    }
    var rows: [Row] = []
    var formats: [Format] = []
    var tells = false
    for (path, part) in [(table, nil)] + files.map({ ($0.path, Optional($0.part)) }) {
      guard let path else { continue }
      let records = try SplitRecords.load(path: path)
      formats.append(records.format)
      tells = tells || records.has(.selectedOn)
      rows += try records.rows(part: part)
    }
    guard let format = formats.first, !rows.isEmpty else {
      throw .tableMalformed(
        path: path ?? files.first?.path ?? "", line: 1, found: "no rows",
        expected: "rows of recordings with their parts")
    }
    return ForeignSplit(format: format, rows: rows, tellsSelection: tells)
  }

  /// The files that stand for parts, by their names; none where a path is a table of its own.
  private static func filesOfParts(
    at path: String
  ) throws(CorpusError) -> [(path: String, part: Part)] {
    if FileFacts(path: path)?.kind == .folder {
      let files = FolderListing.names(in: path).filter { isSplit($0) }.compactMap { name in
        Part(fileName: name).map { (path: path + "/" + name, part: $0) }
      }
      let kinds = Set(files.map { ListedFile(path: $0.path, bytes: 0).fileExtension })
      let kind = kinds.contains("jsonl") ? "jsonl" : kinds.min()
      guard !files.isEmpty else {
        throw .tableUnreadable(
          path: path, reason: "the folder has no CSV or JSONL file named after train, dev or test")
      }
      return files.filter { ListedFile(path: $0.path, bytes: 0).fileExtension == kind }
        .sorted { $0.part.order < $1.part.order }
    }
    let file = ListedFile(path: path, bytes: 0)
    guard let part = Part(fileName: path), FileFacts(path: path)?.kind == .file,
      try !SplitRecords.load(path: path).namesParts
    else { return [] }
    let folder = String(path.dropLast(file.name.count))
    let shape = shape(of: file.name)
    let siblings = FolderListing.names(in: folder.isEmpty ? "." : folder).filter {
      $0 != file.name && Self.shape(of: $0) == shape
    }.compactMap { name in Part(fileName: name).map { (path: folder + name, part: $0) } }
    return ([(path: path, part: part)] + siblings).sorted { $0.part.order < $1.part.order }
  }

  private static func isSplit(_ name: String) -> Bool {
    ["csv", "tsv", "jsonl", "json"].contains(ListedFile(path: name, bytes: 0).fileExtension)
  }

  /// A name with its parts put out of sight, so that files of one fold have one shape.
  private static func shape(of name: String) -> String {
    var shape = ""
    var word = ""
    for character in name + "\n" {
      if character.isLetter {
        word.append(character)
        continue
      }
      shape += (Part(spelling: word) == nil ? word : "*") + String(character)
      word = ""
    }
    return shape
  }
}

extension Part {
  /// Train, dev, calibration, test.
  fileprivate var order: Int { Part.allCases.firstIndex(of: self) ?? 0 }
}
