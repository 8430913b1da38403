/// Reads a corpus from tables that say what each recording is; columns without a meaning of their
/// own are attributes of the utterances.
///
/// Paths are relative to the table's folder. The root of the corpus is the folder that was asked
/// for, or the folder of the table that was.
struct TableReader {
  /// Names of a label map in the root of a corpus.
  static let labelMapNames = ["labels.csv", "labels.tsv"]

  /// A table with the folder that its paths are relative to, as seen from the root; empty for the
  /// root itself.
  private struct Source {
    let table: DelimitedTable
    let folder: String
    let columns: [TableLayout.Field: String]
    /// The folders, from the file system's root, in which a path is looked for.
    let places: [String]

    subscript(field: TableLayout.Field, row: DelimitedTable.Row) -> String? {
      guard let column = columns[field], let value = table[column, row], !value.isEmpty else {
        return nil
      }
      return value
    }

    /// The path of a row as it is written, with the table's folder before it. A backslash that no
    /// file's name has stands between folders, as Windows writes paths.
    func path(_ row: DelimitedTable.Row) -> String {
      let path = self[.path, row] ?? ""
      let whole = folder.isEmpty || path.hasPrefix("/") ? path : folder + "/" + path
      guard whole.contains("\\"), !places.contains(where: { isThere(whole, in: $0) }) else {
        return whole
      }
      return whole.replacing("\\", with: "/")
    }

    private func isThere(_ path: String, in place: String) -> Bool {
      FileFacts(path: path.hasPrefix("/") ? path : place + "/" + path) != nil
    }
  }

  private let layout: TableLayout
  private let labels: LabelMap
  private let sources: [Source]
  private var assembly: CorpusAssembly
  private var facts = SpeakerFacts()
  private var named: Set<String> = []
  /// The row that each recording was taken from, in words, with what it says.
  private var taken: [String: (row: String, utterance: Utterance)] = [:]
  /// Recordings whose rows contradict each other.
  private var contradicted: Set<String> = []

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

  /// What labels stand for: the layout's own, with a label map in the root and what is declared.
  static func labels(
    root: String, layout: TableLayout, declared: LabelMap
  ) throws(CorpusError) -> LabelMap {
    layout.labels.adding(try labelMap(in: root)).adding(declared)
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
  ) throws(CorpusError) -> (root: String, sources: [Source]) {
    let tables = layout.tables(at: path)
    guard !tables.isEmpty else {
      _ = try FolderListing.resolvedFolder(path)
      throw .manifestMissing(path: path, names: layout.names)
    }
    let isFile = FileFacts(path: path)?.kind == .file
    let root = try FolderListing.resolvedFolder(isFile ? folder(of: path) : path)
    var sources: [Source] = []
    for path in tables {
      let table = try DelimitedTable.load(path: path)
      let own = try FolderListing.resolvedFolder(folder(of: path))
      sources.append(
        Source(
          table: table, folder: own == root ? "" : relative(own, to: root),
          columns: try layout.columns(of: table),
          places: layout.folders.map { $0.isEmpty ? root : root + "/" + $0 }))
    }
    return (root, sources)
  }

  private static func folder(of file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  private static func labelMap(in folder: String) throws(CorpusError) -> LabelMap {
    for name in labelMapNames where FileFacts(path: folder + "/" + name)?.kind == .file {
      return try LabelMap.load(path: folder + "/" + name)
    }
    return [:]
  }

  private init(
    layout: TableLayout, labels: LabelMap, name: String, root: String, sources: [Source]
  ) {
    self.layout = layout
    self.labels = labels
    self.sources = sources
    assembly = CorpusAssembly(name: name, root: root)
  }

  private mutating func corpus() throws(CorpusError) -> Corpus {
    let root = assembly.root
    let paths = Set(
      sources.flatMap { source in
        source.table.rows.map { Self.identity(of: source.path($0), in: root) }
      })
    let pathsOfStem = Dictionary(grouping: paths, by: Self.stem)
    for source in sources {
      for row in source.table.rows {
        let path = Self.identity(of: source.path(row), in: root)
        let stem = Self.stem(of: path)
        add(row, of: source, id: pathsOfStem[stem]?.count == 1 ? stem : path)
      }
    }
    let used = Set(assembly.utterances.values.map(\.speaker))
    for speaker in facts.speakers() where used.contains(speaker.id) {
      assembly.speakers[speaker.id] = speaker
    }
    assembly.problems += facts.problems()
    if layout.isComplete { try reportUnlisted() }
    return try assembly.corpus(count: sources.reduce(0) { $0 + $1.table.rows.count })
  }

  private mutating func add(_ row: DelimitedTable.Row, of source: Source, id: String) {
    let path = source.path(row)
    guard source[.path, row] != nil, let speaker = source[.speaker, row]?.composed,
      row.fields.count <= source.table.columns.count,
      let label = source.columns[.emotion].flatMap({ source.table[$0, row] })
    else {
      assembly.report(
        .malformedRow, source[.path, row] == nil ? source.table.fileName : path,
        "line \(row.line) of \(source.table.fileName)" + lack(of: row, in: source))
      return
    }
    let relative = located(path)
    named.insert(relative)
    // Ledgers and reports write several speakers as `a+b`.
    guard !speaker.contains("+"), !speaker.hasControlCharacters else {
      assembly.report(
        .malformedRow, path,
        "line \(row.line) of \(source.table.fileName) names the speaker '\(speaker)'; expected a "
          + "name of one line without +, which joins the names of several speakers: rename the "
          + "speaker")
      return
    }
    switch labels.target(of: label) {
    case nil:
      assembly.report(
        .unknownEmotion, path, "line \(row.line): " + labels.explanation(of: label))
    case .dropped: assembly.droppedLabels[label.lowercased(), default: 0] += 1
    case .emotion(let emotion):
      let file = FileFacts(path: assembly.root + "/" + relative)
      guard let file, file.kind == .file else {
        assembly.report(
          .missingFile, path,
          "line \(row.line) names a file that "
            + (file == nil ? "is not there" : "is a folder, pipe or device")
            + "; expected a recording at \(assembly.root)/\(relative): restore it or take the line "
            + "out")
        return
      }
      let utterance = Utterance(
        id: source[.utterance, row] ?? id, corpus: assembly.name, speaker: speaker,
        emotion: emotion, word: source[.word, row]?.composed, path: relative,
        attributes: attributes(of: row, in: source), parent: source[.parent, row])
      let place = "line \(row.line) of \(source.table.fileName)"
      guard !isTold(utterance, path, place), assembly.add(utterance, bytes: file.bytes) else {
        return
      }
      taken[relative] = (place, utterance)
      facts.add(
        speaker: speaker, path: path, line: row.line, sex: source[.sex, row],
        age: source[.age, row], language: source[.language, row] ?? layout.language)
    }
  }

  /// What a row lacks, or has too much, in words.
  private func lack(of row: DelimitedTable.Row, in source: Source) -> String {
    let (found, expected) = (row.fields.count, source.table.columns.count)
    if found == expected, source[.path, row] == nil {
      return ": the path is empty; expected that of a recording: fill it in"
    }
    if found == expected, source[.speaker, row] == nil {
      return ": the speaker is empty; expected who speaks: fill it in"
    }
    return
      " has \(found) fields; expected \(expected) with path and speaker filled in: correct the "
      + "line"
  }

  /// Tells a row of a file that another row names: of two that say the same the first is kept, of
  /// two that contradict each other none counts.
  private mutating func isTold(_ utterance: Utterance, _ path: String, _ place: String) -> Bool {
    guard let first = taken[utterance.path] else { return false }
    let (old, new) = (first.utterance, utterance)
    guard
      contradicted.contains(new.path) || old.emotion != new.emotion || old.speaker != new.speaker
    else {
      assembly.report(
        .duplicateUtterance, path,
        "\(place) names \(new.path) a second time; expected one row for each file and kept "
          + "\(first.row): take one of the two out")
      return true
    }
    if contradicted.insert(new.path).inserted { assembly.remove(old.id) }
    assembly.report(
      .contradictingRows, path,
      "\(place) says \(new.emotion.rawValue) by \(new.speaker) of \(new.path), and \(first.row) "
        + "\(old.emotion.rawValue) by \(old.speaker); expected one row for each file, and none of "
        + "these counts: take the wrong one out")
    return true
  }

  /// The filled columns without a meaning of their own; a nested table's folder is the `split`.
  private func attributes(of row: DelimitedTable.Row, in source: Source) -> [String: String] {
    let known = Set(source.columns.values)
    let pairs = source.table.columns.filter { !known.contains($0) && !$0.isEmpty }
      .compactMap { column in
        source.table[column, row].flatMap { $0.isEmpty ? nil : (column, $0) }
      }
    let split = source.folder.isEmpty ? [] : [("split", source.folder)]
    return Dictionary(pairs + split) { first, _ in first }
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
  private func located(_ path: String) -> String {
    let places = layout.folders.map { folder in
      Self.relative(
        folder.isEmpty || path.hasPrefix("/") ? path : folder + "/" + path, to: assembly.root)
    }
    return places.first { FileFacts(path: assembly.root + "/" + $0) != nil } ?? places.first ?? path
  }

  /// A path without its extension, by which a row is identified where nothing else is given.
  private static func stem(of path: String) -> String {
    ListedFile(path: path, bytes: 0).pathWithoutExtension
  }
}
