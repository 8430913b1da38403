/// Writes the few shapes of the charts as SVG for inline use in HTML: colours are CSS classes, so
/// that one drawing serves the light and the dark page.
struct SVGBuilder {
  let width: Double
  let height: Double
  private let label: String
  private var body = ""

  /// Starts a drawing; `label` is its name for those who cannot see it.
  init(width: Double, height: Double, label: String) {
    self.width = width
    self.height = height
    self.label = label
  }

  /// The finished drawing.
  var text: String {
    let size = "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
    let box = "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\""
    return "<svg \(box) \(size) role=\"img\" aria-label=\"\(Escaping.markup(label))\">\n"
      + body + "</svg>"
  }

  /// A straight line.
  mutating func line(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ style: String)
  {
    add(
      "line", style,
      [("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y)])
  }

  /// A rectangle; `opacity` weakens its fill.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ style: String, opacity: Double? = nil,
    radius: Double = 0
  ) {
    var attributes = [("x", x), ("y", y), ("width", width), ("height", height)]
    if radius > 0 { attributes.append(("rx", radius)) }
    if let opacity { attributes.append(("fill-opacity", opacity)) }
    add("rect", style, attributes)
  }

  /// A picture, stretched over a rectangle; `address` is a `data:` address of `PNGImage`.
  mutating func image(
    _ address: String, x: Double, y: Double, width: Double, height: Double
  ) {
    let place = [("x", x), ("y", y), ("width", width), ("height", height)]
      .map { " \($0)=\"\(Self.number($1))\"" }.joined()
    body += "<image href=\"\(address)\"\(place) preserveAspectRatio=\"none\"/>\n"
  }

  /// Lines from point to point.
  mutating func polyline(_ points: [(x: Double, y: Double)], _ style: String) {
    addPoints("polyline", points, style)
  }

  /// A filled outline.
  mutating func polygon(_ points: [(x: Double, y: Double)], _ style: String) {
    addPoints("polygon", points, style)
  }

  /// The marker of a series: a shape of its own, so that series differ without colour.
  mutating func marker(_ series: Int, at point: (x: Double, y: Double), size: Double = 4) {
    let style = "mark s\(series % Self.seriesCount + 1)"
    let (x, y) = point
    switch series % Self.seriesCount {
    case 0: add("circle", style, [("cx", x), ("cy", y), ("r", size)])
    case 1:
      rectangle(x: x - size, y: y - size, width: 2 * size, height: 2 * size, style)
    case 2:
      polygon([(x, y - size * 1.3), (x + size * 1.2, y + size), (x - size * 1.2, y + size)], style)
    case 3:
      let reach = size * 1.4
      polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], style)
    case 4:
      polygon([(x, y + size * 1.3), (x + size * 1.2, y - size), (x - size * 1.2, y - size)], style)
    default: add("circle", style + " open", [("cx", x), ("cy", y), ("r", size)])
    }
  }

  /// A circle.
  mutating func circle(at point: (x: Double, y: Double), radius: Double, _ style: String) {
    add("circle", style, [("cx", point.x), ("cy", point.y), ("r", radius)])
  }

  /// A line of text; `anchor` is `start`, `middle` or `end`, `turned` reads upwards.
  mutating func text(
    _ text: String, at point: (x: Double, y: Double), _ style: String = "",
    anchor: String = "start",
    turned: Bool = false
  ) {
    let x = Self.number(point.x)
    let y = Self.number(point.y)
    let turn = turned ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
    let name = style.isEmpty ? "" : " class=\"\(style)\""
    body +=
      "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\"\(name)\(turn)>"
      + "\(Escaping.markup(text))</text>\n"
  }

  /// How many series differ in colour, dash and marker.
  static let seriesCount = 6

  private mutating func add(_ name: String, _ style: String, _ attributes: [(String, Double)]) {
    let values = attributes.map { " \($0.0)=\"\(Self.number($0.1))\"" }.joined()
    body += "<\(name) class=\"\(style)\"\(values)/>\n"
  }

  private mutating func addPoints(
    _ name: String, _ points: [(x: Double, y: Double)], _ style: String
  ) {
    let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    body += "<\(name) class=\"\(style)\" points=\"\(list)\"/>\n"
  }

  /// A coordinate with at most two decimals; what is not a number is drawn at the origin.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
