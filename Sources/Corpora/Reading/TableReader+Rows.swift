import Wording

/// From rows to recordings, in passes: what each row says, then what all rows of a file say, then
/// which file an identifier is. What counts in the end is the same in any order of the rows.
extension TableReader {
  /// Tells the lines that are no rows.
  mutating func reportBroken() {
    for source in sources {
      for line in source.broken {
        assembly.report(
          .malformedRow, source.table.fileName,
          "line \(line.line) of \(source.table.fileName) is \(line.reason) ('\(line.start)'); "
            + "expected \(line.expected): correct the line")
      }
    }
  }

  /// What the rows say of the files that they name, in the order of the tables; a row that says
  /// too little is told.
  mutating func statements() -> [TableRow] {
    let root = assembly.root
    let paths = Set(
      sources.flatMap { source in
        source.table.rows.map { Self.identity(of: source.path($0), in: root) }
      })
    let pathsOfStem = Dictionary(grouping: paths, by: Self.stem)
    var statements: [TableRow] = []
    for source in sources {
      for row in source.table.rows {
        let path = Self.identity(of: source.path(row), in: root)
        let stem = Self.stem(of: path)
        let id = pathsOfStem[stem]?.count == 1 ? stem : path
        if let statement = statement(of: row, in: source, id: id) { statements.append(statement) }
      }
    }
    return statements
  }

  private mutating func statement(
    of row: DelimitedTable.Row, in source: TableSource, id: String
  ) -> TableRow? {
    let (path, place) = (source.path(row), source.place(row))
    let lack = source.lack(row)
    guard lack == nil, let speaker = source[.speaker, row]?.composed, let label = source.label(row)
    else {
      assembly.report(
        .malformedRow, source[.path, row] == nil ? source.table.fileName : path,
        place + (lack ?? ""))
      return nil
    }
    let file = located(path)
    named.insert(file)
    // Ledgers and reports write several speakers as `a+b`.
    guard !speaker.contains("+"), !speaker.hasControlCharacters else {
      assembly.report(
        .malformedRow, path,
        "\(place) names the speaker '\(speaker)'; expected a name of one line without +, which "
          + "joins the names of several speakers: rename the speaker")
      return nil
    }
    let target = labels.target(of: label)
    // An empty label claims nothing that another row could contradict.
    guard target != nil || !label.isEmpty else {
      reportUnknown(label, path, line: row.line)
      return nil
    }
    return TableRow(
      source: source, row: row, path: path, file: file, id: source[.utterance, row] ?? id,
      label: label, speaker: speaker,
      claim: TableRow.Claim(label: label, target: target, speaker: speaker))
  }

  /// Takes each file of which all rows claim the same, and tells what is wrong with the others. Of
  /// two files with one identifier the first in reading order is kept.
  ///
  /// - Returns: the files that count.
  mutating func settle(_ rows: [TableRow]) -> Set<String> {
    let files = Dictionary(grouping: rows, by: \.file).sorted {
      ListedFile.inReadingOrder(
        ListedFile(path: $0.key, bytes: 0), ListedFile(path: $1.key, bytes: 0))
    }
    return Set(files.filter { file, rows in settle(file, rows) }.map(\.key))
  }

  /// Whether a file counts by what its rows say.
  private mutating func settle(_ file: String, _ rows: [TableRow]) -> Bool {
    guard let first = rows.first, let place = TableRow.fullest(of: rows) else { return false }
    guard rows.allSatisfy({ $0.claim == first.claim }) else {
      reportContradiction(file, rows)
      return false
    }
    switch first.claim.target {
    case nil: reportUnknown(first.label, first.path, line: first.row.line)
    case .dropped: assembly.droppedLabels[first.label.lowercased(), default: 0] += 1
    case .emotion(let emotion):
      let facts = FileFacts(path: assembly.root + "/" + file)
      guard let facts, facts.kind == .file else {
        reportMissing(first, isThere: facts != nil)
        return false
      }
      let utterance = rows[place].utterance(emotion, corpus: assembly.name)
      guard assembly.add(utterance, bytes: facts.bytes) else { return false }
      for (other, row) in rows.enumerated() where other != place {
        assembly.report(
          .duplicateUtterance, row.path,
          "\(row.place) names \(file) a second time; expected one row for each file and kept "
            + "\(rows[place].place): take one of the two out")
      }
      return true
    }
    return false
  }

  private mutating func reportUnknown(_ label: String, _ path: String, line: Int) {
    assembly.reportUnknown(label, path, "line \(line): " + labels.explanation(of: label))
  }

  private mutating func reportMissing(_ row: TableRow, isThere: Bool) {
    assembly.report(
      .missingFile, row.path,
      "line \(row.row.line) names a file that "
        + (isThere ? "is a folder, pipe or device" : "is not there")
        + "; expected a recording at \(assembly.root)/\(row.file): restore it or take the line "
        + "out")
  }

  /// Tells once of a file what its rows claim, each claim by the first row that makes it.
  private mutating func reportContradiction(_ file: String, _ rows: [TableRow]) {
    var told: Set<TableRow.Claim> = []
    let claims = rows.filter { told.insert($0.claim).inserted }
      .map { "\($0.place) says \($0.words)" }
    assembly.report(
      .contradictingRows, file,
      "rows of \(file) contradict each other: \(claims.listed); expected one row for each file, and "
        + "none of these counts: take the wrong ones out")
  }
}
