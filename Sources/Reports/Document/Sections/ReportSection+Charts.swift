import Corpora

extension ReportSection {
  /// A paragraph over charts, those of further seeds and such as leak folded; `nil` where there are
  /// none.
  static func charts<Value>(
    of values: [Value], id: String, short: String, title: String, paragraph: String,
    isWide: Bool = false, isRepetition: (Value) -> Bool,
    isLeaky: (Value) -> Bool = { _ in false }, figures: ([Value]) -> [ReportFigure]
  ) -> ReportSection? {
    guard !values.isEmpty else { return nil }
    return ReportSection(
      id: id, short: short, title: title,
      blocks: [.paragraph(paragraph)]
        + ReportBlock.honestFirst(values, isLeaky: isLeaky, isRepetition: isRepetition) {
          .figures(figures($0), isWide: isWide)
        })
  }

  /// Confusion matrices.
  static func confusions(_ report: AuditReport) -> ReportSection? {
    charts(
      of: report.confusions, id: "confusions", short: "Confusion",
      title: "Which emotion was taken for which",
      paragraph: "Rows are the intended emotion, columns the answer. A cell shows the share of its "
        + "row and, below it, the number of utterances.",
      isRepetition: \.origin.isRepetition, isLeaky: \.origin.isLeaky
    ) { $0.map(confusionFigure) }
  }

  private static func confusionFigure(_ table: ConfusionTable) -> ReportFigure {
    let whose = table.speaker.map { " · speaker \($0)" } ?? ""
    return ReportFigure(
      title: table.origin.label + whose, isLeaky: table.origin.isLeaky,
      description: ConfusionHeatMap.description(table),
      panels: [ReportPanel(heading: nil, svg: ConfusionHeatMap.svg(table))],
      numbers: confusionTable(table, of: table.origin.label + whose))
  }

  private static func confusionTable(_ table: ConfusionTable, of what: String) -> ReportTable {
    let emotions = Emotion.allCases
    return ReportTable(
      caption: "Counts of \(what): rows intended, columns answered", isLeaky: table.origin.isLeaky,
      columns: ["Intended"] + emotions.map(\.rawValue),
      rows: emotions.map { truth in
        ReportRow(
          truth.rawValue,
          emotions.map { predicted in
            .number(table.count(truth.index, predicted.index).map(NumberText.count) ?? "–")
          })
      })
  }

  /// Reliability diagrams.
  static func reliability(_ report: AuditReport) -> ReportSection? {
    charts(
      of: report.reliability, id: "reliability", short: "Confidence",
      title: "Is its confidence deserved?",
      paragraph: "A model that is right as often as it is confident lies on the diagonal. ECE is "
        + "the mean distance from it (the vertical lines), weighted by the number of predictions "
        + "in a bin (the bars below).",
      isRepetition: \.origin.isRepetition, isLeaky: \.origin.isLeaky
    ) { $0.map(reliabilityFigure) }
  }

  private static func reliabilityFigure(_ diagram: ReliabilityDiagram) -> ReportFigure {
    ReportFigure(
      title: diagram.origin.label, isLeaky: diagram.origin.isLeaky,
      description: ReliabilityChart.description(diagram),
      panels: [ReportPanel(heading: nil, svg: ReliabilityChart.svg(diagram))],
      numbers: reliabilityTable(diagram))
  }

  private static func reliabilityTable(_ diagram: ReliabilityDiagram) -> ReportTable {
    ReportTable(
      caption:
        "Bins of confidence of \(diagram.origin.label); ECE \(NumberText.measure(diagram.ece))",
      isLeaky: diagram.origin.isLeaky, columns: ["Confidence", "n", "Mean confidence", "Accuracy"],
      rows: diagram.bins.map { bin in
        ReportRow(
          "\(NumberText.decimal(bin.lower)) to \(NumberText.decimal(bin.upper))", .count(bin.count),
          .value(bin.meanConfidence), .value(bin.accuracy))
      })
  }

  /// Learning curves.
  static func learning(_ report: AuditReport) -> ReportSection? {
    charts(
      of: report.learning, id: "learning", short: "Fitting", title: "How the models were fitted",
      paragraph: "Losses are mean cross-entropies in nats. The dev part belongs to the training "
        + "speakers and is no evidence about others. Where the recipe has patience it decides when "
        + "to stop and which epoch to keep (otherwise the last is kept), and where the schedule is "
        + "a plateau how the learning rate falls.",
      isRepetition: \.isRepetition
    ) { $0.map(learningFigure) }
  }

  private static func learningFigure(_ curve: LearningCurve) -> ReportFigure {
    ReportFigure(
      title: curve.model, isLeaky: curve.isLeaky, description: LearningChart.description(curve),
      panels: LearningChart.panels(curve), legend: LearningChart.legend,
      numbers: ReportTable(
        caption: "Epochs of \(curve.model)", isLeaky: curve.isLeaky,
        columns: ["Epoch", "Training loss", "Dev loss", "Dev UAR"],
        rows: curve.points.map { point in
          ReportRow(
            isLeaky: curve.isLeaky, String(point.epoch), .value(point.trainLoss),
            .value(point.devLoss), .value(point.devUAR))
        }))
  }

  /// Attention over time.
  static func attention(_ report: AuditReport) -> ReportSection? {
    charts(
      of: report.attention, id: "attention", short: "Attention",
      title: "Where in the utterance the model looked",
      paragraph: "Mean attention weight over relative time, as a multiple of an even spread (the "
        + "dashed line at 1). Attention shows where the model's weights lie; it does not explain "
        + "why.",
      isWide: true, isRepetition: \.origin.isRepetition, figures: attentionFigures)
  }

  private static func attentionFigures(_ all: [AttentionSummary]) -> [ReportFigure] {
    [false, true].flatMap { isLeaky in
      let parts = SVGBuilder.parts(of: all.filter { $0.origin.isLeaky == isLeaky })
      return parts.enumerated().map { index, summaries in
        let chart = AttentionChart(summaries)
        let mark = SVGBuilder.mark(ofPart: index, of: parts.count)
        return ReportFigure(
          title: "Attention by emotion" + mark, isLeaky: isLeaky, description: chart.description,
          panels: chart.panels, legend: chart.legend, numbers: chart.table)
      }
    }
  }
}
