import Corpora
import Metrics
import Reports
import Testing

@Suite("What the summary must not leave out")
struct ReadingDetailsTests {
  private func origin(_ base: Origin, seed: Int) -> Origin {
    ReadingExample.origin(base, seed: seed)
  }

  private func report(_ seeds: Int, _ bases: [Origin]) -> AuditReport {
    ReadingExample.report(seeds, bases)
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
        "For OAF → YAF, happy has a recall at or below chance in 3 of 3 trainings (recall .00, most "
          + "often called angry); for YAF → OAF, happy has a recall at or below chance in 3 of 3 "
          + "trainings (recall .00) and angry in 2 of 3 (recall .05 to .10 there; .60 in the other)."
      ])
  }

  @Test("What a lost emotion is called, and how low it is, is told of the seeds that lose it")
  func lostSeeds() throws {
    func sentence(_ recalls: [Double], called: [(Int, Emotion)]) throws -> String {
      var report = report(recalls.count, [ExampleReport.onOAF])
      report.classes = recalls.enumerated().map {
        table(ExampleReport.onOAF, seed: $0, [.angry: $1])
      }
      report.confusions = recalls.indices.map { seed in
        let own = called.filter { $0.0 == seed }.map { (Emotion.angry, $0.1) }
        return confusion(ExampleReport.onOAF, seed: seed, own)
      }
      return try items(report).joined()
    }
    let start = "For YAF → OAF, angry has a recall at or below chance in "
    // Happy is the commonest of all together, and not once of the seed that loses the emotion.
    let called: [(Int, Emotion)] = [(0, .sad), (1, .happy), (2, .happy)]
    #expect(
      try sentence([0.03, 0.15, 0.36], called: called)
        == start + "1 of 3 trainings (recall .03 there, most often called sad; .15 and .36 in the "
        + "others).")
    #expect(
      try sentence([0.03, 0.1, 0.36], called: [(2, .happy)])
        == start + "2 of 3 trainings (recall .03 to .10 there; .36 in the other).")
    #expect(
      try sentence([0.03, 0.3, 0.36, 0.5], called: [])
        == start + "1 of 4 trainings (recall .03 there; .30 to .50 in the others).")
    #expect(
      try sentence([0.03, 0.1], called: called)
        .hasPrefix(start + "2 of 2 trainings (recall .03 to .10, most often called "))
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
        "For YAF → OAF the strongest simple predictor, prosody (UAR .51), is not clearly beaten: of 3 "
          + "trainings 2 are worse and 1 is not told apart."
      ])
    report.shortcuts = probeFloor(
      ExampleReport.onOAF, [(-0.02, 0.016), (0.01, 0.05), (0.02, 0.03)])
    #expect(
      try items(report).first?.hasSuffix(
        "of 3 trainings 2 are better than it and 1 is not told apart.") == true)
    for (ends, end) in [
      ((-0.3, -0.1), "each of 2 trainings is worse than the strongest simple predictor"),
      ((-0.1, 0.1), "none of 2 trainings can be told from the strongest simple predictor"),
    ] {
      report.shortcuts = probeFloor(ExampleReport.onOAF, [ends, ends])
      #expect(try items(report) == ["For YAF → OAF \(end), prosody (UAR .51)."])
    }
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
}
