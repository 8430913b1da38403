/// Lines over a common pair of axes, each with a colour, a dash and a marker of its own.
struct LineChart {
  /// One line; it breaks where a value is undetermined.
  struct Series {
    /// A place on the line, with the ends of its interval where it has one.
    struct Point {
      let x: Double
      let y: Double?
      var lower: Double?
      var upper: Double?
    }

    let style: Int
    let points: [Point]
    var hasMarkers = true
  }

  var width = 300.0
  var height = 200.0
  let label: String
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>
  let xTicks: [(value: Double, text: String)]
  let yTicks: [(value: Double, text: String)]
  var xTitle = ""
  var yTitle = ""
  /// A level to compare with, such as chance.
  var reference: Double?
  /// A place on the x axis to point out, such as the epoch that was kept.
  var highlight: Double?
  let series: [Series]

  private let left = 44.0
  private let right = 12.0
  private let top = 8.0
  private var bottom: Double { height - (xTitle.isEmpty ? 24 : 40) }

  /// The drawing.
  var svg: String {
    var svg = SVGBuilder(width: width, height: height, label: label)
    drawAxes(&svg)
    for line in series { drawBand(line, &svg) }
    for line in series { draw(line, &svg) }
    return svg.text
  }

  private func x(_ value: Double) -> Double {
    let span = max(xRange.upperBound - xRange.lowerBound, .leastNormalMagnitude)
    let share = (min(max(value, xRange.lowerBound), xRange.upperBound) - xRange.lowerBound) / span
    return left + share * (width - left - right)
  }

  private func y(_ value: Double) -> Double {
    let span = max(yRange.upperBound - yRange.lowerBound, .leastNormalMagnitude)
    let share = (min(max(value, yRange.lowerBound), yRange.upperBound) - yRange.lowerBound) / span
    return bottom - share * (bottom - top)
  }

  private func drawAxes(_ svg: inout SVGBuilder) {
    for tick in yTicks {
      svg.line((left, y(tick.value)), (width - right, y(tick.value)), "grid")
      svg.text(tick.text, at: (left - 7, y(tick.value) + 4), "muted", anchor: "end")
    }
    svg.line((left, bottom), (width - right, bottom), "axis")
    for tick in xTicks {
      svg.line((x(tick.value), bottom), (x(tick.value), bottom + 4), "axis")
      svg.text(tick.text, at: (x(tick.value), bottom + 17), "muted", anchor: "middle")
    }
    if !xTitle.isEmpty {
      svg.text(
        xTitle, at: ((left + width - right) / 2, bottom + 34), "muted", anchor: "middle")
    }
    if !yTitle.isEmpty {
      svg.text(yTitle, at: (11, (top + bottom) / 2), "muted", anchor: "middle", turned: true)
    }
    if let reference, yRange.contains(reference) {
      svg.line((left, y(reference)), (width - right, y(reference)), "reference")
    }
    if let highlight, xRange.contains(highlight) {
      svg.line((x(highlight), top), (x(highlight), bottom), "highlight")
    }
  }

  private func drawBand(_ line: Series, _ svg: inout SVGBuilder) {
    for piece in pieces(line, where: { $0.y != nil && $0.lower != nil && $0.upper != nil }) {
      guard piece.count > 1 else { continue }
      let upper = piece.map { (x: x($0.x), y: y($0.upper ?? 0)) }
      let lower = piece.reversed().map { (x: x($0.x), y: y($0.lower ?? 0)) }
      svg.polygon(upper + lower, "band s\(line.style % SVGBuilder.seriesCount + 1)")
    }
  }

  private func draw(_ line: Series, _ svg: inout SVGBuilder) {
    for piece in pieces(line, where: { $0.y != nil }) {
      let points = piece.map { (x: x($0.x), y: y($0.y ?? 0)) }
      if points.count > 1 {
        svg.polyline(points, "series s\(line.style % SVGBuilder.seriesCount + 1)")
      }
      if line.hasMarkers || points.count == 1 {
        for point in points { svg.marker(line.style, at: point) }
      }
    }
  }

  /// The runs of points that satisfy a condition.
  private func pieces(
    _ line: Series, where condition: (Series.Point) -> Bool
  ) -> [[Series.Point]] {
    line.points.split(whereSeparator: { !condition($0) }).map(Array.init)
  }

  /// What a line looks like, for the legend.
  static func sample(_ style: Int, hasMarker: Bool = true) -> String {
    var svg = SVGBuilder(width: 34, height: 14, label: "")
    svg.line((1, 7), (33, 7), "series s\(style % SVGBuilder.seriesCount + 1)")
    if hasMarker { svg.marker(style, at: (17, 7)) }
    return svg.text.replacing(" role=\"img\" aria-label=\"\"", with: " aria-hidden=\"true\"")
  }

  /// Ticks in steps of a fifth from 0 to 1.
  static let shareTicks: [(value: Double, text: String)] = (0...5).map { tick in
    let value = Double(tick) / 5
    return (value, tick == 0 ? "0" : NumberText.decimal(value, places: 1))
  }
}
