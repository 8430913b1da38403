extension ReportSection {
  /// What is left when the audio gets worse: a panel a perturbation, a line a test set.
  static func robustness(_ report: AuditReport) -> ReportSection? {
    charts(
      of: report.robustness, id: "robustness", short: "Robustness",
      title: "When the audio gets worse",
      paragraph: "UAR from clean audio (severity 0) to the strongest perturbation (5). Retention "
        + "is what is left of the skill above chance on clean audio, so that a weak model does not "
        + "look robust for having little to lose. What is lost need not grow with severity."
        + partSentence(report),
      isWide: true, isRepetition: \.origin.isRepetition
    ) { figures($0, of: report.robustness) }
  }

  /// How much of the test sets is swept, with a space before it; empty where nothing is left out.
  private static func partSentence(_ report: AuditReport) -> String {
    let testSets = report.robustness.byTestSet { $0.origin }
    let parts = testSets.compactMap { SweptPart($0[0], of: report.ladder) }
    return SweptPart.sentence(parts, of: testSets.count).map { " \($0)" } ?? ""
  }

  /// Honest and leaky curves apart, and no more test sets in a figure than there are line styles.
  ///
  /// - Parameter all: the curves of every seed.
  private static func figures(
    _ curves: [RobustnessCurve], of all: [RobustnessCurve]
  ) -> [ReportFigure] {
    let leaky = curves.filter(\.origin.isLeaky)
    let honest = curves.filter { !$0.origin.isLeaky }
    return [(honest, false), (leaky, true)].flatMap { curves, isLeaky in
      let parts = SVGBuilder.parts(of: RobustnessChart.origins(curves))
      return parts.enumerated().map { index, origins in
        figure(
          curves.filter { origins.contains($0.origin) }, of: all, isLeaky: isLeaky,
          mark: SVGBuilder.mark(ofPart: index, of: parts.count))
      }
    }
  }

  private static func figure(
    _ curves: [RobustnessCurve], of all: [RobustnessCurve], isLeaky: Bool, mark: String
  ) -> ReportFigure {
    var rows: [ReportRow] = []
    for curve in curves {
      let head = "\(curve.perturbation), \(curve.origin.label)"
      let clean: [ReportCell] = [
        .count(0), count(curve.cleanCount), .measure(curve.cleanUAR),
        .measure(curve.cleanAccuracy), .number("–"),
      ]
      rows.append(ReportRow(isLeaky: isLeaky, head, clean))
      for point in curve.risingPoints {
        rows.append(
          ReportRow(
            isLeaky: isLeaky, head, severity(point, of: curve), count(point.count),
            .measure(point.uar), .measure(point.accuracy), .number(retention(point))))
      }
    }
    return ReportFigure(
      title: "UAR by severity" + mark, isLeaky: isLeaky,
      description: RobustnessChart.description(curves, of: all),
      panels: RobustnessChart.panels(curves), legend: RobustnessChart.legend(curves),
      numbers: ReportTable(
        caption: "Accuracy and UAR by perturbation and severity", isLeaky: isLeaky,
        columns: ["Perturbation", "Severity", "n", "UAR", "Accuracy", "Retention"], rows: rows),
      isLarge: true)
  }

  /// The severity, with what it stands for where that is known: `4: 10 dB SNR`.
  private static func severity(
    _ point: RobustnessCurve.Point, of curve: RobustnessCurve
  ) -> ReportCell {
    let strength = curve.strength(at: point.severity).map { ": \($0)" } ?? ""
    return .number(NumberText.count(point.severity) + strength)
  }

  /// What is left in whole percent, with its interval.
  private static func retention(_ point: RobustnessCurve.Point) -> String {
    guard let share = point.retention else { return NumberText.undetermined }
    let bounds = point.retentionInterval.map {
      " [\(NumberText.percent($0.lower)), \(NumberText.percent($0.upper))]"
    }
    return NumberText.percent(share) + (bounds ?? "")
  }

  private static func count(_ count: Int?) -> ReportCell {
    count.map { .count($0) } ?? .number("–")
  }
}
