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
  ///
  /// - Parameter all: the curves of every seed, over which what is left of skill is given.
  static func description(_ curves: [RobustnessCurve], of all: [RobustnessCurve]) -> String {
    let changes = curves.compactMap { curve in
      change(curve).map { (curve: curve, value: $0) }
    }
    guard let worst = changes.min(by: { $0.value < $1.value }),
      let best = changes.max(by: { $0.value < $1.value })
    else { return "UAR under perturbation is undetermined." + partialNote(curves) }
    let start = "From clean audio to the strongest severity, UAR"
    let end =
      switch ChanceLine(curves.map(\.chance)) {
      case .common: "Bands are intervals; the dashed line is chance."
      case .differing:
        "Bands are intervals; a dashed line is chance, where all lines beside it share it."
      case nil: "Bands are intervals."
      }
    guard changes.count > 1 else {
      return "\(start) \(text(worst.curve, worst.value, all)). \(end)\(partialNote(curves))"
    }
    return "\(start) \(text(worst.curve, worst.value, all)), the worst case, and "
      + "\(text(best.curve, best.value, all)), the best. \(end)\(partialNote(curves))"
  }

  /// What has no part in this, because the model did not answer all of it.
  private static func partialNote(_ curves: [RobustnessCurve]) -> String {
    let names = perturbations(curves.filter { $0.points.contains(where: \.isPartial) })
    guard !names.isEmpty else { return "" }
    return " Not everything was answered under \(ReadingDetails.listed(names)): what is drawn "
      + "there is of fewer utterances than on clean audio, and has no retention."
  }

  /// UAR at the strongest severity less that on clean audio.
  private static func change(_ curve: RobustnessCurve) -> Double? {
    guard let clean = curve.cleanUAR.value, let strongest = curve.strongest,
      let uar = strongest.uar.value, !strongest.isPartial
    else { return nil }
    return uar - clean
  }

  private static func text(
    _ curve: RobustnessCurve, _ change: Double, _ all: [RobustnessCurve]
  ) -> String {
    let size = NumberText.decimal(abs(change))
    let verb =
      size == NumberText.decimal(0.0)
      ? "stays as it is" : change < 0 ? "loses \(size)" : "gains \(size)"
    let whose = curve.origin.detail + overSeeds(curve, all)
    return "\(verb) under \(curve.perturbation) (\(whose))"
  }

  /// What is left of the skill at the strongest severity, over seeds; empty where there is one
  /// seed.
  private static func overSeeds(_ curve: RobustnessCurve, _ all: [RobustnessCurve]) -> String {
    let own = all.filter {
      $0.perturbation == curve.perturbation && $0.origin.ofAllSeeds == curve.origin.ofAllSeeds
    }
    guard own.count > 1, let left = SkillLeft(own) else { return "" }
    return "; retention over \(left.shares.count) seeds: \(left.text)"
  }

  /// A tick for the clean recording and one for each severity.
  private static let severityTicks: [(value: Double, text: String)] = (0...5).map { level in
    let text = level == 0 ? "clean" : String(level)
    return (Double(level), text)
  }

  private static func svg(_ lines: [RobustnessCurve], name: String, order: [Origin]) -> String {
    LineChart(
      label: "UAR by severity of \(name)", xRange: 0...5, yRange: 0...1,
      xTicks: severityTicks, yTicks: LineChart.shareTicks, xTitle: "severity", yTitle: "UAR",
      reference: ChanceLine(lines.map(\.chance))?.common,
      series: lines.map { series($0, order: order) }
    ).svg
  }

  private static func series(_ curve: RobustnessCurve, order: [Origin]) -> LineChart.Series {
    let changed = curve.risingPoints.map { point(Double($0.severity), $0.uar) }
    return LineChart.Series(
      style: order.firstIndex(of: curve.origin) ?? 0,
      points: [point(0, curve.cleanUAR)] + changed)
  }

  private static func point(_ x: Double, _ measure: Measure) -> LineChart.Series.Point {
    .init(
      x: x, y: measure.value, lower: measure.interval?.lower, upper: measure.interval?.upper)
  }

  /// The test sets, in the order in which they first appear.
  static func origins(_ curves: [RobustnessCurve]) -> [Origin] {
    curves.reduce(into: []) { if !$0.contains($1.origin) { $0.append($1.origin) } }
  }

  private static func perturbations(_ curves: [RobustnessCurve]) -> [String] {
    curves.reduce(into: []) { if !$0.contains($1.perturbation) { $0.append($1.perturbation) } }
  }
}
