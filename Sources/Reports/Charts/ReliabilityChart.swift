/// Accuracy by confidence with the diagonal, and below it how many predictions each bin holds.
enum ReliabilityChart {
  private static let left = 46.0
  private static let top = 12.0
  private static let side = 360.0
  private static let bars = (top: 400.0, height: 60.0)

  /// The drawing.
  static func svg(_ diagram: ReliabilityDiagram) -> String {
    var svg = SVGBuilder(
      width: left + side + 14, height: bars.top + bars.height + 38,
      label: "Reliability diagram, \(diagram.origin.stampedLabel)")
    drawAxes(&svg)
    drawGaps(diagram, &svg)
    drawCounts(diagram, &svg)
    svg.text("ECE \(NumberText.measure(diagram.ece))", at: (left + 12, top + 24), "value")
    return svg.text
  }

  private static func x(_ value: Double) -> Double { left + min(1, max(0, value)) * side }
  private static func y(_ value: Double) -> Double { top + (1 - min(1, max(0, value))) * side }

  private static func drawAxes(_ svg: inout SVGBuilder) {
    for step in 0...5 {
      let value = Double(step) / 5
      let text = step == 0 ? "0" : NumberText.decimal(value, places: 1)
      svg.line((left, y(value)), (left + side, y(value)), "grid")
      svg.line((x(value), top), (x(value), top + side), "grid")
      svg.text(text, at: (left - 8, y(value) + 4), "muted", anchor: "end")
      svg.text(text, at: (x(value), bars.top + bars.height + 15), "muted", anchor: "middle")
    }
    svg.line((x(0), y(0)), (x(1), y(1)), "reference")
    svg.text("accuracy", at: (12, top + side / 2), "muted", anchor: "middle", turned: true)
    svg.text(
      "confidence", at: (left + side / 2, bars.top + bars.height + 32), "muted", anchor: "middle")
    svg.text("n", at: (left - 8, bars.top + bars.height), "muted", anchor: "end")
  }

  private static func drawGaps(_ diagram: ReliabilityDiagram, _ svg: inout SVGBuilder) {
    var points: [(x: Double, y: Double)] = []
    for bin in diagram.bins {
      guard bin.count > 0, let confidence = bin.meanConfidence, let accuracy = bin.accuracy else {
        continue
      }
      let point = (x: x(confidence), y: y(accuracy))
      svg.line(point, (point.x, y(confidence)), "gap")
      points.append(point)
    }
    if points.count > 1 { svg.polyline(points, "series s1") }
    for point in points { svg.marker(0, at: point, size: 4.5) }
  }

  private static func drawCounts(_ diagram: ReliabilityDiagram, _ svg: inout SVGBuilder) {
    let most = Double(max(1, diagram.bins.map(\.count).max() ?? 1))
    let base = bars.top + bars.height
    svg.line((left, base), (left + side, base), "axis")
    for bin in diagram.bins where bin.count > 0 {
      let height = max(1, Double(bin.count) / most * (bars.height - 14))
      let (from, to) = (x(bin.lower), x(bin.upper))
      svg.rectangle(
        x: from + 1, y: base - height, width: max(1, to - from - 2), height: height, "bar")
      let label = bin.count < 1000 ? String(bin.count) : thousands(bin.count)
      svg.text(label, at: ((from + to) / 2, base - height - 3), "tiny", anchor: "middle")
    }
  }

  private static func thousands(_ count: Int) -> String {
    let text = NumberText.decimal(Double(count) / 1000, places: count < 9_950 ? 1 : 0)
    return text + "k"
  }

  /// Whether the model claims more or less than it keeps, in words.
  static func description(_ diagram: ReliabilityDiagram) -> String {
    let total = diagram.bins.reduce(0) { $0 + $1.count }
    var gap = 0.0
    for bin in diagram.bins {
      guard let confidence = bin.meanConfidence, let accuracy = bin.accuracy else { continue }
      gap += Double(bin.count) * (confidence - accuracy)
    }
    guard total > 0 else { return "No prediction carries probabilities: ECE is undetermined." }
    let mean = gap / Double(total)
    let tendency =
      switch mean {
      case ..<(-0.005): "is less confident than it is right, by \(NumberText.decimal(-mean))"
      case 0.005...: "is more confident than it is right, by \(NumberText.decimal(mean))"
      default: "is as confident as it is right"
      }
    return "On average over \(NumberText.count(total, of: "prediction")) the model \(tendency). "
      + "ECE \(NumberText.measure(diagram.ece))."
  }
}
