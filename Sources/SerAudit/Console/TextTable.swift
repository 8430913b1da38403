/// Rows of text in columns, the first row being the heading.
struct TextTable {
  /// The cells of one line.
  struct Row {
    let cells: [String]

    init(_ cells: [String]) { self.cells = cells }
  }

  let rows: [Row]

  /// The table as lines of text, columns two blanks apart, no blanks at the end of a line.
  var text: String {
    let columns = rows.map(\.cells.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.cells.count ? $0.cells[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let line = zip(row.cells, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
