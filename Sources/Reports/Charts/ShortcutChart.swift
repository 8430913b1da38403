/// The model among its probes on a common axis of UAR, a line a test set.
struct ShortcutChart {
  private let floor: ShortcutFloor
  private let rows: [ShortcutFloor.Row]
  private let axis: ShareRows

  /// - Parameters:
  ///   - chances: what guessing scores on each row, `nil` where unknown.
  ///   - isWide: whether labels stand left of the lines, or above them.
  init(_ rows: [ShortcutFloor.Row], of floor: ShortcutFloor, chances: [Double?], isWide: Bool) {
    self.floor = floor
    self.rows = rows
    axis = ShareRows(
      isWide: isWide, right: isWide ? 1000 : 368, rowHeight: isWide ? 38 : 76, chances: chances)
  }

  /// The drawing.
  var svg: String {
    axis.svg(label: label) { index, y, svg in draw(rows[index], &svg, top: y) }
  }

  private var label: String {
    let parts = rows.map { row in
      let best = floor.strongest(nil, on: row).map {
        ", strongest probe \($0.probe) \(NumberText.decimal($0.uar.value))"
      }
      return
        "\(row.origin.stampedLabel): model \(NumberText.decimal(row.model.value))\(best ?? "")"
    }
    return "UAR of the model and its probes. \(parts.joined(separator: "; "))."
  }

  private func draw(_ row: ShortcutFloor.Row, _ svg: inout SVGBuilder, top: Double) {
    let middle = axis.isWide ? top + axis.rowHeight / 2 : top + axis.rowHeight - 14
    if axis.isWide {
      let stamp = row.origin.isLeaky ? "LEAKY " : ""
      svg.text(stamp + row.origin.evaluationProtocol.rawValue, at: (0, middle + 4.5), "label")
      svg.text(row.origin.detail.shortened(to: 30), at: (226, middle + 4.5), "muted")
    } else {
      svg.rectangle(x: 0, y: top + 4, width: axis.width, height: 42, "ground", radius: 4)
      let stamp = row.origin.isLeaky ? "LEAKY " : ""
      svg.text(
        stamp + row.origin.evaluationProtocol.rawValue, at: (axis.left, top + 20), "label")
      svg.text(row.origin.detail.shortened(to: 48), at: (axis.left, top + 40), "muted")
    }
    svg.line((axis.left, middle), (axis.right, middle), "grid")
    for score in row.scores {
      guard let value = score.uar.value else { continue }
      let isBaseline = floor.probes.contains { $0.name == score.probe && $0.kind == "baseline" }
      svg.marker(isBaseline ? 1 : 2, at: (axis.x(value), middle), size: 4.5)
    }
    for label in labels(of: row) {
      svg.text(label.text, at: (label.centre, middle - 8.5), "muted", anchor: "middle")
    }
    guard let value = row.model.value else { return }
    let style = row.origin.isLeaky ? "leaky" : "honest"
    svg.circle(at: (axis.x(value), middle), radius: 6.5, "point \(style)")
  }
  /// Letters above the markers of a row. Where these are too near each other for letters of their
  /// own, one label has the letters of several in the order in which they stand.
  private struct Label {
    var text: String
    var first: Double
    var last: Double

    /// Room for a letter, with the gap to the next.
    private static let letterWidth = 11.0

    var centre: Double { (first + last) / 2 }
    private var reach: Double { Double(text.count) * Self.letterWidth / 2 }

    func overlaps(_ other: Label) -> Bool { centre + reach > other.centre - other.reach }

    func joined(by other: Label) -> Label {
      Label(text: text + other.text, first: first, last: other.last)
    }
  }

  private func labels(of row: ShortcutFloor.Row) -> [Label] {
    let marks = row.scores.compactMap { score -> Label? in
      guard let value = score.uar.value, let letter = floor.letter(of: score.probe) else {
        return nil
      }
      return Label(text: letter, first: axis.x(value), last: axis.x(value))
    }.sorted { ($0.first, $0.text) < ($1.first, $1.text) }
    return marks.reduce(into: []) { labels, mark in
      var label = mark
      while let before = labels.last, before.overlaps(label) {
        label = before.joined(by: label)
        labels.removeLast()
      }
      labels.append(label)
    }
  }
}

extension ShortcutFloor {
  /// The letter of a probe in charts: `A` for the first; `nil` where it is not described.
  func letter(of probe: String) -> String? {
    guard let index = probes.firstIndex(where: { $0.name == probe }),
      let letter = UInt8(exactly: index + 65).flatMap({ $0 <= 90 ? $0 : nil })
    else { return nil }
    return String(UnicodeScalar(letter))
  }

  /// What each letter stands for: `A duration, B level`.
  var letters: String {
    probes.compactMap { probe in letter(of: probe.name).map { "\($0) \(probe.name)" } }
      .joined(separator: ", ")
  }
}
