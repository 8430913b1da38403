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
    _ name: String, clean: Double?, _ strongest: Double?, _ origin: Origin = .of(),
    retention: Double? = nil
  ) -> RobustnessCurve {
    RobustnessCurve(
      origin: origin, perturbation: name, cleanUAR: Measure(clean), cleanAccuracy: .undetermined,
      chance: 1 / 7,
      points: [
        .init(severity: 1, accuracy: .undetermined, uar: Measure(0.01), retention: nil),
        .init(
          severity: 5, accuracy: .undetermined, uar: Measure(strongest), retention: retention),
      ])
  }

  @Test("Where no perturbation has both ends, nothing is said to be lost")
  func noEnds() throws {
    let unknown = "UAR under perturbation is undetermined."
    let half = [curve("a", clean: nil, 0.5), curve("b", clean: 0.5, nil)]
    #expect(try caption("robustness") { $0.robustness = half } == unknown)
    let one = half + [curve("c", clean: 0.5, 0.25)]
    #expect(
      try caption("robustness") { $0.robustness = one }
        == "From clean audio to the strongest severity, UAR loses .25 under c (OAF → YAF). Bands "
        + "are intervals; the dashed line is chance.")
  }

  @Test("A change that two decimals do not show is none, on either side of 0")
  func unchanged() throws {
    for strongest in [0.504, 0.5, 0.496] {
      let text = try caption("robustness") {
        $0.robustness = [curve("c", clean: 0.5, strongest)]
      }
      #expect(text.contains("UAR stays as it is under c"), "\(strongest)")
    }
    #expect(
      try caption("robustness") { $0.robustness = [curve("c", clean: 0.5, 0.506)] }
        .contains("UAR gains .01 under c"))
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
    #expect(figures[0].text.contains("UAR loses .25 under a (OAF → YAF). Bands"))
    #expect(figures[1].text.contains("UAR loses .05 under b (OAF → YAF). Bands"))
  }

  @Test("Retention over seeds is of the same test set and perturbation, and never below nothing")
  func retention() throws {
    let seeds = [0.5, -0.25, nil].enumerated().map { seed, retention in
      curve(
        "c", clean: 0.5, 0.25, .of(note: "seed \(seed)", isRepetition: seed > 0),
        retention: retention)
    }
    let others = [
      curve("d", clean: 0.5, 0.45, retention: 0.9),
      curve("c", clean: 0.5, 0.4, .of(.speakerDisjoint, "YAF", "OAF"), retention: 0.8),
    ]
    let text = try caption("robustness") { $0.robustness = seeds + others }
    #expect(
      text.contains(
        "UAR loses .25 under c (OAF → YAF · seed 0; retention over 2 seeds: 0\u{A0}% to 50\u{A0}%), the "
          + "worst case, and loses .05 under d (OAF → YAF), the best."), "\(text)")
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
