import Corpora
import Metrics
import Reports
import Testing

@Suite("What the summary must not leave out of calibration and of worse audio")
struct ReadingUseTests {
  private func report(_ seeds: Int, _ bases: [Origin]) -> AuditReport {
    ReadingExample.report(seeds, bases)
  }

  /// The items of the summary's list.
  private func items(_ report: AuditReport) throws -> [String] { try Page(report).details() }

  private func calibration(isAtBound: Bool) -> CalibrationSummary {
    CalibrationSummary(
      rows: ["ece", "nll"].map { metric in
        CalibrationSummary.Row(
          origin: ExampleReport.onYAF, method: "temperature", metric: metric,
          known: .init(before: 0.07, after: 0), unseen: .init(before: 0.12, after: 0.22),
          change: Measure(0.1), survivingShare: -1)
      },
      temperatures: [
        .init(origin: ExampleReport.onYAF, value: isAtBound ? 0.05 : 1.2, isAtBound: isAtBound)
      ], risks: [])
  }

  @Test("Confidence that is a tenth off is told, over all trainings, with both numbers and its way")
  func confidence() throws {
    func diagram(_ origin: Origin, _ stated: Double, _ right: Double)
      -> Reports.ReliabilityDiagram
    {
      Reports.ReliabilityDiagram(
        origin: origin, ece: Measure(abs(stated - right)),
        bins: [
          .init(lower: 0, upper: 0.5, count: 0, meanConfidence: nil, accuracy: nil),
          .init(lower: 0.5, upper: 1, count: 10, meanConfidence: stated, accuracy: right),
        ])
    }
    let (a, b) = (Origin.of(.speakerDisjoint, "a", "b"), Origin.of(.speakerDisjoint, "b", "a"))
    var report = report(1, [a])
    report.reliability = [
      diagram(a, 0.97, 0.63), diagram(b, 0.50, 0.87), diagram(b, 0.70, 0.87),
      diagram(.of(.speakerDisjoint, "c", "d"), 0.70, 0.61),
      diagram(.of(.random, "a", "a", isLeaky: true), 1, 0.2),
    ]
    #expect(
      try items(report) == [
        "The model is over-confident for a → b (states .97, is right in .63) and under-confident "
          + "for b → a (states .60, is right in .87, on average over 2 trainings)."
      ])
  }

  @Test("Of many test sets those are counted whose calibration error clearly changed")
  func calibrationOfMany() throws {
    func row(_ ends: (Double, Double)?) -> CalibrationSummary.Row {
      let interval = ends.map {
        ConfidenceInterval(lower: $0.0, upper: $0.1, level: 0.95, unit: .word)
      }
      return CalibrationSummary.Row(
        origin: ExampleReport.onYAF, method: "temperature", metric: "ece",
        known: .init(before: 0.07, after: 0), unseen: .init(before: 0.12, after: 0.22),
        change: Measure(0.1, interval: interval), survivingShare: nil)
    }
    var report = report(1, [ExampleReport.onYAF])
    report.calibration = CalibrationSummary(
      rows: [row((0.01, 0.2)), row((-0.1, 0.2)), row(nil), row((0.02, 0.2)), row((-0.2, -0.01))],
      temperatures: [], risks: [])
    #expect(
      try items(report) == [
        "Correcting the confidence on recordings of known speakers (temperature scaling) clearly "
          + "raised the calibration error (ECE) on unseen speakers on 2 of 5 test sets and clearly "
          + "lowered it on 1."
      ])
  }

  @Test("Confidence is called worse or better on strangers where every change is clearly so")
  func calibrationVerdict() throws {
    func sentence(_ changes: [(after: Double, lower: Double, upper: Double)]) throws -> String {
      var report = report(1, [ExampleReport.onYAF])
      report.calibration = CalibrationSummary(
        rows: changes.enumerated().map { index, change in
          CalibrationSummary.Row(
            origin: .of(.speakerDisjoint, "a", "s\(index)"), method: "temperature", metric: "ece",
            known: .init(before: 0.07, after: 0), unseen: .init(before: 0.2, after: change.after),
            change: Measure(
              change.after - 0.2,
              interval: ConfidenceInterval(
                lower: change.lower, upper: change.upper, level: 0.95, unit: .word)),
            survivingShare: nil)
        }, temperatures: [], risks: [])
      return try items(report).joined()
    }
    let start =
      "Correcting the confidence on recordings of known speakers (temperature scaling) "
    #expect(
      try sentence([(0.3, 0.05, 0.15), (0.4, 0.1, 0.3)])
        == start + "made it worse on unseen ones: the calibration error (ECE) rose from .20 to .30 "
        + "(a → s0) and from .20 to .40 (a → s1).")
    #expect(
      try sentence([(0.1, -0.15, -0.05)])
        == start + "made it better on unseen ones: the calibration error (ECE) fell from .20 to "
        + ".10 (a → s0).")
    #expect(
      try sentence([(0.1, -0.15, -0.05), (0.3, 0.05, 0.15), (0.21, -0.1, 0.1)])
        == start + "is no sure help on unseen ones: the calibration error (ECE) fell from .20 to "
        + ".10 (a → s0); rose from .20 to .30 (a → s1); went from .20 to .21 (a → s2), not told from no "
        + "change.")
  }

  @Test("What calibration on a known speaker does to an unseen one is said, and of which seed")
  func calibrationOnStrangers() throws {
    var single = report(1, [ExampleReport.onYAF])
    single.calibration = calibration(isAtBound: false)
    let start = "Correcting the confidence on recordings of known speakers (temperature scaling"
    let end =
      ") is no sure help on unseen ones: the calibration error (ECE) went from .12 to .22 (OAF → "
      + "YAF), not told from no change."
    #expect(try items(single) == [start + end])
    let plain = MarkdownReport.render(single)
    #expect(!plain.contains("first training seed") && !plain.contains("the end of its range"))
    var several = report(2, [ExampleReport.onYAF])
    several.calibration = calibration(isAtBound: true)
    #expect(try items(several) == [start + ", first seed" + end])
    let page = MarkdownReport.render(several)
    #expect(page.contains("All numbers of this section are of the first training seed"))
    #expect(page.contains("A temperature at the end of its range means that the dev data"))
  }

  private func curve(
    _ name: String, seed: Int, _ retention: Double?, milder: Double? = 1, clean: Measure? = nil
  ) -> RobustnessCurve {
    RobustnessCurve(
      origin: ReadingExample.origin(ExampleReport.onYAF, seed: seed), perturbation: name,
      cleanUAR: clean ?? .about(0.8, 0.05), cleanAccuracy: Measure(0.8), chance: 1 / 7,
      points: [
        .init(
          severity: 4, accuracy: Measure(0.1), uar: Measure(0.1), retention: milder, count: 1_139),
        .init(
          severity: 5, accuracy: Measure(0.5), uar: Measure(0.5), retention: retention,
          count: 1_140),
      ])
  }

  @Test("The largest loss of skill is that on average over seeds, at whichever severity it is")
  func perturbations() throws {
    var report = report(2, [ExampleReport.onYAF])
    report.robustness = [
      curve("noise", seed: 0, 0.9), curve("noise", seed: 1, 1.1),
      curve("low-pass", seed: 0, 0.74), curve("low-pass", seed: 1, 0.66, milder: 0.6),
      curve("gain", seed: 0, nil, milder: nil),
    ]
    #expect(
      try items(report) == [
        "Under low-pass at severity 5, on average 70\u{A0}% of the skill above chance on clean audio "
          + "is left for OAF → YAF (n = 1,140; 66\u{A0}% to 74\u{A0}% in 2 trainings), the largest "
          + "loss under 2 perturbations; of 1 more nothing can be said. A single training keeps as "
          + "little as 60\u{A0}%, for OAF → YAF · seed 1 under low-pass at severity 4."
      ])
    report.robustness = [curve("noise", seed: 0, -0.2)]
    #expect(
      try items(report) == [
        "Under noise at severity 5, 0\u{A0}% of the skill above chance on clean audio is left for "
          + "OAF → YAF (n = 1,140)."
      ])
    report.robustness = [curve("noise", seed: 0, 0.5), curve("noise", seed: 1, 0.5)]
    #expect(
      try items(report) == [
        "Under noise at severity 5, on average 50\u{A0}% of the skill above chance on clean audio is "
          + "left for OAF → YAF (n = 1,140; the same in 2 trainings)."
      ])
    report.robustness = [curve("noise", seed: 0, 0.8, milder: 0.7)]
    #expect(
      try items(report) == [
        "Under noise at severity 4, 70\u{A0}% of the skill above chance on clean audio is left for "
          + "OAF → YAF (n = 1,139)."
      ])
    report.robustness = [curve("noise", seed: 0, 1.1), curve("gain", seed: 0, 1)]
    #expect(try items(report) == ["None of 2 perturbations costs skill at any severity."])
    report.robustness = [curve("noise", seed: 0, 1), curve("noise", seed: 1, 1)]
    #expect(
      try items(report) == [
        "The perturbation noise costs no skill at any severity on average over 2 trainings."
      ])
  }

  @Test("Of skill that is not clearly above chance on clean audio, nothing is said to be left")
  func noSkill() throws {
    var report = report(1, [ExampleReport.onYAF])
    for clean in [Measure.about(0.2, 0.1), Measure(0.8)] {
      report.robustness = [curve("noise", seed: 0, 0, clean: clean)]
      #expect(try items(report).isEmpty, "\(clean)")
    }
    report.robustness += [curve("gain", seed: 0, 0.5)]
    #expect(try items(report).first?.hasSuffix("; of 1 more nothing can be said.") == true)
  }
}
