import Corpora
import Findings
import Metrics
import Reports

/// The example report with every further section, and names that markup could be made of.
enum RichReport {
  static let hostile = "a|b `c` *d* _e_ <f> & \\g\nh"

  static func report() -> AuditReport {
    var report = ExampleReport.report()
    report.calibration = calibration
    report.conformal = conformal
    report.fairness = fairness
    report.spreads = [
      SpreadRow(
        origin: ExampleReport.onYAF, total: 0.05, seed: 0.04, word: 0.02, speaker: nil, rest: 0.01,
        betweenSpeakers: nil)
    ]
    report.asymmetries = [
      AsymmetryRow(
        origin: ExampleReport.random, uar: ExampleReport.measure(0.17),
        accuracy: .undetermined, p: 0.0004, adjustedP: nil)
    ]
    report.ensembles = [
      VariantRow(
        origin: ExampleReport.onYAF, count: 1_399, uar: ExampleReport.measure(0.7),
        ordinary: .undetermined, worst: nil)
    ]
    report.speakers += [
      SpeakerRow(
        origin: Origin(
          evaluationProtocol: .random, trainedOn: hostile, testedOn: hostile, isLeaky: true,
          note: hostile, isRepetition: true), speaker: hostile, count: 1, accuracy: .undetermined,
        uar: .undetermined, ece: .undetermined)
    ]
    return report
  }

  private static func calibrated(
    _ method: String, _ metric: String, change: Measure, survives: Double?
  ) -> CalibrationSummary.Row {
    CalibrationSummary.Row(
      origin: ExampleReport.onYAF, method: method, metric: metric,
      known: .init(before: 0.07, after: 0.004), unseen: .init(before: 0.12, after: nil),
      change: change, survivingShare: survives)
  }

  static let calibration = CalibrationSummary(
    rows: [
      calibrated("temperature", "ece", change: ExampleReport.measure(0.1, 0.02), survives: -0.2),
      calibrated(
        "vector", "ece",
        change: Measure(
          -0.003,
          interval: ConfidenceInterval(lower: -0.004, upper: -0.002, level: 0.95, unit: .word)),
        survives: 0.254),
      calibrated("isotonic", "nll", change: .undetermined, survives: nil),
      calibrated("isotonic", "accuracy", change: .undetermined, survives: 0.777),
    ],
    temperatures: [
      .init(origin: ExampleReport.onYAF, value: 1.25, isAtBound: false),
      .init(origin: ExampleReport.onOAF, value: 0.05, isAtBound: true),
    ],
    risks: [
      .init(
        origin: ExampleReport.onYAF,
        points: [.init(coverage: "0.5", risk: 0.11), .init(coverage: "1.0", risk: nil)])
    ])

  private static func covered(
    _ sets: String, _ emotion: Emotion?, known: Double?, unseen: Double?,
    band: ClosedRange<Double>?
  ) -> ConformalSummary.Row {
    ConformalSummary.Row(
      origin: ExampleReport.onYAF, sets: sets, emotion: emotion,
      known: .init(value: known, band: 0.85...0.95, setSize: 1.5),
      unseen: .init(value: unseen, band: band, setSize: 2.25))
  }

  static let conformal = ConformalSummary(
    nominal: 0.9, fewestRows: 9,
    rows: [
      covered("thr marginal", nil, known: 0.91, unseen: 0.849, band: 0.85...0.95),
      covered("aps marginal", nil, known: 0.91, unseen: 0.85, band: 0.85...0.95),
      covered("raps marginal", nil, known: 0.91, unseen: 0.95, band: 0.85...0.95),
      covered("thr per-emotion", nil, known: 0.91, unseen: 0.951, band: 0.85...0.95),
      covered("thr per-speaker", nil, known: 0.91, unseen: 1, band: nil),
      covered("aps marginal", .sad, known: 0.21, unseen: 0.31, band: nil),
      covered("aps per-emotion", .sad, known: 0.41, unseen: nil, band: nil),
      covered("thr marginal", .sad, known: 0.61, unseen: 0.71, band: nil),
    ])

  private static func finding(
    _ check: String, _ status: Status, _ importance: Importance = .note, _ message: String
  ) -> Finding {
    Finding(check: check, subject: "s", status: status, importance: importance, message: message)
  }

  static let fairness = FairnessSummary(
    origin: Origin(
      evaluationProtocol: .speakerDisjoint, trainedOn: Split.othersTraining, testedOn: hostile,
      isLeaky: false),
    counts: [
      .init(kind: "disparities", passed: 1, failed: 2, undetermined: 3, vacuous: 4),
      .init(kind: "standard-checks", passed: 5, failed: 6, undetermined: 7, vacuous: 1_008),
    ],
    groups: [
      .init(
        attribute: "sex", group: hostile, count: 1_400, accuracy: ExampleReport.measure(0.6),
        uar: Measure(0.61), ece: .undetermined)
    ],
    gaps: [
      .init(
        attribute: "sex", measure: "uar-difference", value: Measure(0.2), p: 0.0125,
        detectable: 0.084, status: .failed),
      .init(
        attribute: "age", measure: "uar-difference", value: .undetermined, p: nil, detectable: nil,
        status: .undetermined),
      .init(
        attribute: "mood", measure: "uar-difference", value: Measure(0), p: 1, detectable: 0.05,
        status: .undetermined, isVacuous: true),
      .init(
        attribute: "sex", measure: "uar-ratio", value: Measure(0.8), p: nil, detectable: nil,
        status: nil),
    ],
    words: (0..<12).map { .init(word: "word\($0)", accuracy: Double($0) / 20, count: 14) },
    findings: [
      finding("skill-gate", .passed, .warning, "The model has skill."),
      finding("fairness-uar-difference", .failed, .warning, "A gap of sex."),
      finding("correctness-classification-recall", .passed, .note, "Passes."),
      finding("correctness-classification-recall", .undetermined, .note, "Cannot tell."),
      finding("correctness-classification-recall", .failed, .note, "Fails for sad."),
      finding("fairness-sex-uar-shift", .undetermined, .note, "Cannot tell of sex."),
      finding("fairness-accent-share-shift", .passed, .note, "Passes by accent."),
    ])
}
