/// Reads a corpus from a table with the columns `path,emotion,speaker` and, where they are there,
/// `utterance`, `word`, `sex`, `age`, `language` and `parent`; all further columns are attributes.
///
/// Paths are relative to the manifest's folder, which is the root of the corpus.
struct ManifestReader {
  /// Names of a manifest, the first that is there counts.
  static let names = ["manifest.csv", "manifest.tsv"]
  /// Names of a label map beside a manifest.
  static let labelMapNames = ["labels.csv", "labels.tsv"]

  private static let required = ["path", "emotion", "speaker"]
  private static let known: Set<String> = [
    "path", "emotion", "speaker", "utterance", "word", "sex", "age", "language", "parent",
  ]

  private let table: DelimitedTable
  private let labels: LabelMap
  private let attributeColumns: [String]
  private var assembly: CorpusAssembly
  private var facts = SpeakerFacts()

  /// The manifest at a path: the file itself, or one of the names in the folder.
  static func manifest(at path: String) -> String? {
    if FileFacts(path: path)?.kind == .file { return path }
    return names.map { path + "/" + $0 }.first { FileFacts(path: $0)?.kind == .file }
  }

  static func read(name: String, path: String, labels: LabelMap?) throws(CorpusError) -> Corpus {
    guard let manifest = manifest(at: path) else {
      _ = try FolderListing.resolvedFolder(path)
      throw .manifestMissing(path: path, names: names)
    }
    let slash = manifest.lastIndex(of: "/")
    let folder = slash.map { $0 == manifest.startIndex ? "/" : String(manifest[..<$0]) } ?? "."
    let root = try FolderListing.resolvedFolder(folder)
    let table = try DelimitedTable.load(path: manifest)
    let besideIt = try labelMap(in: root)
    var reader = ManifestReader(
      table: table, labels: labels ?? besideIt, name: name, root: root)
    return try reader.corpus()
  }

  private static func labelMap(in folder: String) throws(CorpusError) -> LabelMap {
    for name in labelMapNames where FileFacts(path: folder + "/" + name)?.kind == .file {
      return LabelMap.manifest.adding(try LabelMap.load(path: folder + "/" + name).targets)
    }
    return .manifest
  }

  private init(table: DelimitedTable, labels: LabelMap, name: String, root: String) {
    self.table = table
    self.labels = labels
    attributeColumns = table.columns.filter { !Self.known.contains($0) && !$0.isEmpty }
    assembly = CorpusAssembly(name: name, root: root)
  }

  private mutating func corpus() throws(CorpusError) -> Corpus {
    try table.require(Self.required)
    let paths = Set(table.rows.map { table["path", $0] ?? "" })
    let pathsOfStem = Dictionary(grouping: paths, by: Self.stem)
    for row in table.rows {
      let path = table["path", row] ?? ""
      let stem = Self.stem(of: path)
      add(row, id: pathsOfStem[stem]?.count == 1 ? stem : path)
    }
    let used = Set(assembly.utterances.values.map(\.speaker))
    for speaker in facts.speakers() where used.contains(speaker.id) {
      assembly.speakers[speaker.id] = speaker
    }
    assembly.problems += facts.problems()
    return try assembly.corpus(count: table.rows.count)
  }

  private mutating func add(_ row: DelimitedTable.Row, id: String) {
    guard let path = table["path", row], let label = table["emotion", row],
      let speaker = table["speaker", row], !path.isEmpty, !speaker.isEmpty,
      row.fields.count <= table.columns.count
    else {
      let path = table["path", row] ?? ""
      assembly.report(
        .malformedRow, path.isEmpty ? table.fileName : path,
        "line \(row.line) of the manifest has \(row.fields.count) fields; expected "
          + "\(table.columns.count) with path and speaker filled in: correct the line")
      return
    }
    switch labels.target(of: label) {
    case nil:
      assembly.report(
        .unknownEmotion, path, "line \(row.line): " + labels.explanation(of: label))
    case .dropped: assembly.droppedLabels[label.lowercased(), default: 0] += 1
    case .emotion(let emotion):
      add(row, id: id, path: path, emotion: emotion, speaker: speaker)
    }
  }

  private mutating func add(
    _ row: DelimitedTable.Row, id: String, path: String, emotion: Emotion, speaker: String
  ) {
    let relative = Self.relative(path, to: assembly.root)
    guard let file = FileFacts(path: assembly.root + "/" + relative), file.kind == .file else {
      assembly.report(
        .missingFile, path,
        "line \(row.line) names a file that is not there; expected it at "
          + "\(assembly.root)/\(relative): restore it or take the line out")
      return
    }
    let table = table
    let filled = { (column: String) in table[column, row].flatMap { $0.isEmpty ? nil : $0 } }
    let attributes = attributeColumns.compactMap { column in filled(column).map { (column, $0) } }
    let utterance = Utterance(
      id: filled("utterance") ?? id, corpus: assembly.name, speaker: speaker, emotion: emotion,
      word: filled("word"), path: relative,
      attributes: Dictionary(attributes) { first, _ in first }, parent: filled("parent"))
    guard assembly.add(utterance, bytes: file.bytes) else { return }
    facts.add(
      speaker: speaker, path: path, line: row.line, sex: filled("sex"), age: filled("age"),
      language: filled("language"))
  }

  /// A path without its extension, by which a row is identified where nothing else is given.
  private static func stem(of path: String) -> String {
    ListedFile(path: path, bytes: 0).pathWithoutExtension
  }

  /// An absolute path as seen from the root; a relative path without a leading `./`.
  private static func relative(_ path: String, to root: String) -> String {
    guard path.hasPrefix("/") else {
      return path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    }
    let (wanted, base) = (path.split(separator: "/"), root.split(separator: "/"))
    let shared = zip(wanted, base).prefix { $0 == $1 }.count
    let up = Array(repeating: Substring(".."), count: base.count - shared)
    return (up + wanted[shared...]).joined(separator: "/")
  }
}
