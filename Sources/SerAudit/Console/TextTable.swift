/// Rows of cells in columns below a heading.
struct TextTable {
  let heading: [String]
  let rows: [[String]]

  /// The table as lines of text, columns two blanks apart, no blanks at the end of a line.
  var text: String {
    let lines = [heading] + rows
    let columns = lines.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return lines.map { cells in
      let line = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
