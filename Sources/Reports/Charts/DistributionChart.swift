import Corpora
import Exploration

/// How a quantity lies in each emotion, a bar a group of speakers: the line from the 5th to the
/// 95th percentile, the box from the 25th to the 75th, the marker at the median.
struct DistributionChart {
  /// One group of speakers with its distribution in each emotion.
  struct Group {
    let name: String
    let distributions: [Emotion: Distribution]
  }

  let quantity: Quantity
  let groups: [Group]

  private let width = 500.0
  private let left = 78.0
  private let right = 14.0
  private let top = 6.0
  private let barHeight = 15.0
  private var rowHeight: Double { Double(groups.count) * barHeight + 12 }

  /// The drawing.
  var svg: String {
    let bottom = top + 7 * rowHeight
    let ticks = ticks
    let places = tickPlaces(ticks)
    let range = (ticks.first ?? 0)...(max(ticks.last ?? 1, (ticks.first ?? 0) + 1e-9))
    func x(_ value: Double) -> Double {
      let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      return left + share * (width - left - right)
    }
    var svg = SVGBuilder(
      width: width, height: bottom + 38,
      label: "\(quantity.title) by emotion and speaker. \(description)")
    for tick in ticks {
      svg.line((x(tick), top), (x(tick), bottom), "grid")
      svg.text(
        NumberText.decimal(tick, places: places), at: (x(tick), bottom + 17), "muted",
        anchor: "middle")
    }
    svg.text(
      quantity.unit, at: ((left + width - right) / 2, bottom + 33), "muted", anchor: "middle")
    for emotion in Emotion.allCases {
      let y = top + Double(emotion.index) * rowHeight
      if emotion.index > 0 { svg.line((0, y), (width - right, y), "grid") }
      svg.text(emotion.rawValue, at: (0, y + rowHeight / 2 + 4), "small")
      for (index, group) in groups.enumerated() {
        guard let distribution = group.distributions[emotion] else { continue }
        draw(distribution, index, y + 6 + (Double(index) + 0.5) * barHeight, x, &svg)
      }
    }
    return svg.text
  }

  private func draw(
    _ values: Distribution, _ group: Int, _ y: Double, _ x: (Double) -> Double,
    _ svg: inout SVGBuilder
  ) {
    let style = "s\(group % SVGBuilder.seriesCount + 1)"
    svg.line((x(values.p5), y), (x(values.p95), y), "series \(style)")
    svg.rectangle(
      x: x(values.p25), y: y - 5, width: max(1, x(values.p75) - x(values.p25)), height: 10,
      "mark \(style)", opacity: 0.45, radius: 2)
    svg.marker(group, at: (x(values.median), y), size: 4)
  }

  /// What colours and markers stand for.
  var legend: [LegendEntry] {
    groups.enumerated().map { LegendEntry(label: $1.name, svg: LineChart.sample($0)) }
  }

  /// The emotion with the lowest and with the highest median of each group, in words.
  var description: String {
    groups.compactMap { group -> String? in
      let medians = Emotion.allCases.compactMap { emotion in
        group.distributions[emotion].map { (emotion.rawValue, $0.median) }
      }
      guard let least = medians.min(by: { $0.1 < $1.1 }),
        let most = medians.max(by: { $0.1 < $1.1 })
      else { return nil }
      return "\(group.name): medians from \(text(least.1)) \(quantity.unit) (\(least.0)) to "
        + "\(text(most.1)) \(quantity.unit) (\(most.0))."
    }.joined(separator: " ")
  }

  /// The numbers of the chart.
  var table: ReportTable {
    let rows = Emotion.allCases.flatMap { emotion in
      groups.compactMap { group -> ReportRow? in
        guard let values = group.distributions[emotion] else { return nil }
        return ReportRow(
          emotion.rawValue,
          [.text(group.name), .count(values.count)]
            + [values.mean, values.p5, values.p25, values.median, values.p75, values.p95].map {
              .number(text($0))
            })
      }
    }
    return ReportTable(
      caption: "\(quantity.title) in \(quantity.unit)",
      columns: ["Emotion", "Speaker", "n", "Mean", "5 %", "25 %", "Median", "75 %", "95 %"],
      rows: rows)
  }

  private func text(_ value: Double) -> String {
    NumberText.decimal(value, places: quantity.places)
  }

  /// Decimals that every tick is written with: none where all are whole, else as many as the
  /// quantity has, and as many as the steps need where they are finer than that.
  private func tickPlaces(_ ticks: [Double]) -> Int {
    func areWhole(_ scale: Double) -> Bool {
      ticks.allSatisfy { abs($0 * scale - ($0 * scale).rounded()) < 1e-6 }
    }
    return areWhole(1) ? 0 : max(1, quantity.places, areWhole(10) ? 1 : 2)
  }

  /// Four to eight even steps around all lines.
  private var ticks: [Double] {
    let all = groups.flatMap(\.distributions.values)
    guard let least = all.map(\.p5).min(), let most = all.map(\.p95).max() else { return [0, 1] }
    let rough = max(most - least, 1e-6) / 5
    let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500]
    let step = steps.first { $0 >= rough } ?? 1_000
    let first = Int((least / step).rounded(.down))
    let last = max(first + 1, Int((most / step).rounded(.up)))
    return (first...last).map { Double($0) * step }
  }
}
