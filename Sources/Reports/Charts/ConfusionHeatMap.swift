import Corpora

/// A confusion matrix as a heat map with rates and counts.
enum ConfusionHeatMap {
  private static let cell = (width: 53.0, height: 44.0)
  private static let left = 82.0
  private static let top = 48.0

  /// The drawing.
  static func svg(_ table: ConfusionTable) -> String {
    let emotions = Emotion.allCases
    let side = Double(emotions.count)
    let whose = table.speaker.map { " · speaker \($0)" } ?? ""
    var svg = SVGBuilder(
      width: left + side * cell.width + 2, height: top + side * cell.height + 2,
      label: "Confusion matrix, \(table.origin.stampedLabel)\(whose). \(description(table))")
    svg.text("answered", at: (left + side * cell.width / 2, 14), "muted", anchor: "middle")
    svg.text(
      "intended", at: (12, top + side * cell.height / 2), "muted", anchor: "middle", turned: true)
    for emotion in emotions {
      let offset = Double(emotion.index)
      svg.text(
        emotion.rawValue, at: (left + (offset + 0.5) * cell.width, top - 10), "label small",
        anchor: "middle")
      svg.text(
        emotion.rawValue, at: (left - 10, top + (offset + 0.5) * cell.height + 4), "label small",
        anchor: "end")
    }
    for truth in emotions {
      for predicted in emotions { draw(table, truth.index, predicted.index, &svg) }
    }
    return svg.text
  }

  private static func draw(
    _ table: ConfusionTable, _ truth: Int, _ predicted: Int, _ svg: inout SVGBuilder
  ) {
    let x = left + Double(predicted) * cell.width
    let y = top + Double(truth) * cell.height
    let middle = x + cell.width / 2
    let size = (width: cell.width - 2, height: cell.height - 2)
    svg.rectangle(x: x + 1, y: y + 1, width: size.width, height: size.height, "ground", radius: 3)
    guard let rate = table.rate(truth, predicted), let count = table.count(truth, predicted) else {
      svg.text("–", at: (middle, y + 26), "muted", anchor: "middle")
      return
    }
    if rate > 0 {
      let kind = truth == predicted ? "heat right" : "heat wrong"
      svg.rectangle(
        x: x + 1, y: y + 1, width: size.width, height: size.height, kind, opacity: rate, radius: 3)
    }
    if count == 0 {
      svg.text("0", at: (middle, y + 26), "muted", anchor: "middle")
    } else {
      svg.text(NumberText.decimal(rate), at: (middle, y + 20), "value", anchor: "middle")
      svg.text(NumberText.count(count), at: (middle, y + 35), "tiny", anchor: "middle")
    }
  }

  /// The best and worst recognised emotion and the commonest mistakes, in words.
  static func description(_ table: ConfusionTable) -> String {
    let emotions = Emotion.allCases
    let recalls = emotions.compactMap { emotion in
      table.rate(emotion.index, emotion.index).map { (emotion.rawValue, $0) }
    }
    guard let best = recalls.max(by: { $0.1 < $1.1 }), let worst = recalls.min(by: { $0.1 < $1.1 })
    else { return "Nothing was measured." }
    var mistakes: [(text: String, rate: Double)] = []
    for truth in emotions {
      for predicted in emotions where truth != predicted {
        guard let rate = table.rate(truth.index, predicted.index), rate >= 0.1 else { continue }
        mistakes.append(
          ("\(truth.rawValue) as \(predicted.rawValue) (\(NumberText.decimal(rate)))", rate))
      }
    }
    let worstMistakes = mistakes.enumerated()
      .sorted { ($1.element.rate, $0.offset) < ($0.element.rate, $1.offset) }
      .prefix(3).map(\.element.text).joined(separator: ", ")
    let ending =
      worstMistakes.isEmpty
      ? "No emotion was taken for another in a tenth of its utterances."
      : "Commonest mistakes: \(worstMistakes)."
    let (lowest, highest) = (NumberText.decimal(worst.1), NumberText.decimal(best.1))
    return lowest == highest
      ? "Recall is \(highest) for every emotion. \(ending)"
      : "Recall from \(lowest) (\(worst.0)) to \(highest) (\(best.0)). \(ending)"
  }
}
