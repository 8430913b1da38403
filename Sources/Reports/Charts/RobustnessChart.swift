/// UAR by severity: a panel a perturbation, a line a test set.
enum RobustnessChart {
  /// One drawing a perturbation, in the order the perturbations first appear.
  static func panels(_ curves: [RobustnessCurve]) -> [ReportPanel] {
    let order = origins(curves)
    return perturbations(curves).map { name in
      let lines = curves.filter { $0.perturbation == name }
      return ReportPanel(heading: name, svg: svg(lines, name: name, order: order))
    }
  }

  /// What the lines stand for.
  static func legend(_ curves: [RobustnessCurve]) -> [LegendEntry] {
    origins(curves).enumerated().map {
      LegendEntry(label: $1.label, svg: LineChart.sample($0))
    }
  }

  /// The perturbation that costs most and the one that costs least, in words.
  static func description(_ curves: [RobustnessCurve]) -> String {
    let ends = curves.compactMap { curve -> (String, Double)? in
      guard let clean = curve.cleanUAR.value, let last = curve.points.last,
        let uar = last.uar.value
      else { return nil }
      return ("\(curve.perturbation) (\(curve.origin.direction))", uar - clean)
    }
    guard let worst = ends.min(by: { $0.1 < $1.1 }), let best = ends.max(by: { $0.1 < $1.1 }) else {
      return "UAR under perturbation is undetermined."
    }
    return "Change of UAR from clean audio to the strongest severity: "
      + "\(NumberText.difference(Measure(worst.1))) for \(worst.0), which costs most, and "
      + "\(NumberText.difference(Measure(best.1))) for \(best.0), which costs least. Bands are "
      + "intervals; the dashed line is chance."
  }

  private static func svg(_ lines: [RobustnessCurve], name: String, order: [Origin]) -> String {
    LineChart(
      label: "UAR by severity of \(name)", xRange: 0...5, yRange: 0...1,
      xTicks: (0...5).map { (Double($0), $0 == 0 ? "clean" : String($0)) },
      yTicks: LineChart.shareTicks, xTitle: "severity", yTitle: "UAR",
      reference: lines.compactMap(\.chance).first,
      series: lines.map { curve in
        LineChart.Series(
          style: order.firstIndex(of: curve.origin) ?? 0,
          points: [point(0, curve.cleanUAR)]
            + curve.points.map { point(Double($0.severity), $0.uar) })
      }
    ).svg
  }

  private static func point(_ x: Double, _ measure: Measure) -> LineChart.Series.Point {
    .init(
      x: x, y: measure.value, lower: measure.interval?.lower, upper: measure.interval?.upper)
  }

  private static func origins(_ curves: [RobustnessCurve]) -> [Origin] {
    curves.reduce(into: []) { if !$0.contains($1.origin) { $0.append($1.origin) } }
  }

  private static func perturbations(_ curves: [RobustnessCurve]) -> [String] {
    curves.reduce(into: []) { if !$0.contains($1.perturbation) { $0.append($1.perturbation) } }
  }
}
