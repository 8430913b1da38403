/// UAR with its interval, a line a rung.
struct ForestPlot {
  private let rows: [LadderRow]
  private let axis: ShareRows

  /// - Parameter isWide: whether labels stand left of the intervals, or above them.
  init(_ rows: [LadderRow], isWide: Bool) {
    self.rows = rows
    let areMeans = rows.contains { Self.trainings($0) != nil }
    axis = ShareRows(
      isWide: isWide, right: isWide ? 868 : 368, rowHeight: isWide ? 36 : areMeans ? 96 : 76,
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
    let parts = rows.map { row in
      "\(row.origin.stampedLabel): \(NumberText.measure(row.uar))"
        + (Self.trainings(row).map { ", \($0)" } ?? "")
    }
    return "UAR with its interval. \(parts.joined(separator: "; "))."
  }

  /// What single trainings reached, `3 trainings: .47 to .63`; `nil` where there is one.
  private static func trainings(_ row: LadderRow) -> String? {
    guard let uars = row.seeds?.uars, uars.count > 1, let range = SeedRange(uars) else {
      return nil
    }
    return "\(uars.count) trainings: \(range.text)"
  }

  private func drawWide(_ row: LadderRow, _ svg: inout SVGBuilder, y: Double) {
    let middle = y + axis.rowHeight / 2
    svg.text(row.origin.evaluationProtocol.rawValue, at: (62, middle + 4.5), "label")
    svg.text(row.origin.detail.shortened(to: 30), at: (226, middle + 4.5), "muted")
    drawInterval(row, &svg, y: middle)
    let trainings = Self.trainings(row)
    let x = axis.right + 16
    svg.text(
      NumberText.measure(row.uar), at: (x, middle + (trainings == nil ? 4.5 : -3.5)), "value")
    if let trainings { svg.text(trainings, at: (x, middle + 12.5), "muted") }
    if row.origin.isLeaky { drawStamp(&svg, x: 0, y: middle) }
  }

  private func drawNarrow(_ row: LadderRow, _ svg: inout SVGBuilder, y: Double) {
    let interval = y + axis.rowHeight - 14
    svg.rectangle(
      x: 0, y: y + 4, width: axis.width, height: interval - y - 20, "ground", radius: 4)
    var x = axis.left
    if row.origin.isLeaky {
      drawStamp(&svg, x: x, y: y + 16)
      x += 58
    }
    svg.text(row.origin.evaluationProtocol.rawValue, at: (x, y + 20), "label")
    svg.text(row.origin.detail.shortened(to: 48), at: (axis.left, y + 40), "muted")
    svg.text(NumberText.measure(row.uar), at: (axis.right, y + 20), "value", anchor: "end")
    if let trainings = Self.trainings(row) {
      svg.text(trainings, at: (axis.left, y + 59), "muted")
    }
    drawInterval(row, &svg, y: interval)
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
