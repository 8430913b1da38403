extension SVGBuilder {
  /// Parts of at most as many as there are line styles, as even as can be and in order: of more
  /// lines than that in one drawing, two would look alike.
  static func parts<Line>(of lines: [Line]) -> [[Line]] {
    let count = (lines.count + seriesCount - 1) / seriesCount
    return (0..<count).map { part in
      Array(lines[part * lines.count / count..<(part + 1) * lines.count / count])
    }
  }

  /// Which of several parts a figure shows, as the end of its title; empty where it shows all.
  static func mark(ofPart index: Int, of count: Int) -> String {
    count > 1 ? ", part \(index + 1) of \(count)" : ""
  }
}
