import Testing

/// A drawing as a reader sees it: what a place stands for is read off the drawing's own axes.
struct Drawing {
  typealias Element = MarkupScanner.Element

  let svg: Element

  /// A number of an element.
  func number(_ element: Element, _ name: String) -> Double {
    element.attributes[name].flatMap(Double.init) ?? .nan
  }

  /// Pairs of numbers of a line or an outline.
  func points(_ element: Element) -> [(x: Double, y: Double)] {
    (element.attributes["points"] ?? "").split(separator: " ").map { pair in
      let parts = pair.split(separator: ",").compactMap { Double($0) }
      return (parts.first ?? .nan, parts.last ?? .nan)
    }
  }

  func all(_ name: String, _ style: String) -> [Element] {
    svg.all(name).filter { $0.has(style) }
  }

  /// The numbers that stand beside axes, with where they stand.
  private var labels: [(value: Double, element: Element)] {
    svg.all("text").filter { $0.has("muted") }.compactMap { text in
      Self.value(text.text).map { ($0, text) }
    }
  }

  /// A number as documents write it: `.5`, `−12.0`, `clean` for 0.
  static func value(_ text: String) -> Double? {
    if text == "clean" { return 0 }
    let plain = text.replacing("−", with: "-")
    let isDigit = plain.contains { $0.isNumber } && !plain.hasSuffix("k")
    return isDigit ? Double(plain.replacing("-.", with: "-0.")) ?? Double("0" + plain) : nil
  }

  /// Numbers below the drawing, from left to right.
  var across: [(value: Double, place: Double)] {
    let lowest = labels.map { number($0.element, "y") }.max() ?? 0
    return labels.filter { number($0.element, "y") == lowest }
      .map { ($0.value, number($0.element, "x")) }
  }

  /// Numbers beside the drawing; a line of text stands four below its place.
  var up: [(value: Double, place: Double)] {
    let lowest = labels.map { number($0.element, "y") }.max() ?? 0
    return labels.filter {
      $0.element.attributes["text-anchor"] == "end" && number($0.element, "y") != lowest
    }.map { ($0.value, number($0.element, "y") - 4) }
  }

  /// Where a value stands on an axis, by the axis' first and last number.
  func place(of value: Double, on axis: [(value: Double, place: Double)]) throws -> Double {
    let (first, last) = (try #require(axis.first), try #require(axis.last))
    try #require(first.value != last.value)
    let share = (value - first.value) / (last.value - first.value)
    return first.place + share * (last.place - first.place)
  }

  /// Whether an axis counts evenly in one direction.
  func isEven(_ axis: [(value: Double, place: Double)]) throws -> Bool {
    try axis.allSatisfy { try abs(place(of: $0.value, on: axis) - $0.place) < 0.03 }
      && zip(axis, axis.dropFirst()).allSatisfy { $0.value < $1.value }
  }

  /// Every place at which anything is drawn.
  var places: [(x: Double, y: Double)] {
    svg.all("line").flatMap { line in
      [(number(line, "x1"), number(line, "y1")), (number(line, "x2"), number(line, "y2"))]
    }
      + (svg.all("rect") + svg.all("image")).flatMap { box in
        let (x, y) = (number(box, "x"), number(box, "y"))
        return [(x, y), (x + number(box, "width"), y + number(box, "height"))]
      } + svg.all("circle").map { (number($0, "cx"), number($0, "cy")) }
      + svg.all("text").map { (number($0, "x"), number($0, "y")) }
      + (svg.all("polyline") + svg.all("polygon")).flatMap(points)
  }
}
