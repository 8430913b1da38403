import Corpora
import Metrics
import Reports
import Testing

@Suite("What the summary must not leave out")
struct ReadingDetailsTests {
  /// The same test set of some seed.
  private func origin(_ base: Origin, seed: Int) -> Origin {
    Origin(
      evaluationProtocol: base.evaluationProtocol, trainedOn: base.trainedOn,
      testedOn: base.testedOn, isLeaky: base.isLeaky, note: seed == 0 ? nil : "seed \(seed)",
      isRepetition: seed > 0)
  }

  private func ladderRow(_ base: Origin, seed: Int) -> LadderRow {
    LadderRow(
      origin: origin(base, seed: seed), count: 1399, accuracy: ExampleReport.measure(0.6),
      uar: ExampleReport.measure(0.6), chance: 1 / 7, majorityShare: 0.143)
  }

  /// A report of nothing but a ladder of some seeds.
  private func report(_ seeds: Int, _ bases: [Origin]) -> AuditReport {
    var report = ExampleReport.report()
    report.ladder = (0..<seeds).flatMap { seed in bases.map { ladderRow($0, seed: seed) } }
    report.classes = []
    report.confusions = []
    report.shortcuts = nil
    report.calibration = nil
    report.robustness = []
    return report
  }

  /// The items of the summary's list.
  private func items(_ report: AuditReport) throws -> [String] { try Page(report).details() }

  private func table(_ base: Origin, seed: Int, _ recalls: [Emotion: Double]) -> ClassTable {
    ClassTable(
      origin: origin(base, seed: seed),
      rows: Emotion.allCases.map { emotion in
        ClassTable.Row(
          emotion: emotion, support: 200, precision: .undetermined,
          recall: Measure(recalls[emotion] ?? 0.9), f1: .undetermined)
      })
  }

  /// Counts in which an emotion is called another.
  private func confusion(
    _ base: Origin, seed: Int, _ mistakes: [(Emotion, Emotion)]
  ) -> ConfusionTable {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 7), count: 7)
    for emotion in Emotion.allCases { counts[emotion.index][emotion.index] = 100 }
    for (truth, answer) in mistakes { counts[truth.index][answer.index] += 60 }
    return ConfusionTable(origin: origin(base, seed: seed), counts: counts)
  }

  @Test("With nothing to say there is no list")
  func nothing() throws {
    #expect(try items(report(1, [ExampleReport.onYAF])).isEmpty)
    var good = report(1, [ExampleReport.onYAF])
    good.classes = [table(ExampleReport.onYAF, seed: 0, [.happy: 0.15])]
    #expect(try items(good).isEmpty)
  }

  @Test("Emotions at or below chance are named with what they are called, of honest test sets")
  func emotions() throws {
    var report = report(1, [ExampleReport.onYAF, ExampleReport.random])
    report.classes = [
      table(ExampleReport.random, seed: 0, [.fear: 0]),
      table(ExampleReport.onYAF, seed: 0, [.happy: 0, .sad: 1 / 7]),
    ]
    report.confusions = [
      confusion(ExampleReport.onYAF, seed: 0, [(.happy, .angry), (.sad, .neutral)])
    ]
    #expect(
      try items(report) == [
        "For OAF → YAF, happy (recall .00, most often called angry) and sad (recall .14, most "
          + "often called neutral) have a recall at or below chance."
      ])
  }

  @Test("Over seeds it is said by how many an emotion is recognised, the most lost first")
  func emotionsOverSeeds() throws {
    var report = report(3, [ExampleReport.onYAF, ExampleReport.onOAF])
    report.classes = [0.1, 0.05, 0.6].enumerated().flatMap { seed, angry in
      [
        table(ExampleReport.onYAF, seed: seed, [.happy: 0]),
        table(ExampleReport.onOAF, seed: seed, [.happy: 0, .angry: angry]),
      ]
    }
    report.confusions = [
      confusion(ExampleReport.onYAF, seed: 0, [(.happy, .fear)]),
      confusion(ExampleReport.onYAF, seed: 1, [(.happy, .angry)]),
      confusion(ExampleReport.onYAF, seed: 2, [(.happy, .angry)]),
    ]
    #expect(
      try items(report) == [
        "For OAF → YAF, happy has a recall at or below chance in 3 of 3 seeds (recall .00, most often "
          + "called angry); for YAF → OAF, happy has a recall at or below chance in 3 of 3 seeds "
          + "(recall .00) and angry in 2 of 3 (recall .05 to .60)."
      ])
  }

  @Test("Between corpora chance is that of the emotions that both have")
  func chanceBetweenCorpora() throws {
    let across = Origin(
      evaluationProtocol: .crossCorpus, trainedOn: "a", testedOn: "b", isLeaky: false)
    var report = report(1, [])
    report.ladder = [
      LadderRow(
        origin: across, count: 10, accuracy: .undetermined, uar: Measure(0.5), chance: 0.25,
        majorityShare: nil)
    ]
    report.classes = [table(across, seed: 0, [.fear: 0.2])]
    #expect(
      try items(report) == ["For a → b, fear (recall .20) has a recall at or below chance."])
  }

  @Test("Many test sets are counted instead")
  func manyTestSets() throws {
    let folds = (0..<6).map { fold in
      Origin(
        evaluationProtocol: .speakerDisjoint, trainedOn: "others", testedOn: "s\(fold)",
        isLeaky: false)
    }
    var report = report(1, folds)
    report.classes = folds.enumerated().map { fold, origin in
      table(origin, seed: 0, fold < 5 ? [.happy: 0, .sad: fold == 0 ? 0 : 1] : [:])
    }
    #expect(
      try items(report) == [
        "On 5 of 6 test sets of speakers whom training never heard an emotion has a recall "
          + "at or below chance: happy on 5 and sad on 1."
      ])
    report.folds = [
      FoldsTogether(
        evaluationProtocol: .speakerDisjoint, speakers: 24, count: 1242,
        uar: Measure(
          0.411,
          interval: ConfidenceInterval(lower: 0.379, upper: 0.441, level: 0.95, unit: .speaker)))
    ]
    let text = try MarkupScanner.parse(HTMLReport.render(report)).text
    #expect(
      text.contains(
        "each of the 24 speakers of speaker-disjoint answered for by the model that never heard "
          + "the speaker, UAR is .41 [.38, .44] over speakers (n = 1,242)."))
    #expect(text.contains("UAR was between .60 [.56, .64] for others → s"))
    #expect(text.contains("on 6 test sets, intervals over words."))
  }

  private func probeFloor(_ base: Origin, _ differences: [(Double, Double)]) -> ShortcutFloor {
    ShortcutFloor(
      probes: [.init(name: "prosody", kind: "baseline", classifier: "c", features: "f")],
      rows: differences.enumerated().map { seed, ends in
        let interval = ConfidenceInterval(
          lower: ends.0, upper: ends.1, level: 0.95, unit: .word)
        return ShortcutFloor.Row(
          origin: origin(base, seed: seed), speaker: nil, count: 1399, model: Measure(0.5),
          scores: [
            .init(
              probe: "prosody", uar: Measure(0.514),
              difference: Measure((ends.0 + ends.1) / 2, interval: interval), errorCount: 0,
              shared: .undetermined, sharedByChance: .undetermined, alike: .undetermined,
              alikeByChance: .undetermined)
          ])
      }, references: [])
  }

  @Test("A simple predictor that is not beaten is named with its UAR, and by how many seeds")
  func probes() throws {
    var report = report(3, [ExampleReport.onOAF])
    report.shortcuts = probeFloor(
      ExampleReport.onOAF, [(-0.02, 0.016), (-0.061, -0.022), (-0.058, -0.019)])
    #expect(
      try items(report) == [
        "For YAF → OAF the strongest simple predictor, prosody (UAR .51), is undecided for 1 and "
          + "beats 2 of 3 seeds."
      ])
    report.shortcuts = probeFloor(
      ExampleReport.onOAF, [(-0.02, 0.016), (0.01, 0.05), (0.02, 0.03)])
    #expect(
      try items(report).first?.hasSuffix(", is beaten by 2 and is undecided for 1 of 3 seeds.")
        == true)
    report.shortcuts = probeFloor(ExampleReport.onOAF, [(0.01, 0.05), (0.02, 0.03)])
    #expect(try items(report).isEmpty)
    report.shortcuts = probeFloor(ExampleReport.random, [(-0.02, 0.01)])
    #expect(try items(report).isEmpty, "a rung that leaks is no place to be beaten on")
    report.shortcuts = probeFloor(ExampleReport.onOAF, [(-0.02, 0.04)])
    #expect(
      try items(report) == [
        "For YAF → OAF it is undecided whether the model beats the strongest simple predictor, "
          + "prosody (UAR .51): a difference of +.01 [−.02, .04]."
      ])
    report.shortcuts = probeFloor(ExampleReport.onOAF, [(-0.09, -0.05)])
    #expect(
      try items(report) == [
        "For YAF → OAF the model is worse than the strongest simple predictor, prosody (UAR .51): "
          + "a difference of −.07 [−.09, −.05]."
      ])
  }

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
        "A temperature fitted to dev data of the training speakers clearly raised the calibration "
          + "error (ECE) on unseen speakers on 2 of 5 test sets and clearly lowered it on 1."
      ])
  }

  @Test("What calibration on a known speaker does to an unseen one is said, and of which seed")
  func calibrationOnStrangers() throws {
    var single = report(1, [ExampleReport.onYAF])
    single.calibration = calibration(isAtBound: false)
    let sentence =
      "A temperature fitted to dev data of the training speakers took the calibration error (ECE) "
      + "on unseen speakers from .12 to .22 for OAF → YAF"
    #expect(try items(single) == [sentence + "."])
    let plain = MarkdownReport.render(single)
    #expect(!plain.contains("first training seed") && !plain.contains("the end of its range"))
    var several = report(2, [ExampleReport.onYAF])
    several.calibration = calibration(isAtBound: true)
    #expect(try items(several) == [sentence + " (first seed)."])
    let page = MarkdownReport.render(several)
    #expect(page.contains("All numbers of this section are of the first training seed"))
    #expect(page.contains("A temperature at the end of its range means that the dev data"))
  }

  private func curve(
    _ name: String, seed: Int, _ retention: Double?, milder: Double? = 1, clean: Measure? = nil
  ) -> RobustnessCurve {
    RobustnessCurve(
      origin: origin(ExampleReport.onYAF, seed: seed), perturbation: name,
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
        "Under low-pass at severity 5, 66\u{A0}% to 74\u{A0}% of the skill above chance on clean "
          + "audio is left for OAF → YAF (n = 1,140), on average 70\u{A0}% over 2 seeds, the largest "
          + "loss under 2 perturbations; of 1 more nothing can be said."
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
        "Under noise at severity 5, 50\u{A0}% of the skill above chance on clean audio is left for "
          + "OAF → YAF (n = 1,140), for each of 2 seeds."
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
        "The perturbation noise costs no skill at any severity on average over 2 seeds."
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
