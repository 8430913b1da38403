import Audits
import Corpora
import Metrics
import Testing

@Suite struct LadderMetricsTests {
  private func row(
    _ rung: EvaluationProtocol, _ metric: String, _ value: Double?, emotion: Emotion? = nil,
    count: Int = 100, perturbation: String? = nil, trainedOn: String? = nil
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: rung,
      trainedOn: trainedOn ?? (rung == .random ? "OAF+YAF" : "OAF"), testedOn: "YAF",
      emotion: emotion,
      perturbation: perturbation, severity: perturbation.map { _ in 1 }, metric: metric,
      value: value,
      interval: value.map {
        ConfidenceInterval(lower: $0 - 0.03, upper: $0 + 0.04, level: 0.95, unit: .word)
      }, count: count, seed: 0, isLeaky: rung.leaksByDesign)
  }

  @Test func inflationIsLeakyMinusHonestWithAnIntervalAroundIt() throws {
    let rows = LadderMetrics.rows(from: [
      row(.random, "uar", 0.98), row(.speakerDisjoint, "uar", 0.5),
      row(.speakerDisjoint, "uar", 0.1, perturbation: "white-noise"),
    ])
    let inflations = rows.filter { $0.metric == "inflation-uar" }
    let inflation = try #require(inflations.first)
    #expect(inflations.count == 1)
    #expect(abs(try #require(inflation.value) - 0.48) < 1e-12)
    // MOVER: sqrt(.03^2 + .04^2) = .05 on either side.
    #expect(abs(try #require(inflation.interval).lower - 0.43) < 1e-12)
    #expect(abs(try #require(inflation.interval).upper - 0.53) < 1e-12)
  }

  @Test func anUndeterminedRungHasAnUndeterminedInflation() throws {
    let rows = LadderMetrics.rows(from: [
      row(.random, "uar", 0.98), row(.speakerDisjoint, "uar", nil),
    ])
    let inflation = try #require(rows.first { $0.metric == "inflation-uar" })
    #expect(inflation.value == nil)
    #expect(inflation.interval == nil)
  }

  @Test func anInSpeakerTestOfAnotherFoldIsNoRungToCompareWith() {
    let rows = LadderMetrics.rows(from: [
      row(.random, "uar", 0.98), row(.random, "uar", 0.9, trainedOn: "OAF"),
      row(.random, "uar", 0.8, trainedOn: "YAF"),
      row(.speakerDisjoint, "uar", 0.5),
    ])
    #expect(rows.filter { $0.metric == "inflation-uar" }.map(\.value) == [0.48])
  }

  @Test func chanceAndMajorityStandBesideEveryRung() throws {
    let rows = LadderMetrics.rows(from: [
      row(.speakerDisjoint, "accuracy", 0.5),
      row(.speakerDisjoint, "recall", 0.5, emotion: .sad, count: 30),
      row(.speakerDisjoint, "recall", 0.5, emotion: .happy, count: 70),
    ])
    // One row of recall for each emotion that the test asks for.
    #expect(rows.first { $0.metric == "chance" }?.value == 1.0 / 2)
    #expect(rows.first { $0.metric == "majority-accuracy" }?.value == 0.7)
    // Recalls of one speaker, of another seed or test set, or of other audio count for nothing.
    let own =
      [row(.speakerDisjoint, "accuracy", 0.5)]
      + [Emotion.sad, .happy].map { row(.speakerDisjoint, "recall", 0.5, emotion: $0, count: 50) }
    for change: (inout MetricRow) -> Void in [
      { $0.speaker = "YAF" }, { $0.seed = 1 }, { $0.testedOn = "BAF" }, { $0.attribute = "sex" },
      { $0.perturbation = "low-pass" },
    ] {
      var other = row(.speakerDisjoint, "recall", 0.5, emotion: .fear, count: 90)
      change(&other)
      let found = LadderMetrics.rows(from: own + [other])
      #expect(found.first { $0.metric == "chance" }?.value == 1.0 / 2)
      #expect(found.first { $0.metric == "majority-accuracy" }?.value == 0.5)
    }
    let bare = LadderMetrics.rows(from: [row(.speakerDisjoint, "accuracy", 0.5)])
    #expect(bare.first { $0.metric == "chance" }?.value == 1.0 / 7)
  }

  @Test func onlyAnHonestRungOfTheSameSeedAndVoicesThatDoesNotLeakHasAnInflation() {
    func inflations(_ change: (inout MetricRow) -> Void) -> [Double?] {
      var low = row(.speakerDisjoint, "uar", 0.5)
      change(&low)
      return LadderMetrics.rows(from: [row(.random, "uar", 0.98), low])
        .filter { $0.metric == "inflation-uar" }.map(\.value)
    }
    #expect(inflations { _ in } == [0.48])
    #expect(inflations { $0.evaluationProtocol = .speakerWordDisjoint } == [0.48])
    for change: (inout MetricRow) -> Void in [
      { $0.isLeaky = true }, { $0.evaluationProtocol = .crossCorpus }, { $0.seed = 1 },
      { $0.trainedOn = "BAF" }, { $0.testedOn = "BAF" }, { $0.speaker = "YAF" },
      { $0.emotion = .sad }, { $0.attribute = "sex" },
    ] { #expect(inflations(change).isEmpty) }
  }

  @Test func ofSeveralLeakySetsOfOneRungTheClosestTrainingIsComparedAndNoNumberComesTwice() {
    let given = [
      row(.random, "uar", 0.9, trainedOn: "BAF+CAF+OAF+YAF"),
      row(.random, "uar", 0.95, trainedOn: "CAF+OAF+YAF"), row(.random, "uar", 0.98),
      row(.wordDisjoint, "uar", 0.75, trainedOn: "CAF+OAF+YAF"),
      row(.speakerDisjoint, "uar", 0.5),
    ]
    for rows in [given, given.reversed()] {
      let found = LadderMetrics.rows(from: rows).filter { $0.metric.hasPrefix("inflation") }
      #expect(found.first { $0.metric == "inflation-uar" }?.value == 0.48)
      #expect(found.first { $0.metric == "inflation-uar-word-disjoint" }?.value == 0.25)
      #expect(found.count == 2)
    }
  }

  @Test func everyLeakyRungHasAnInflationOfItsOwnAndMeansOverSeedsToo() throws {
    var means = [row(.random, "uar", 0.97), row(.speakerDisjoint, "uar", 0.6)]
    for index in means.indices {
      means[index].seed = nil
      (means[index].attribute, means[index].subgroup) = ("seeds", "together")
    }
    let rows = LadderMetrics.rows(
      from: [
        row(.random, "uar", 0.98),
        row(.augmentBeforeSplit, "uar", 0.99, trainedOn: "OAF+YAF"),
        row(.speakerDisjoint, "uar", 0.5), row(.speakerDisjoint, "accuracy", 0.4),
        row(.random, "accuracy", 0.9),
      ] + means)
    let found = Dictionary(
      rows.filter { $0.metric.hasPrefix("inflation") }.map {
        ("\($0.metric) \($0.attribute ?? "")", $0.value ?? .nan)
      }, uniquingKeysWith: { first, _ in first })
    let expected = [
      "inflation-uar ": 0.48, "inflation-uar-augment-before-split ": 0.49,
      "inflation-accuracy ": 0.5, "inflation-uar seeds": 0.37,
    ]
    #expect(found.keys.sorted() == expected.keys.sorted())
    for (name, value) in expected { #expect(abs((found[name] ?? .nan) - value) < 1e-12) }
  }

  @Test func betweenCorporaChanceIsOneOverTheEmotionsThatBothHave() throws {
    let rows = LadderMetrics.rows(
      from: [row(.crossCorpus, "accuracy", 0.5)]
        + [Emotion.angry, .sad, .happy].map { row(.crossCorpus, "recall", 0.5, emotion: $0) })
    #expect(rows.first { $0.metric == "chance" }?.value == 1.0 / 3)
  }
}
