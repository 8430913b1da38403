import Corpora
import Fairness
import Findings
import KnownAnswers
import Metrics
import TestSupport
import Testing

/// A test set in which every standard check has data: 24 speakers of two languages, two accents,
/// two sexes and three pitches, words of three sentiments.
private struct Fixture {
  let utterances: [Utterance]
  let attributes: [Attribute]

  init(words: Int = 20) {
    let speakers = (0..<24).map { "s\($0)" }
    utterances = CrossedDesign(speakers: speakers, wordCount: words).utterances
    func ofSpeakers(_ name: String, _ values: [String]) -> Attribute {
      Attribute(
        name: name, level: .speaker,
        values: Dictionary(
          uniqueKeysWithValues: speakers.indices.map {
            (speakers[$0], values[$0 * values.count / 24])
          }))
    }
    func sex(_ index: Int) -> String { index.isMultiple(of: 2) ? "female" : "male" }
    let pitches = ["low", "medium", "high"]
    let moods = ["positive", "negative", "neutral"]
    attributes = [
      ofSpeakers("language", ["en", "de"]), ofSpeakers("accent", ["a", "b", "c", "d"]),
      Attribute(
        name: "sex", level: .speaker,
        values: Dictionary(uniqueKeysWithValues: speakers.indices.map { (speakers[$0], sex($0)) })),
      Attribute(
        name: "pitch", level: .speaker,
        values: Dictionary(
          uniqueKeysWithValues: speakers.indices.map { (speakers[$0], pitches[$0 % 3]) })),
      Attribute(
        name: "sentiment", level: .word,
        values: Dictionary(
          uniqueKeysWithValues: (0..<words).map { ("word\($0)", moods[$0 % 3]) })),
    ]
  }

  func checks(of model: KnownAnswerModel = .perfect) -> StandardChecks {
    StandardChecks(
      of: model.predictions(of: utterances), attributes: attributes, simulationCount: 300)
  }

  func outcomes(
    _ model: KnownAnswerModel, _ checks: StandardChecks, seed: UInt64 = 0
  ) throws -> [StandardOutcome] {
    let predictions = model.predictions(of: utterances, seed: seed)
    let gate = try SkillGate(predictions, settings: IntervalSettings(replicateCount: 300))
    return checks.outcomes(for: predictions, gate: gate)
  }
}

@Suite("Standard checks of correctness and fairness")
struct StandardChecksTests {
  @Test("All categorical checks are there, with their published limits, under a name each")
  func registry() {
    let limits = Dictionary(uniqueKeysWithValues: StandardCheck.all.map { ($0.name, $0.published) })
    #expect(
      limits == [
        "correctness-classification-uar": 0.5, "correctness-classification-uap": 0.5,
        "correctness-classification-recall": 0.5, "correctness-classification-precision": 0.5,
        "correctness-distribution": 0.15, "correctness-speaker-average": 0.1,
        "correctness-speaker-ranking": 0.7, "fairness-accent-share-shift": 0.225,
        "fairness-language-share-shift": 0.1,
        "fairness-linguistic-sentiment-sentiment-shift": 0.075,
        "fairness-pitch-precision-shift": 0.1, "fairness-pitch-recall-shift": 0.225,
        "fairness-pitch-uar-shift": 0.075, "fairness-sex-precision-shift": 0.075,
        "fairness-sex-recall-shift": 0.175, "fairness-sex-uar-shift": 0.075,
      ])
  }

  @Test("A score is rounded to two decimals first, and the limit itself does not pass")
  func rounding() throws {
    let above = try #require(StandardCheck.all.first { $0.score == .uar })
    #expect(!above.admits(0.504, limit: 0.5))
    #expect(above.admits(0.506, limit: 0.5))
    #expect(!above.admits(-0.9, limit: 0.5))
    let below = try #require(StandardCheck.all.first { $0.score == .distribution })
    #expect(below.admits(0.144, limit: 0.15))
    #expect(!below.admits(0.146, limit: 0.15))
    #expect(!below.admits(-0.146, limit: 0.15))
  }

  @Test(
    "Limits derived for given sizes are those of the reference simulation",
    arguments: try FairnessReference.read().limits)
  func derived(reference: FairnessReference.Limits) throws {
    let speakers = (0..<reference.groups).map { "s\($0)" }
    let design = CrossedDesign(speakers: speakers, wordCount: reference.each / 7).utterances
    let groups = Dictionary(uniqueKeysWithValues: speakers.map { ($0, $0) })
    let attributes = ["sex", "pitch", "accent"].map {
      Attribute(name: $0, level: .speaker, values: groups)
    }
    let scores = [
      "share": "fairness-accent-share-shift", "recall": "fairness-sex-recall-shift",
      "precision": "fairness-sex-precision-shift", "uar": "fairness-sex-uar-shift",
    ]
    // 3.5 standard errors of a quantile of both simulations, of one normal's magnitude (UAR) and of
    // the largest of many.
    for (level, ofOne, ofMany) in [(0.5, 0.16, 0.05), (0.95, 0.13, 0.08), (0.99, 0.18, 0.15)] {
      let checks = StandardChecks(
        of: KnownAnswerModel.perfect.predictions(of: design), attributes: attributes,
        simulationCount: 1_000, quantile: level)
      for (score, name) in scores {
        let check = try #require(StandardCheck.all.first { $0.name == name })
        let expected = try #require(reference.quantiles[score]?["\(level)"])
        #expect(
          agrees(
            checks.limit(of: check), expected, relative: score == "uar" ? ofOne : ofMany),
          "\(name) at \(level)")
      }
    }
  }

  @Test("The rank correlation is SciPy's, and there is none where nothing varies")
  func ranks() throws {
    let reference = try FairnessReference.read().spearman
    #expect(agrees(spearman(reference.first, reference.second), reference.value))
    #expect(spearman([1, 1, 1], [1, 2, 3]) == nil)
  }

  @Test("A perfect model passes every check that has data, and rankings of equal shares have none")
  func perfect() throws {
    let fixture = Fixture()
    let outcomes = try fixture.outcomes(.perfect, fixture.checks())
    for outcome in outcomes {
      if outcome.check.score == .speakerRanking {
        #expect(outcome.gap == .noSupport, "every speaker says every emotion as often")
      } else {
        #expect(outcome.outcome.status == .passed, "\(outcome.sentence)")
      }
    }
    #expect(Set(outcomes.map(\.check)) == Set(StandardCheck.all))
    #expect(outcomes.count == 1 + 1 + 7 * 5 + 7 * 4 + 7 * 2 + 7 * 6 + 7 * 3 * 2 + 3 + 7 * 2 * 2 + 2)
  }

  @Test("Over 200 models that guess, at most a tenth of all defined checks is passed")
  func random() throws {
    let fixture = Fixture()
    let checks = fixture.checks()
    var (passed, vacuous, defined) = (0, 0, 0)
    for seed in 0..<200 {
      for outcome in try fixture.outcomes(.random, checks, seed: UInt64(seed))
      where outcome.gap == nil {
        defined += 1
        passed += outcome.outcome.status == .passed ? 1 : 0
        vacuous += outcome.outcome.isVacuous ? 1 : 0
      }
    }
    #expect(defined > 200 * 100)
    #expect(10 * passed <= defined, "\(passed) of \(defined)")
    #expect(2 * vacuous > defined, "without the gate they would pass most: \(vacuous)")
  }

  @Test("A model that is worse for one sex fails the recall and UAR checks of sex, and only there")
  func biased() throws {
    let fixture = Fixture()
    let sex = try #require(fixture.attributes.first { $0.name == "sex" })
    let plain = KnownAnswerModel.perfect.predictions(of: fixture.utterances)
    let male = Set(plain.filter { sex.group(of: $0) == "male" }.map(\.utterance))
    let outcomes = try fixture.outcomes(
      .biased(hitRate: 0.9, loss: 0.25, among: male), fixture.checks())
    let failed = outcomes.filter { $0.outcome.status == .failed }
    #expect(failed.contains { $0.check.name == "fairness-sex-uar-shift" && $0.group == "male" })
    #expect(failed.contains { $0.check.name == "fairness-sex-recall-shift" })
    #expect(!failed.contains { $0.check.name.hasPrefix("correctness") })
    #expect(failed.allSatisfy { $0.sentence.contains("fails") })
  }

  @Test("Without an attribute, with too few speakers or too small groups a check is undetermined")
  func undetermined() throws {
    let design = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 10).utterances
    let predictions = KnownAnswerModel.perfect.predictions(of: design)
    let sex = Attribute(
      name: "sex", level: .speaker, values: ["OAF": "female", "YAF": "male"])
    let checks = StandardChecks(of: predictions, attributes: [sex], simulationCount: 100)
    let outcomes = checks.outcomes(for: predictions, gate: try SkillGate(predictions))
    #expect(Set(outcomes.map(\.check)) == Set(StandardCheck.all))
    func gaps(_ name: String) -> [StandardOutcome.Gap?] {
      outcomes.filter { $0.check.name == name }.map(\.gap)
    }
    #expect(gaps("fairness-accent-share-shift") == [.noGroups])
    #expect(gaps("fairness-linguistic-sentiment-sentiment-shift") == [.noGroups])
    #expect(gaps("correctness-speaker-ranking") == [.tooFewSpeakers(found: 2, expected: 5)])
    guard case .tooSmall(let byChance)? = gaps("fairness-sex-precision-shift").first ?? nil else {
      Issue.record("two groups of 70 can hold no limit of .075")
      return
    }
    #expect(byChance > 0.075)
    let sentences = outcomes.filter { $0.gap != nil }.map(\.sentence)
    #expect(sentences.allSatisfy { $0.contains("undetermined") })
  }

  @Test("Groups that hold other emotions are not compared by shares")
  func otherEmotions() throws {
    let design = CrossedDesign(speakers: ["a", "b"], wordCount: 200).utterances.filter {
      $0.speaker == "a" || $0.emotion != .sad
    }
    let predictions = KnownAnswerModel.perfect.predictions(of: design)
    let language = Attribute(name: "language", level: .speaker, values: ["a": "en", "b": "de"])
    let checks = StandardChecks(of: predictions, attributes: [language], simulationCount: 200)
    let sad = checks.outcomes(for: predictions, gate: try SkillGate(predictions)).filter {
      $0.check.name == "fairness-language-share-shift" && $0.emotion == .sad
    }
    #expect(sad.count == 2)
    for outcome in sad {
      guard case .otherEmotions? = outcome.gap else {
        Issue.record("\(outcome.sentence)")
        continue
      }
    }
  }
}
