import Metrics
import Reports

/// A shortcut floor with made-up values: a model that is better than its probes, one that is not,
/// one of which nothing can be told, and a leaky one.
enum ExampleShortcuts {
  static let floor = ShortcutFloor(
    probes: [
      .init(
        name: "duration", kind: "shortcut", classifier: "logistic regression",
        features: "duration in s"),
      .init(
        name: "level", kind: "shortcut", classifier: "logistic regression",
        features: "peak in dB of full scale, RMS in dB of full scale"),
      .init(
        name: "mfcc-statistics", kind: "baseline", classifier: "logistic regression",
        features: "means of <40> MFCC"),
    ],
    rows: [
      row(ExampleReport.random, nil, 0.994, [0.39, 0.4, 0.98]),
      row(ExampleReport.random, "OAF", 0.99, [0.37, 0.39, 0.97]),
      row(ExampleReport.onYAF, nil, 0.68, [0.26, 0.23, 0.5]),
      row(ExampleReport.onOAF, nil, 0.508, [0.31, nil, 0.52]),
    ],
    references: [
      .init(
        probe: "duration", origin: ExampleReport.onYAF, published: ".23 to .34 (several)",
        tolerance: "± .02", found: ExampleReport.measure(0.26, 0.02), comment: "Agrees."),
      .init(
        probe: "duration", origin: ExampleReport.random, published: ".35 to .41 (several)",
        tolerance: "± .02", found: ExampleReport.measure(0.45, 0.02),
        comment: "Ours is higher. The classifiers differ."),
    ])

  private static func difference(_ model: Double, _ probe: Double?) -> Measure {
    let value = probe.map { model - $0 }
    return Measure(
      value,
      interval: value.map {
        ConfidenceInterval(lower: $0 - 0.02, upper: $0 + 0.02, level: 0.95, unit: .word)
      })
  }

  private static func row(
    _ origin: Origin, _ speaker: String?, _ model: Double, _ probes: [Double?]
  ) -> ShortcutFloor.Row {
    ShortcutFloor.Row(
      origin: origin, speaker: speaker, count: 1399, model: ExampleReport.measure(model, 0.006),
      scores: zip(["duration", "level", "mfcc-statistics"], probes).map { name, value in
        ShortcutFloor.Score(
          probe: name, uar: ExampleReport.measure(value, 0.02),
          difference: difference(model, value),
          errorCount: model > 0.99 ? 0 : 688,
          shared: model > 0.99 ? .undetermined : Measure(0.8),
          sharedByChance: model > 0.99 ? .undetermined : Measure(0.76),
          alike: model > 0.99 ? .undetermined : Measure(0.31),
          alikeByChance: model > 0.99 ? .undetermined : Measure(0.18))
      })
  }
}
