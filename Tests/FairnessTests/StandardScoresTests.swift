import Corpora
import Fairness
import Findings
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("Scores of the standard checks worked by hand")
struct StandardScoresTests {
  private static let speakers = (0..<24).map { "s\($0)" }
  private static let moods = ["positive", "negative", "neutral"]

  private static func attribute(_ name: String, _ even: String, _ odd: String) -> Attribute {
    Attribute(
      name: name, level: .speaker,
      values: Dictionary(
        uniqueKeysWithValues: speakers.enumerated().map {
          ($1, $0.isMultiple(of: 2) ? even : odd)
        }))
  }

  /// Women are always right; men are, but for happy, which a third of the words (the positive
  /// ones) makes sad of. Women speak English and men German.
  private static let outcomes = Result { () throws -> [StandardOutcome] in
    let predictions = CrossedDesign(speakers: speakers, wordCount: 21).utterances.map {
      let isMale = !(Int($0.speaker.dropFirst()) ?? 0).isMultiple(of: 2)
      let isPositive = (Int($0.word?.dropFirst(4) ?? "") ?? 0).isMultiple(of: 3)
      return Prediction(
        utterance: $0.id, speaker: $0.speaker, word: $0.word, truth: $0.emotion,
        predicted: isMale && isPositive && $0.emotion == .happy ? .sad : $0.emotion)
    }
    let sentiment = Attribute(
      name: "sentiment", level: .word,
      values: Dictionary(
        uniqueKeysWithValues: (0..<21).map { ("word\($0)", moods[$0 % 3]) }))
    let checks = StandardChecks(
      of: predictions,
      attributes: [
        attribute("sex", "female", "male"), attribute("language", "en", "de"), sentiment,
      ], simulationCount: 20)
    return checks.outcomes(
      for: predictions,
      gate: try SkillGate(predictions, settings: IntervalSettings(replicateCount: 100)))
  }

  private func score(_ check: String, _ group: String?, _ emotion: Emotion?) throws -> Double? {
    try Self.outcomes.get().first {
      $0.check.name == check && $0.group == group && $0.emotion == emotion
    }?.score
  }

  @Test("A shift is the group's number less that of all, positive where the group has more")
  func shifts() throws {
    // Of seven emotions men find 6 2/3 and all 6 5/6; they call sad 1 1/3 as often as it is.
    let expected: [(String, String, Emotion?, Double)] = [
      ("fairness-sex-uar-shift", "female", nil, 1.0 / 42),
      ("fairness-sex-uar-shift", "male", nil, -1.0 / 42),
      ("fairness-sex-recall-shift", "female", .happy, 1.0 / 6),
      ("fairness-sex-recall-shift", "male", .happy, -1.0 / 6),
      ("fairness-sex-recall-shift", "male", .sad, 0),
      ("fairness-sex-precision-shift", "female", .sad, 1 - 6.0 / 7),
      ("fairness-sex-precision-shift", "male", .sad, 3.0 / 4 - 6.0 / 7),
      ("fairness-language-share-shift", "de", .sad, 1.0 / 42),
      ("fairness-language-share-shift", "en", .sad, -1.0 / 42),
      ("fairness-language-share-shift", "de", .happy, -1.0 / 42),
    ]
    for (check, group, emotion, value) in expected {
      #expect(agrees(try score(check, group, emotion), value), "\(check) \(group)")
    }
  }

  @Test("A sentiment's shift in a language is beside that language, and then beside all languages")
  func sentiments() throws {
    // German: of positive words 2 in 7 answers are sad, of all 4 in 21; English: 1 in 7 each.
    let name = "fairness-linguistic-sentiment-sentiment-shift"
    let expected: [(String, Emotion, Double)] = [
      ("de, positive", .sad, 1.0 / 21), ("en, positive", .sad, -1.0 / 21),
      ("de, negative", .sad, -1.0 / 42), ("en, neutral", .sad, 1.0 / 42),
      ("de, positive", .happy, -1.0 / 21), ("de, positive", .fear, 0),
    ]
    for (group, emotion, value) in expected {
      #expect(agrees(try score(name, group, emotion), value), "\(group)")
    }
  }

  @Test("Of all answers together the scores are means over emotions, and shares less true shares")
  func correctness() throws {
    let expected: [(String, Emotion?, Double)] = [
      ("correctness-classification-uar", nil, 41.0 / 42),
      ("correctness-classification-uap", nil, (6 + 6.0 / 7) / 7),
      ("correctness-classification-recall", .happy, 5.0 / 6),
      ("correctness-classification-precision", .sad, 6.0 / 7),
      ("correctness-distribution", .sad, 1.0 / 42),
      ("correctness-distribution", .happy, -1.0 / 42),
      // Half of the speakers have a share that is off by a third of a seventh.
      ("correctness-speaker-average", .happy, 1.0 / 42),
      ("correctness-speaker-average", .fear, 0),
    ]
    for (check, emotion, value) in expected {
      #expect(agrees(try score(check, nil, emotion), value), "\(check)")
    }
    let ranking = try Self.outcomes.get().filter { $0.check.score == .speakerRanking }
    #expect(ranking.count == 7 && ranking.allSatisfy { $0.gap == .noSupport })
  }

  /// A check's outcomes for speakers of whom each has one sad utterance more, and one fearful one
  /// fewer, than the speaker before: of sad from `least` on, of fear down to it. Every answer is
  /// right, or every one is the other emotion.
  private func outcomes(
    _ score: StandardCheck.Score, speakers: Int, least: Int, isRight: Bool = true
  ) throws -> [StandardOutcome] {
    let predictions = (0..<speakers).flatMap { speaker in
      [(Emotion.sad, least + speaker), (.fear, least + speakers - 1 - speaker)]
        .flatMap { truth, count in
          (0..<count).map { place in
            Prediction(
              utterance: "\(speaker)/\(truth)/\(place)", speaker: "s\(speaker)", word: nil,
              truth: truth, predicted: (truth == .sad) == isRight ? .sad : .fear)
          }
        }
    }
    let classes = [Emotion.fear, .sad]
    let checks = StandardChecks(
      of: predictions, attributes: [], classes: classes, simulationCount: 1)
    let gate = try SkillGate(predictions, classes: classes)
    return checks.outcomes(for: predictions, gate: gate).filter { $0.check.score == score }
  }

  @Test("Speakers stand in the order of their shares where answers do, and in the other where not")
  func ranking() throws {
    for (isRight, score, status) in [(true, 1.0, Status.passed), (false, -1, .failed)] {
      let ranked = try outcomes(.speakerRanking, speakers: 5, least: 8, isRight: isRight)
      #expect(ranked.map(\.emotion) == [.fear, .sad])
      #expect(ranked.allSatisfy { agrees($0.score, score) && $0.outcome.status == status })
    }
    // Sad is 8 to 12 of 20 truths and 12 to 8 of 20 answers: off by 4, 2, 0, 2 and 4 of 20.
    let turned = try outcomes(.speakerAverage, speakers: 5, least: 8, isRight: false)
    #expect(turned.count == 2 && turned.allSatisfy { agrees($0.score, 0.12) })
  }

  @Test("Speakers count from eight utterances of each emotion on: two of them, five in a ranking")
  func fewest() throws {
    func gaps(
      _ score: StandardCheck.Score, speakers: Int, least: Int = 8
    ) throws -> [StandardOutcome.Gap?] {
      try outcomes(score, speakers: speakers, least: least).map(\.gap)
    }
    #expect(try gaps(.speakerRanking, speakers: 5) == [nil, nil])
    #expect(
      try gaps(.speakerRanking, speakers: 4) == [.tooFewSpeakers(found: 4, expected: 5)])
    // The first has seven sad utterances and the last seven fearful ones.
    #expect(
      try gaps(.speakerRanking, speakers: 5, least: 7)
        == [.tooFewSpeakers(found: 3, expected: 5)])
    #expect(try gaps(.speakerAverage, speakers: 2) == [nil, nil])
    #expect(
      try gaps(.speakerAverage, speakers: 1) == [.tooFewSpeakers(found: 1, expected: 2)])
  }
}
