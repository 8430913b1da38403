/// The model among its probes on a common axis of UAR, a line a test set.
struct ShortcutChart {
  let floor: ShortcutFloor
  let rows: [ShortcutFloor.Row]
  /// What guessing scores on each row, `nil` where unknown.
  let chances: [Double?]
  let isWide: Bool

  private let top = 34.0
  private var width: Double { isWide ? 1030 : 380 }
  private var left: Double { isWide ? 452 : 12 }
  private var right: Double { isWide ? 1000 : 368 }
  private var rowHeight: Double { isWide ? 38 : 66 }

  /// The drawing.
  var svg: String {
    let bottom = top + Double(rows.count) * rowHeight + 4
    var svg = SVGBuilder(width: width, height: bottom + 26, label: label)
    let chance = ChanceLine(chances)?.common
    drawAxis(&svg, bottom: bottom, chance: chance)
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * rowHeight
      if chance == nil, let own = chances[index] {
        svg.line((x(own), y + 4), (x(own), y + rowHeight - 4), "reference")
      }
      draw(row, &svg, top: y)
    }
    return svg.text
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

  private func x(_ value: Double) -> Double { left + min(1, max(0, value)) * (right - left) }

  private func drawAxis(_ svg: inout SVGBuilder, bottom: Double, chance: Double?) {
    for tick in LineChart.shareTicks {
      svg.line((x(tick.value), top), (x(tick.value), bottom), "grid")
      let anchor =
        isWide ? "middle" : tick.value == 0 ? "start" : tick.value == 1 ? "end" : "middle"
      svg.text(tick.text, at: (x(tick.value), bottom + 17), "muted", anchor: anchor)
    }
    guard let chance else { return }
    svg.line((x(chance), top - 8), (x(chance), bottom), "reference")
    svg.text(
      "chance \(NumberText.decimal(chance))", at: (x(chance), top - 14), "muted", anchor: "middle")
  }

  private func draw(_ row: ShortcutFloor.Row, _ svg: inout SVGBuilder, top: Double) {
    let middle = isWide ? top + rowHeight / 2 : top + rowHeight - 18
    if isWide {
      let stamp = row.origin.isLeaky ? "LEAKY " : ""
      svg.text(stamp + row.origin.evaluationProtocol.rawValue, at: (0, middle + 4.5), "label")
      svg.text(row.origin.detail.shortened(to: 30), at: (226, middle + 4.5), "muted")
    } else {
      svg.text(row.origin.stampedLabel.shortened(to: 52), at: (left, top + 20), "small")
    }
    svg.line((left, middle), (right, middle), "grid")
    for score in row.scores {
      guard let value = score.uar.value else { continue }
      let isBaseline = floor.probes.contains { $0.name == score.probe && $0.kind == "baseline" }
      svg.marker(isBaseline ? 1 : 2, at: (x(value), middle), size: 4.5)
    }
    guard let value = row.model.value else { return }
    let style = row.origin.isLeaky ? "leaky" : "honest"
    svg.circle(at: (x(value), middle), radius: 6.5, "point \(style)")
  }
}
