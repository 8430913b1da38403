/// UAR with its interval, a line a rung.
struct ForestPlot {
  private let rows: [LadderRow]
  private let axis: ShareRows

  /// - Parameter isWide: whether labels stand left of the intervals, or above them.
  init(_ rows: [LadderRow], isWide: Bool) {
    self.rows = rows
    axis = ShareRows(
      isWide: isWide, right: isWide ? 868 : 368, rowHeight: isWide ? 36 : 76,
      chances: rows.map(\.chance))
  }

  /// The drawing.
  var svg: String {
    axis.svg(label: label) { index, y, svg in
      if axis.isWide {
        drawWide(rows[index], &svg, y: y)
      } else {
        drawNarrow(rows[index], &svg, y: y)
      }
    }
  }

  /// Every line of the drawing in words.
  private var label: String {
    let parts = rows.map { "\($0.origin.stampedLabel): \(NumberText.measure($0.uar))" }
    return "UAR with its interval. \(parts.joined(separator: "; "))."
  }

  private func drawWide(_ row: LadderRow, _ svg: inout SVGBuilder, y: Double) {
    let middle = y + axis.rowHeight / 2
    svg.text(row.origin.evaluationProtocol.rawValue, at: (62, middle + 4.5), "label")
    svg.text(row.origin.detail.shortened(to: 30), at: (226, middle + 4.5), "muted")
    drawInterval(row, &svg, y: middle)
    svg.text(NumberText.measure(row.uar), at: (axis.right + 16, middle + 4.5), "value")
    if row.origin.isLeaky { drawStamp(&svg, x: 0, y: middle) }
  }

  private func drawNarrow(_ row: LadderRow, _ svg: inout SVGBuilder, y: Double) {
    svg.rectangle(x: 0, y: y + 4, width: axis.width, height: 42, "ground", radius: 4)
    var x = axis.left
    if row.origin.isLeaky {
      drawStamp(&svg, x: x, y: y + 16)
      x += 58
    }
    svg.text(row.origin.evaluationProtocol.rawValue, at: (x, y + 20), "label")
    svg.text(row.origin.detail.shortened(to: 48), at: (axis.left, y + 40), "muted")
    svg.text(NumberText.measure(row.uar), at: (axis.right, y + 20), "value", anchor: "end")
    drawInterval(row, &svg, y: y + 62)
  }

  /// A filled disc on a solid line is evidence, an open one on a dashed line leaks, and what is
  /// undetermined has neither: the text beside it says so.
  private func drawInterval(_ row: LadderRow, _ svg: inout SVGBuilder, y: Double) {
    guard let value = row.uar.value else { return }
    let style = row.origin.isLeaky ? "leaky" : "honest"
    if let interval = row.uar.interval {
      let (lower, upper) = (axis.x(interval.lower), axis.x(interval.upper))
      svg.line((lower, y), (upper, y), "interval \(style)")
      svg.line((lower, y - 5), (lower, y + 5), "cap \(style)")
      svg.line((upper, y - 5), (upper, y + 5), "cap \(style)")
    }
    for seed in row.seeds?.uars ?? [] {
      let x = axis.x(seed)
      svg.line((x, y - 11), (x, y - 5), "seed \(style)")
    }
    svg.circle(at: (axis.x(value), y), radius: 5.5, "point \(style)")
  }

  private func drawStamp(_ svg: inout SVGBuilder, x: Double, y: Double) {
    svg.rectangle(x: x + 0.75, y: y - 9, width: 50, height: 18, "stampbox", radius: 3)
    svg.text("LEAKY", at: (x + 25.75, y + 4), "stamptext", anchor: "middle")
  }
}
