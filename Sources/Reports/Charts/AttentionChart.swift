import Corpora

/// Mean attention over relative time: a panel an emotion, a line a speaker.
enum AttentionChart {
  /// One drawing an emotion.
  static func panels(_ summary: AttentionSummary) -> [ReportPanel] {
    let order = speakers(summary)
    let highest = summary.lines.map { multiples($0).max() ?? 1 }.max() ?? 1
    let top = max(2, highest.isFinite ? highest.rounded(.up) : 2)
    return Emotion.allCases.compactMap { emotion in
      let lines = summary.lines.filter { $0.emotion == emotion && !$0.weights.isEmpty }
      guard !lines.isEmpty else { return nil }
      return ReportPanel(
        heading: emotion.rawValue, svg: svg(lines, emotion: emotion, order: order, top: top))
    }
  }

  /// What the lines stand for.
  static func legend(_ summary: AttentionSummary) -> [LegendEntry] {
    speakers(summary).enumerated().map {
      LegendEntry(label: $1, svg: LineChart.sample($0, hasMarker: false))
    }
  }

  /// Which emotion is read earliest and which latest, in words.
  static func description(_ summary: AttentionSummary) -> String {
    let centres = summary.lines.compactMap { line in
      centre(line).map { ("\(line.emotion.rawValue) (\(line.speaker))", $0) }
    }
    guard let first = centres.min(by: { $0.1 < $1.1 }), let last = centres.max(by: { $0.1 < $1.1 })
    else { return "No attention was recorded." }
    return "The mean position of attention runs from \(NumberText.decimal(first.1)) of the "
      + "utterance for \(first.0) to \(NumberText.decimal(last.1)) for \(last.0)."
  }

  /// How much of the attention lies in each third, and where its middle is.
  static func table(_ summary: AttentionSummary) -> ReportTable {
    let rows = summary.lines.map { line in
      ReportRow(
        line.emotion.rawValue,
        [.text(line.speaker), .count(line.count)] + thirds(line).map(ReportCell.value)
          + [.value(centre(line))])
    }
    return ReportTable(
      caption: "Share of attention by third of the utterance", isLeaky: summary.origin.isLeaky,
      columns: ["Emotion", "Speaker", "n", "First", "Middle", "Last", "Mean position"],
      numbersFrom: 2, rows: rows)
  }

  private static func svg(
    _ lines: [AttentionSummary.Line], emotion: Emotion, order: [String], top: Double
  ) -> String {
    let step = top <= 4 ? 1.0 : (top / 4).rounded(.up)
    return LineChart(
      width: 236, height: 148, label: "Attention over time, \(emotion.rawValue)",
      xRange: 0...1, yRange: 0...top, xTicks: [(0, "0"), (0.5, ".5"), (1, "1")],
      yTicks: stride(from: 0, through: top, by: step).map { ($0, "\(Int($0))×") }, reference: 1,
      series: lines.map { line in
        let values = multiples(line)
        let points = values.enumerated().map {
          LineChart.Series.Point(x: (Double($0) + 0.5) / Double(values.count), y: $1)
        }
        return LineChart.Series(
          style: order.firstIndex(of: line.speaker) ?? 0, points: points, hasMarkers: false)
      }
    ).svg
  }

  /// Weights as multiples of an even spread.
  private static func multiples(_ line: AttentionSummary.Line) -> [Double] {
    let total = line.weights.reduce(0, +)
    guard total > 0 else { return [] }
    return line.weights.map { $0 / total * Double(line.weights.count) }
  }

  private static func centre(_ line: AttentionSummary.Line) -> Double? {
    let values = multiples(line)
    guard !values.isEmpty else { return nil }
    let moments = values.enumerated().map { (Double($0) + 0.5) * $1 }
    return moments.reduce(0, +) / Double(values.count * values.count)
  }

  private static func thirds(_ line: AttentionSummary.Line) -> [Double?] {
    let values = multiples(line)
    guard !values.isEmpty else { return [nil, nil, nil] }
    var shares = [0.0, 0.0, 0.0]
    for (index, value) in values.enumerated() {
      let middle = (Double(index) + 0.5) / Double(values.count)
      shares[min(2, Int(middle * 3))] += value / Double(values.count)
    }
    return shares
  }

  private static func speakers(_ summary: AttentionSummary) -> [String] {
    Array(Set(summary.lines.map(\.speaker))).sorted()
  }
}
