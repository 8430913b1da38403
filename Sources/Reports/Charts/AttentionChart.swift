import Corpora

/// Mean attention over relative time: a panel an emotion, a line a speaker of a test set.
struct AttentionChart {
  /// One line of the legend with its curve for each emotion.
  private struct Voice {
    let label: String
    let lines: [AttentionSummary.Line]
  }

  private let voices: [Voice]
  private let summaries: [AttentionSummary]

  /// Lays out test sets that share a stamp, no more than there are line styles; more speakers than
  /// there are line styles become their mean, one line a test set.
  init(_ summaries: [AttentionSummary]) {
    self.summaries = summaries
    var voices: [Voice] = []
    for summary in summaries {
      for speaker in Set(summary.lines.map(\.speaker)).sorted() {
        voices.append(
          Voice(
            label: summary.origin.testedOn == speaker
              ? summary.origin.stampedLabel : "\(summary.origin.stampedLabel) · \(speaker)",
            lines: summary.lines.filter { $0.speaker == speaker }))
      }
    }
    if voices.count > SVGBuilder.seriesCount {
      voices = summaries.map { summary in
        Voice(label: summary.origin.stampedLabel, lines: Emotion.allCases.compactMap(summary.mean))
      }
    }
    self.voices = voices
  }

  /// One drawing an emotion.
  var panels: [ReportPanel] {
    let highest = voices.flatMap(\.lines).compactMap { $0.multiples.max() }.max() ?? 1
    let top = max(2, highest.rounded(.up))
    return Emotion.allCases.compactMap { emotion in
      let series = voices.enumerated().compactMap { style, voice in
        voice.lines.first { $0.emotion == emotion }.map { self.series($0, style: style) }
      }
      guard !series.isEmpty else { return nil }
      return ReportPanel(
        heading: emotion.rawValue,
        svg: svg(series, label: label(of: emotion), top: top))
    }
  }

  /// What the lines stand for.
  var legend: [LegendEntry] {
    voices.enumerated().map {
      LegendEntry(label: $1.label, svg: LineChart.sample($0, hasMarker: false))
    }
  }

  /// Which emotion is read earliest and which latest, in words.
  var description: String {
    let centres = voices.flatMap { voice in
      voice.lines.compactMap { line in
        line.centre.map { ("\(line.emotion.rawValue) (\(voice.label))", $0) }
      }
    }
    guard let first = centres.min(by: { $0.1 < $1.1 }), let last = centres.max(by: { $0.1 < $1.1 })
    else { return "No attention was recorded." }
    return "The mean position of attention runs from \(NumberText.decimal(first.1)) of the "
      + "utterance for \(first.0) to \(NumberText.decimal(last.1)) for \(last.0)."
  }

  /// How much of the attention lies in each third, and where its middle is.
  var table: ReportTable {
    let rows = summaries.flatMap { summary in
      summary.lines.map { line in
        ReportRow(
          isLeaky: summary.origin.isLeaky, line.emotion.rawValue,
          [.text(summary.origin.label), .text(line.speaker), .count(line.count)]
            + line.thirds.map(ReportCell.value) + [.value(line.centre)])
      }
    }
    return ReportTable(
      caption: "Share of attention by third of the utterance",
      isLeaky: summaries.allSatisfy(\.origin.isLeaky),
      columns: [
        "Emotion", "Protocol and speakers", "Speaker", "n", "First", "Middle", "Last",
        "Mean position",
      ], rows: rows)
  }

  private func series(_ line: AttentionSummary.Line, style: Int) -> LineChart.Series {
    let values = line.multiples
    let points = values.enumerated().map {
      LineChart.Series.Point(x: (Double($0) + 0.5) / Double(values.count), y: $1)
    }
    return LineChart.Series(style: style, points: points, hasMarkers: false)
  }

  /// What there is to see of an emotion, and of which test set.
  private func label(of emotion: Emotion) -> String {
    let lines = voices.compactMap { voice in
      voice.lines.first { $0.emotion == emotion }.map { line in
        "\(voice.label): mean position \(NumberText.decimal(line.centre))"
      }
    }
    return "Attention over time, \(emotion.rawValue). \(lines.joined(separator: "; "))."
  }

  private func svg(_ series: [LineChart.Series], label: String, top: Double) -> String {
    let step = top <= 4 ? 1.0 : (top / 4).rounded(.up)
    return LineChart(
      width: 236, height: 164, label: label, xRange: 0...1,
      yRange: 0...top, xTicks: [(0, "start"), (0.5, "middle"), (1, "end")],
      yTicks: stride(from: 0, through: top, by: step).map { ($0, "\(Int($0))×") },
      xTitle: "position in utterance", yTitle: "weight, × even", reference: 1,
      series: series
    ).svg
  }
}
