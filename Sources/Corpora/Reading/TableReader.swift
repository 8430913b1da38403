/// Reads a corpus from tables that say what each recording is; columns without a meaning of their
/// own are attributes of the utterances.
///
/// Paths are relative to the table's folder. The root of the corpus is the folder that was asked
/// for, or the folder of the table that was.
struct TableReader {
  /// Names that a label map in the root of a corpus may have.
  static let labelMapNames = ["labels.csv", "labels.tsv"]

  let layout: TableLayout
  let labels: LabelMap
  let sources: [TableSource]
  var assembly: CorpusAssembly
  /// Files, as seen from the root, that a row names.
  var named: Set<String> = []

  /// Reads a corpus.
  ///
  /// - Parameter labels: what labels stand for beyond the layout's own and a label map in the root.
  static func read(
    name: String, path: String, layout: TableLayout, labels: LabelMap
  ) throws(CorpusError) -> Corpus {
    let (root, sources) = try sources(path: path, layout: layout)
    let map = try Self.labels(root: root, layout: layout, declared: labels)
    var reader = TableReader(layout: layout, labels: map, name: name, root: root, sources: sources)
    return try reader.corpus()
  }

  /// What labels stand for: the layout's own, with what is declared, or where nothing is with a
  /// label map in the root.
  static func labels(
    root: String, layout: TableLayout, declared: LabelMap
  ) throws(CorpusError) -> LabelMap {
    layout.labels.adding(
      declared.targets.isEmpty ? try labelMap(in: root, layout: layout) : declared)
  }

  /// How often each label that no map has stands in the tables at a path.
  static func undeclaredLabels(
    path: String, layout: TableLayout, labels: LabelMap
  ) throws(CorpusError) -> [String: Int] {
    let (root, sources) = try sources(path: path, layout: layout)
    let map = try Self.labels(root: root, layout: layout, declared: labels)
    let found = sources.flatMap { source in
      source.table.rows.compactMap { source[.emotion, $0] }
    }
    return Dictionary(grouping: found.filter { map.target(of: $0) == nil }) { $0 }
      .mapValues(\.count)
  }

  /// The recordings below the root that no row of the tables at a path names, in reading order.
  static func unlisted(
    name: String, path: String, layout: TableLayout
  ) throws(CorpusError) -> [String] {
    let (root, sources) = try sources(path: path, layout: layout)
    let reader = TableReader(
      layout: layout, labels: layout.labels, name: name, root: root, sources: sources)
    let named = Set(
      sources.flatMap { source in
        source.table.rows.filter { source[.path, $0] != nil }.map {
          reader.located(source.path($0))
        }
      })
    let others = try FolderListing.scan(root: root).recordings.map(\.path)
      .filter { !named.contains($0) }
    guard !others.isEmpty else { return [] }
    // A row may name a file by another path, through a link.
    let files = Set(named.compactMap { FileFacts(path: root + "/" + $0)?.identity })
    return others.filter { path in
      FileFacts(path: root + "/" + path).map { !files.contains($0.identity) } ?? false
    }
  }

  private static func sources(
    path: String, layout: TableLayout
  ) throws(CorpusError) -> (root: String, sources: [TableSource]) {
    let tables = layout.tables(at: path)
    guard !tables.isEmpty else {
      _ = try FolderListing.resolvedFolder(path)
      throw .manifestMissing(path: path, names: layout.names)
    }
    let isFile = FileFacts(path: path)?.kind == .file
    let root = try FolderListing.resolvedFolder(isFile ? folder(of: path) : path)
    var sources: [TableSource] = []
    for path in tables {
      let (table, broken) = try DelimitedTable.loadSoundRows(path: path)
      let own = try FolderListing.resolvedFolder(folder(of: path))
      sources.append(
        TableSource(
          table: table, broken: broken, folder: own == root ? "" : relative(own, to: root),
          columns: try layout.columns(of: table),
          places: layout.folders.map { $0.isEmpty ? root : root + "/" + $0 }))
    }
    return (root, sources)
  }

  private static func folder(of file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  /// The label map in a folder. A table of that name with other columns, or with one that names
  /// recordings, is somebody's table of something else.
  private static func labelMap(
    in folder: String, layout: TableLayout
  ) throws(CorpusError) -> LabelMap {
    for name in labelMapNames where FileFacts(path: folder + "/" + name)?.kind == .file {
      let path = folder + "/" + name
      let columns = Set(try DelimitedTable.load(path: path).columns)
      guard columns.isSuperset(of: LabelMap.columns),
        columns.isDisjoint(with: layout.columns[.path] ?? [])
      else { continue }
      return try LabelMap.load(path: path)
    }
    return [:]
  }

  private init(
    layout: TableLayout, labels: LabelMap, name: String, root: String, sources: [TableSource]
  ) {
    self.layout = layout
    self.labels = labels
    self.sources = sources
    assembly = CorpusAssembly(name: name, root: root)
  }

  private mutating func corpus() throws(CorpusError) -> Corpus {
    reportBroken()
    let rows = statements()
    let counted = settle(rows)
    var facts = SpeakerFacts()
    for row in rows where counted.contains(row.file) {
      facts.add(
        speaker: row.speaker, path: row.path, line: row.row.line, sex: row[.sex], age: row[.age],
        language: row[.language] ?? layout.language)
    }
    for speaker in facts.speakers() { assembly.speakers[speaker.id] = speaker }
    assembly.problems += facts.problems()
    if layout.isComplete { try reportUnlisted() }
    return try assembly.corpus(
      count: sources.reduce(0) { $0 + $1.table.rows.count + $1.broken.count })
  }

  /// Recordings below the root that no row names.
  private mutating func reportUnlisted() throws(CorpusError) {
    for file in try FolderListing.scan(root: assembly.root).recordings
    where !named.contains(file.path) {
      assembly.report(
        .unlistedFile, file.path,
        "no row of \(layout.names.joined(separator: " or ")) names this file; expected one: add "
          + "the row or move the file away")
    }
  }

  /// The path of a recording as seen from the root: the first of the layout's folders that holds
  /// it.
  func located(_ path: String) -> String {
    let places = layout.folders.map { folder in
      Self.relative(
        folder.isEmpty || path.hasPrefix("/") ? path : folder + "/" + path, to: assembly.root)
    }
    return places.first { FileFacts(path: assembly.root + "/" + $0) != nil } ?? places.first ?? path
  }

  /// A path without its extension, by which a row is identified where nothing else is given.
  static func stem(of path: String) -> String {
    ListedFile(path: path, bytes: 0).pathWithoutExtension
  }
}
