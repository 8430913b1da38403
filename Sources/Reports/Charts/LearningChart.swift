/// Losses and dev UAR by epoch.
enum LearningChart {
  /// A drawing of the losses and one of the UAR.
  static func panels(_ curve: LearningCurve) -> [ReportPanel] {
    let last = Double(max(2, curve.points.map(\.epoch).max() ?? 2))
    let losses = curve.points.flatMap { [$0.trainLoss, $0.devLoss ?? 0] }.filter(\.isFinite)
    let step = lossStep(losses.max() ?? 1)
    let top = step * max(1, ((losses.max() ?? 1) / step).rounded(.up))
    let ticks = stride(from: 0, through: top + step / 2, by: step).map {
      (value: $0, text: $0 == 0 ? "0" : NumberText.decimal($0, places: step < 0.1 ? 2 : 1))
    }
    let loss = LineChart(
      width: 236, height: 168, label: "Loss by epoch, \(curve.model)", xRange: 1...last,
      yRange: 0...top,
      xTicks: epochTicks(last), yTicks: ticks, xTitle: "epoch", yTitle: "loss",
      highlight: curve.keptEpoch.map(Double.init),
      series: [series(0, curve) { $0.trainLoss }, series(1, curve) { $0.devLoss }])
    let uar = LineChart(
      width: 236, height: 168, label: "Dev UAR by epoch, \(curve.model)", xRange: 1...last,
      yRange: 0...1,
      xTicks: epochTicks(last), yTicks: LineChart.shareTicks, xTitle: "epoch", yTitle: "dev UAR",
      highlight: curve.keptEpoch.map(Double.init), series: [series(2, curve) { $0.devUAR }])
    return [
      ReportPanel(heading: "Loss", svg: loss.svg), ReportPanel(heading: "Dev UAR", svg: uar.svg),
    ]
  }

  /// What the lines stand for.
  static let legend = [
    LegendEntry(label: "training loss", svg: LineChart.sample(0, hasMarker: false)),
    LegendEntry(label: "dev loss", svg: LineChart.sample(1, hasMarker: false)),
    LegendEntry(label: "dev UAR", svg: LineChart.sample(2, hasMarker: false)),
  ]

  /// How many epochs there were and which was kept, in words.
  static func description(_ curve: LearningCurve) -> String {
    let count = NumberText.count(curve.points.count, of: "epoch")
    guard let kept = curve.keptEpoch else { return "\(count); which was kept is not known." }
    let uar = curve.points.first { $0.epoch == kept }?.devUAR
    return "\(count); epoch \(kept) was kept (vertical line), dev UAR \(NumberText.decimal(uar))."
  }

  private static func series(
    _ style: Int, _ curve: LearningCurve, _ value: (LearningCurve.Point) -> Double?
  ) -> LineChart.Series {
    LineChart.Series(
      style: style, points: curve.points.map { .init(x: Double($0.epoch), y: value($0)) },
      hasMarkers: false)
  }

  /// A round step that gives four to eight ticks.
  private static func lossStep(_ most: Double) -> Double {
    let steps: [Double] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
    return steps.first { most / $0 <= 6 } ?? max(1, most / 5)
  }

  private static func epochTicks(_ last: Double) -> [(value: Double, text: String)] {
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500]
    let step = steps.first { last / Double($0) <= 8 } ?? Int((last / 8).rounded(.up))
    return [(1, "1")]
      + stride(from: step == 1 ? 2 : step, through: Int(last), by: step).map {
        (Double($0), String($0))
      }
  }
}
