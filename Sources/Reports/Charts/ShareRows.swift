/// Rows over a common axis of UAR from 0 to 1, with the line of chance, or that of each row
/// where they differ.
struct ShareRows {
  /// Whether there is room for labels left of the axis.
  let isWide: Bool
  /// Where the axis ends.
  let right: Double
  let rowHeight: Double
  /// What guessing scores on each row, `nil` where unknown.
  let chances: [Double?]

  private let top = 34.0
  var width: Double { isWide ? 1030 : 380 }
  /// Where the axis begins.
  var left: Double { isWide ? 452 : 12 }
  private var bottom: Double { top + Double(chances.count) * rowHeight + 4 }

  /// Where a share stands on the axis.
  func x(_ share: Double) -> Double { left + min(1, max(0, share)) * (right - left) }

  /// The drawing.
  ///
  /// - Parameter draw: draws a row by its index and its upper edge.
  func svg(label: String, draw: (Int, Double, inout SVGBuilder) -> Void) -> String {
    var svg = SVGBuilder(width: width, height: bottom + 26, label: label)
    let chance = ChanceLine(chances)?.common
    drawAxis(&svg, chance: chance)
    for (index, own) in chances.enumerated() {
      let y = top + Double(index) * rowHeight
      if chance == nil, let own {
        svg.line((x(own), y + 4), (x(own), y + rowHeight - 4), "reference")
      }
      draw(index, y, &svg)
    }
    return svg.text
  }

  private func drawAxis(_ svg: inout SVGBuilder, chance: Double?) {
    for tick in LineChart.shareTicks {
      svg.line((x(tick.value), top), (x(tick.value), bottom), "grid")
      let anchor =
        isWide ? "middle" : tick.value == 0 ? "start" : tick.value == 1 ? "end" : "middle"
      svg.text(tick.text, at: (x(tick.value), bottom + 17), "muted", anchor: anchor)
    }
    svg.text("UAR", at: (right, top - 14), "muted", anchor: "end")
    guard let chance else { return }
    svg.line((x(chance), top - 8), (x(chance), bottom), "reference")
    svg.text(
      "chance \(NumberText.decimal(chance))", at: (x(chance), top - 14), "muted", anchor: "middle")
  }
}
