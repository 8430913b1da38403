/// UAR with its interval, a line a rung, over a common axis with the line of chance,
/// or that of each rung where they differ.
enum ForestPlot {
  /// Whether labels stand left of the intervals or above them.
  enum Width { case wide, narrow }

  private struct Layout {
    let width: Double
    let plotLeft: Double
    let plotRight: Double
    let rowHeight: Double
    let top = 34.0

    init(_ width: Width) {
      switch width {
      case .wide: (self.width, plotLeft, plotRight, rowHeight) = (1030, 452, 868, 36)
      case .narrow: (self.width, plotLeft, plotRight, rowHeight) = (380, 12, 368, 76)
      }
    }

    func x(_ value: Double) -> Double {
      plotLeft + min(1, max(0, value)) * (plotRight - plotLeft)
    }
  }

  /// The drawing.
  static func svg(_ rows: [LadderRow], width: Width) -> String {
    let layout = Layout(width)
    let bottom = layout.top + Double(rows.count) * layout.rowHeight + 4
    var svg = SVGBuilder(
      width: layout.width, height: bottom + 26, label: label(rows))
    let chance = ChanceLine(rows.map(\.chance))
    drawAxis(&svg, layout, bottom: bottom, chance: chance?.common)
    for (index, row) in rows.enumerated() {
      let y = layout.top + Double(index) * layout.rowHeight
      if chance?.common == nil, let own = row.chance {
        svg.line(
          (layout.x(own), y + 4), (layout.x(own), y + layout.rowHeight - 4), "reference")
      }
      switch width {
      case .wide: drawWide(row, &svg, layout, y: y)
      case .narrow: drawNarrow(row, &svg, layout, y: y)
      }
    }
    return svg.text
  }

  /// Every line of the drawing in words.
  private static func label(_ rows: [LadderRow]) -> String {
    let parts = rows.map { "\($0.origin.stampedLabel): \(NumberText.measure($0.uar))" }
    return "UAR with its interval. \(parts.joined(separator: "; "))."
  }

  private static func drawAxis(
    _ svg: inout SVGBuilder, _ layout: Layout, bottom: Double, chance: Double?
  ) {
    for step in 0...5 {
      let value = Double(step) / 5
      let x = layout.x(value)
      svg.line((x, layout.top), (x, bottom), "grid")
      let anchor = step == 0 ? "start" : step == 5 ? "end" : "middle"
      svg.text(
        step == 0 ? "0" : NumberText.decimal(value, places: 1), at: (x, bottom + 17), "muted",
        anchor: layout.plotLeft > 100 ? "middle" : anchor)
    }
    guard let chance else { return }
    let x = layout.x(chance)
    svg.line((x, layout.top - 8), (x, bottom), "reference")
    svg.text(
      "chance \(NumberText.decimal(chance))", at: (x, layout.top - 14), "muted", anchor: "middle")
  }

  private static func drawWide(
    _ row: LadderRow, _ svg: inout SVGBuilder, _ layout: Layout, y: Double
  ) {
    let middle = y + layout.rowHeight / 2
    svg.text(row.origin.evaluationProtocol.rawValue, at: (62, middle + 4.5), "label")
    svg.text(row.origin.detail.shortened(to: 30), at: (226, middle + 4.5), "muted")
    drawInterval(row, &svg, layout, y: middle)
    svg.text(NumberText.measure(row.uar), at: (layout.plotRight + 16, middle + 4.5), "value")
    if row.origin.isLeaky { drawStamp(&svg, x: 0, y: middle) }
  }

  private static func drawNarrow(
    _ row: LadderRow, _ svg: inout SVGBuilder, _ layout: Layout, y: Double
  ) {
    svg.rectangle(
      x: 0, y: y + 4, width: layout.width, height: 42, "ground", radius: 4)
    var x = layout.plotLeft
    if row.origin.isLeaky {
      drawStamp(&svg, x: x, y: y + 16)
      x += 58
    }
    svg.text(row.origin.evaluationProtocol.rawValue, at: (x, y + 20), "label")
    svg.text(row.origin.detail.shortened(to: 48), at: (layout.plotLeft, y + 40), "muted")
    svg.text(
      NumberText.measure(row.uar), at: (layout.plotRight, y + 20), "value", anchor: "end")
    drawInterval(row, &svg, layout, y: y + 62)
  }

  /// A filled disc on a solid line is evidence, an open one on a dashed line leaks, and what is
  /// undetermined has neither: the text beside it says so.
  private static func drawInterval(
    _ row: LadderRow, _ svg: inout SVGBuilder, _ layout: Layout, y: Double
  ) {
    guard let value = row.uar.value else { return }
    let style = row.origin.isLeaky ? "leaky" : "honest"
    if let interval = row.uar.interval {
      let (lower, upper) = (layout.x(interval.lower), layout.x(interval.upper))
      svg.line((lower, y), (upper, y), "interval \(style)")
      svg.line((lower, y - 5), (lower, y + 5), "cap \(style)")
      svg.line((upper, y - 5), (upper, y + 5), "cap \(style)")
    }
    for seed in row.seeds?.uars ?? [] {
      let x = layout.x(seed)
      svg.line((x, y - 11), (x, y - 5), "seed \(style)")
    }
    svg.circle(at: (layout.x(value), y), radius: 5.5, "point \(style)")
  }

  private static func drawStamp(_ svg: inout SVGBuilder, x: Double, y: Double) {
    svg.rectangle(x: x + 0.75, y: y - 9, width: 50, height: 18, "stampbox", radius: 3)
    svg.text("LEAKY", at: (x + 25.75, y + 4), "stamptext", anchor: "middle")
  }
}
