import Corpora
import Metrics
import Reports
import Testing

@Suite("What there is to see in a drawing, in words")
struct CaptionTests {
  private let size = Emotion.allCases.count

  /// The caption of the first figure of a section.
  private func caption(_ id: String, _ fill: (inout AuditReport) -> Void) throws -> String {
    let figure = try #require(try Page(fill).section(id).all("figure").first)
    return try #require(figure.all(class: "fine").first).text
  }

  private func confusion(_ change: (inout [[Int]]) -> Void) throws -> String {
    var counts = (0..<size).map { truth in (0..<size).map { $0 == truth ? 100 : 0 } }
    change(&counts)
    return try caption("confusions") {
      $0.confusions = [ConfusionTable(origin: .of(), counts: counts)]
    }
  }

  @Test("Recall is told from the worst emotion to the best, or as one where all are alike")
  func recalls() throws {
    let end = "No emotion was taken for another in a tenth of its utterances."
    #expect(try confusion { _ in } == "Recall is 1.00 for every emotion. \(end)")
    #expect(
      try confusion { $0[3] = [0, 0, 4, 96, 0, 0, 0] }
        == "Recall from .96 (happy) to 1.00 (angry). \(end)")
    #expect(
      try confusion { counts in
        // An emotion that was not tested is neither best nor worst.
        counts[0] = [Int](repeating: 0, count: size)
        counts[5] = [0, 0, 4, 0, 0, 96, 0]
      } == "Recall from .96 (sad) to 1.00 (disgust). \(end)")
    #expect(try confusion { $0 = [] } == "Nothing was measured.")
  }

  @Test("The three commonest mistakes are told from a tenth on, the first of equals first")
  func mistakes() throws {
    #expect(
      try confusion { counts in
        counts[1] = [10, 80, 10, 0, 0, 0, 0]
        counts[4] = [0, 0, 0, 0, 60, 30, 10]
        counts[6] = [9, 0, 0, 0, 0, 0, 91]
      }.hasSuffix(
        "Commonest mistakes: neutral as sad (.30), disgust as angry (.10), disgust as fear (.10).")
    )
  }

  private func curve(
    _ name: String, clean: Double?, milder: Double? = nil, _ strongest: Double?,
    _ origin: Origin = .of(), isPartial: Bool = false
  ) -> RobustnessCurve {
    RobustnessCurve(
      origin: origin, perturbation: name, cleanUAR: Measure(clean), cleanAccuracy: .undetermined,
      chance: 1 / 7,
      points: [
        .init(
          severity: 5, accuracy: .undetermined, uar: Measure(strongest), retention: nil,
          isPartial: isPartial),
        .init(severity: 4, accuracy: .undetermined, uar: Measure(milder), retention: nil),
      ])
  }

  /// A curve of a model that is clearly above chance, with what is left at each severity from 1.
  private func skilled(
    _ name: String, _ retentions: [Double?], _ origin: Origin = .of(), half: Double = 0.1
  ) -> RobustnessCurve {
    RobustnessCurve(
      origin: origin, perturbation: name, cleanUAR: .about(0.5, half), cleanAccuracy: .undetermined,
      chance: 0.25,
      points: zip(1..., retentions).map {
        .init(
          severity: $0, accuracy: .undetermined, uar: Measure($1.map { 0.25 + $0 / 4 }),
          retention: $1)
      })
  }

  @Test("Where no perturbation has both ends, nothing is said to be lost")
  func noEnds() throws {
    let unknown = "UAR under perturbation is undetermined."
    let half = [curve("a", clean: nil, 0.5), curve("b", clean: 0.5, nil)]
    #expect(try caption("robustness") { $0.robustness = half } == unknown)
    let one = half + [curve("c", clean: 0.5, 0.25)]
    #expect(
      try caption("robustness") { $0.robustness = one }
        == "From clean audio, UAR loses .25 under c at severity 5 for OAF → YAF. Bands are "
        + "intervals; the dashed line is chance.")
  }

  @Test("The worst severity is named, which need not be the strongest, and no partial one")
  func worstSeverity() throws {
    func text(_ curves: [RobustnessCurve]) throws -> String {
      try caption("robustness") { $0.robustness = curves }
    }
    #expect(
      try text([curve("c", clean: 0.5, milder: 0.125, 0.25)])
        .contains("UAR loses .38 under c at severity 4 for OAF → YAF. Bands"))
    #expect(
      try text([curve("c", clean: 0.5, milder: 0.375, 0.25, isPartial: true)])
        .contains("UAR loses .13 under c at severity 4 for OAF → YAF. Bands"))
    let several = [
      curve("a", clean: 0.5, milder: 0.125, 0.5), curve("b", clean: 0.5, milder: 0.5, 0.25),
    ]
    #expect(
      try text(several).hasPrefix(
        "From clean audio, UAR loses .38 under a at severity 4 for OAF → YAF, the worst case; "
          + "the mildest perturbation is b for OAF → YAF, which at its worst, severity 5, loses .25."
      )
    )
  }

  @Test("The mildest perturbation is told by what it costs at its worst, down to nothing")
  func mildest() throws {
    func text(milder: Double, _ strongest: Double) throws -> String {
      try caption("robustness") {
        $0.robustness = [
          curve("a", clean: 0.5, 0.25), curve("b", clean: 0.5, milder: milder, strongest),
        ]
      }
    }
    let start =
      "From clean audio, UAR loses .25 under a at severity 5 for OAF → YAF, the worst case; the "
      + "mildest perturbation is b for OAF → YAF, which "
    for (milder, strongest, end) in [
      (0.496, 0.5, "at its worst, severity 4, loses .004."),
      (0.5, 0.5, "loses nothing at any severity."),
      (0.4998, 0.5, "loses nothing at any severity."),
      (0.6, 0.55, "even at its worst, severity 5, gains .05."),
    ] {
      let found = try text(milder: milder, strongest)
      #expect(found.hasPrefix(start + end), "\(found)")
    }
  }

  @Test("Of one perturbation the test set that it costs least is told, and no other is mildest")
  func mildestTestSet() throws {
    let text = try caption("robustness") {
      $0.robustness = [
        curve("a", clean: 0.5, 0.25),
        curve("a", clean: 0.5, 0.375, .of(.speakerDisjoint, "YAF", "OAF")),
      ]
    }
    #expect(
      text.contains(
        "the worst case; it costs least for YAF → OAF, which at its worst, severity 5, loses .13."))
  }

  @Test("What is as the worst case is not called the best")
  func noBest() throws {
    let text = try caption("robustness") {
      $0.robustness = [curve("a", clean: 0.5, 0.5), curve("b", clean: 0.5, 0.5)]
    }
    #expect(
      text.hasPrefix("From clean audio, UAR stays as it is under a at severity 5 for OAF → YAF."))
    #expect(!text.contains("worst") && !text.contains("best"))
  }

  @Test("A change that two decimals do not show is none, on either side of 0")
  func unchanged() throws {
    for strongest in [0.504, 0.5, 0.496] {
      let text = try caption("robustness") {
        $0.robustness = [curve("c", clean: 0.5, strongest)]
      }
      #expect(text.contains("UAR stays as it is under c at"), "\(strongest)")
    }
    #expect(
      try caption("robustness") { $0.robustness = [curve("c", clean: 0.5, 0.506)] }
        .contains("UAR gains .01 under c at severity 5"))
  }

  @Test("What leaks has a figure of its own, whose caption is of nothing else")
  func leaky() throws {
    let figures = try Page {
      $0.robustness = [
        curve("a", clean: 0.5, 0.25), curve("b", clean: 0.9, 0.85, .of(.random)),
      ]
    }.section("robustness").all("figure")
    try #require(figures.count == 2)
    #expect(figures.map { $0.has("leaky") } == [false, true])
    #expect(figures[0].text.contains("UAR loses .25 under a at severity 5 for OAF → YAF. Bands"))
    #expect(figures[1].text.contains("UAR loses .05 under b at severity 5 for OAF → YAF. Bands"))
  }

  @Test("Of skill the least that is left on average over seeds is told, and never below nothing")
  func retention() throws {
    let seeds = [[0.9, 0.5], [0.3, -0.25], [1, nil]].enumerated().map { seed, retentions in
      skilled("c", retentions, .of(note: "seed \(seed)", isRepetition: seed > 0))
    }
    let others = [
      skilled("d", [0.9, 1]), skilled("c", [0.8, 0.2], .of(.speakerDisjoint, "YAF", "OAF")),
    ]
    let text = try caption("robustness") { $0.robustness = seeds + others }
    #expect(
      text.hasPrefix(
        "Of the skill above chance on clean audio, least is left under c at severity 2 for OAF → YAF: "
          + "on average 13\u{A0}% (0\u{A0}% to 50\u{A0}% in 2 trainings); most is left under d even "
          + "at its worst for OAF → YAF: 90\u{A0}%. Bands"), "\(text)")
  }

  @Test("The caption and the summary name one perturbation and severity for the same curves")
  func oneWorst() throws {
    // By UAR the second loses more at its end; by skill the first loses most, and in its middle.
    let curves = [
      skilled("a", [0.9, 0.25, 0.5]), skilled("b", [0.9, 0.75, 0.375]),
    ]
    let text = try caption("robustness") { $0.robustness = curves }
    #expect(text.contains("least is left under a at severity 2 for OAF → YAF: 25\u{A0}%; most is"))
    let summary = try Page { $0.robustness = curves }.details()
    #expect(
      summary == [
        "Under a at severity 2, 25\u{A0}% of the skill above chance on clean audio is left for OAF → "
          + "YAF, the largest loss under 2 perturbations."
      ])
  }

  @Test("Where nothing is lost none is called the worst, and skill is told only above chance")
  func noSkill() throws {
    let whole = try caption("robustness") {
      $0.robustness = [skilled("a", [1]), skilled("b", [1])]
    }
    #expect(
      whole.hasPrefix(
        "Of the skill above chance on clean audio, nothing is lost at any severity. Bands"))
    let alike = try caption("robustness") {
      $0.robustness = [skilled("a", [0.5]), skilled("b", [0.5])]
    }
    #expect(alike.contains("under a at severity 1 for OAF → YAF: 50\u{A0}%. Bands"))
    // The interval of the clean UAR, .25 to .75, reaches chance.
    let guessing = [skilled("a", [0.5], half: 0.25), skilled("b", [0.75], half: 0.25)]
    let text = try caption("robustness") { $0.robustness = guessing }
    #expect(!text.contains("skill") && text.contains("UAR loses .13 under a at severity 1"))
    #expect(try Page { $0.robustness = guessing }.details().isEmpty)
  }

  private func learning(best: Int?, _ uars: [Double?]) throws -> String {
    try caption("learning") {
      $0.learning = [
        LearningCurve(
          model: "m", keptEpoch: best,
          points: uars.enumerated().map {
            .init(epoch: $0 + 1, trainLoss: 1, devLoss: nil, devUAR: $1)
          })
      ]
    }
  }

  @Test("Which epoch was kept is told with its UAR, also where either is not known")
  func epochs() throws {
    #expect(
      try learning(best: 2, [0.25, 0.5, 0.75])
        == "3 epochs; epoch 2 was kept (vertical line), dev UAR .50.")
    #expect(try learning(best: nil, [0.25]) == "1 epoch; which was kept is not known.")
    #expect(
      try learning(best: 1, [nil, 0.5])
        == "2 epochs; epoch 1 was kept (vertical line), dev UAR undetermined.")
  }

  @Test("Attention is told from the earliest mean position to the latest")
  func attention() throws {
    func text(_ lines: [(Emotion, [Double])]) throws -> String {
      try caption("attention") {
        $0.attention = [
          AttentionSummary(
            origin: .of(),
            lines: lines.map { .init(speaker: "YAF", emotion: $0, weights: $1, count: 1) })
        ]
      }
    }
    #expect(
      try text([(.sad, [0, 1]), (.angry, [3, 1]), (.fear, [1, 1])])
        == "The mean position of attention runs from .38 of the utterance for angry "
        + "(speaker-disjoint · OAF → YAF) to .75 for sad (speaker-disjoint · OAF → YAF).")
    #expect(try text([(.sad, [0, 0])]) == "No attention was recorded.")
    #expect(try text([]) == "No attention was recorded.")
  }

  @Test("Confidence is compared with accuracy to two decimals, by bins that hold something")
  func confidence() throws {
    for (accuracy, words) in [
      (0.744, "is more confident than it is right, by .01."),
      (0.746, "is as confident as it is right."), (0.754, "is as confident as it is right."),
      (0.756, "is less confident than it is right, by .01."),
    ] {
      let text = try caption("reliability") {
        $0.reliability = [
          Reports.ReliabilityDiagram(
            origin: .of(), ece: .undetermined,
            bins: [
              .init(lower: 0, upper: 0.5, count: 0, meanConfidence: nil, accuracy: nil),
              .init(lower: 0.5, upper: 1, count: 1_000, meanConfidence: 0.75, accuracy: accuracy),
            ])
        ]
      }
      #expect(
        text == "On average over 1,000 predictions the model \(words) ECE undetermined.", "\(text)")
    }
  }
}
