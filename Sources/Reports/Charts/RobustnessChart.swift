import Metrics
import Wording

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

  /// The perturbation that costs most and the one that costs least, in words: by what is left of
  /// skill, and where no test set has any, by UAR.
  ///
  /// - Parameter all: the curves of every seed, over which what is left of skill is averaged.
  static func description(_ curves: [RobustnessCurve], of all: [RobustnessCurve]) -> String {
    let testSets = Set(curves.map(\.origin.ofAllSeeds))
    let felt = all.filter { testSets.contains($0.origin.ofAllSeeds) }.felt
    let note = partialNote(curves) + curves.unfeltSentence
    guard let sentence = skillSentence(felt) ?? changeSentence(curves) else {
      return "UAR under perturbation is undetermined." + note
    }
    let end =
      switch ChanceLine(curves.map(\.chance)) {
      case .common: "Bands are intervals; the dashed line is chance."
      case .differing:
        "Bands are intervals; a dashed line is chance, where all lines beside it share it."
      case nil: "Bands are intervals."
      }
    return "\(sentence) \(end)\(note)"
  }

  /// What is left where most skill is lost and where least is, each at the severity that costs
  /// most, and the least that a single training keeps; `nil` where no test set has skill.
  private static func skillSentence(_ curves: [RobustnessCurve]) -> String? {
    let left = SkillLeft.each(of: curves)
    guard let worst = left.min(by: { $0.mean < $1.mean }),
      let best = left.max(by: { $0.mean < $1.mean })
    else { return nil }
    let start = "Of the skill above chance on clean audio"
    let single =
      worst.leastOfAny(in: curves).map { " A single training keeps as little as \($0)." } ?? ""
    guard !worst.isWhole else {
      let seeds = worst.shares.count > 1 ? " on average over \(worst.shares.count) trainings" : ""
      return "\(start), nothing is lost at any severity\(seeds).\(single)"
    }
    let least =
      "\(start), least is left under \(worst.perturbation) at \(worst.severity) "
      + "for \(worst.direction): \(amount(worst))"
    guard worst.meanText != best.meanText else { return "\(least).\(single)" }
    return "\(least); most is left under \(best.perturbation) even at its worst "
      + "for \(best.direction): \(amount(best)).\(single)"
  }

  private static func amount(_ left: SkillLeft) -> String {
    left.amount + (left.bySeed.map { " (\($0))" } ?? "")
  }

  /// How far UAR changes in the worst case, and under the mildest perturbation at the severity that
  /// costs most of it; `nil` where it is undetermined.
  private static func changeSentence(_ curves: [RobustnessCurve]) -> String? {
    let felt = curves.felt
    let changes = (felt.isEmpty ? curves : felt).compactMap(worstChange)
    guard let worst = changes.min(by: { $0.value < $1.value }),
      let best = changes.max(by: { $0.value < $1.value })
    else { return nil }
    let start =
      "From clean audio, UAR \(verb(worst.value)) under \(worst.perturbation) at "
      + "\(worst.severity) for \(worst.direction)"
    guard verb(worst.value) != verb(best.value) else { return start + "." }
    let mildest =
      worst.perturbation == best.perturbation
      ? "it costs least for \(best.direction)"
      : "the mildest perturbation is \(best.perturbation) for \(best.direction)"
    return "\(start), the worst case; \(mildest), which \(atWorst(best))."
  }

  /// What a perturbation that costs little does at the severity that costs most.
  private static func atWorst(_ change: Change) -> String {
    let places = verb(change.value) == verb(0) ? 3 : 2
    guard verb(change.value, places: places) != verb(0) else {
      return "loses nothing at any severity"
    }
    let severity = "at its worst, \(change.severity),"
    return change.value < 0
      ? "\(severity) \(verb(change.value, places: places))"
      : "even \(severity) \(verb(change.value, places: places))"
  }

  /// What has no part in this, because the model did not answer all of it.
  private static func partialNote(_ curves: [RobustnessCurve]) -> String {
    let names = perturbations(curves.filter { $0.points.contains(where: \.isPartial) })
    guard !names.isEmpty else { return "" }
    return " Not everything was answered under \(names.listed): what is drawn "
      + "there is of fewer utterances than on clean audio, and has no retention."
  }

  /// How far UAR changes from clean audio at the severity where it is least.
  private struct Change {
    let value: Double
    let perturbation: String
    let severity: String
    let direction: String
  }

  /// The least UAR at any severity less that on clean audio, and where it is.
  private static func worstChange(_ curve: RobustnessCurve) -> Change? {
    let known = curve.risingPoints.filter { !$0.isPartial && $0.uar.value != nil }
    let worst = known.min { ($0.uar.value ?? 0) < ($1.uar.value ?? 0) }
    guard let clean = curve.cleanUAR.value, let worst, let uar = worst.uar.value else { return nil }
    return Change(
      value: uar - clean, perturbation: curve.perturbation,
      severity: curve.name(of: worst.severity),
      direction: curve.origin.detail)
  }

  private static func verb(_ change: Double, places: Int = 2) -> String {
    let size = NumberText.decimal(abs(change), places: places)
    return size == NumberText.decimal(0.0, places: places)
      ? "stays as it is" : change < 0 ? "loses \(size)" : "gains \(size)"
  }

  private static func svg(_ lines: [RobustnessCurve], name: String, order: [Origin]) -> String {
    LineChart(
      label: label(of: name, lines), xRange: 0...5, yRange: 0...1,
      xTicks: lines.first?.severityTicks ?? [], yTicks: LineChart.shareTicks,
      xTitle: lines.first?.severityTitle ?? "", yTitle: "UAR",
      reference: ChanceLine(lines.map(\.chance))?.common,
      series: lines.map { series($0, order: order) }
    ).svg
  }

  /// What there is to see of a perturbation, and of which test sets.
  private static func label(of name: String, _ lines: [RobustnessCurve]) -> String {
    let parts = lines.map { curve in
      let lowest = curve.points.compactMap(\.uar.value).min()
      return "\(curve.origin.stampedLabel): \(NumberText.decimal(curve.cleanUAR.value)) on clean "
        + "audio, lowest \(NumberText.decimal(lowest))"
    }
    return "UAR by severity of \(name). \(parts.joined(separator: "; "))."
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
    curves.map(\.origin).distinct()
  }

  /// The perturbations, in the order in which they first appear.
  static func perturbations(_ curves: [RobustnessCurve]) -> [String] {
    curves.map(\.perturbation).distinct()
  }
}
