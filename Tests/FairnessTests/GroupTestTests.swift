import Corpora
import Fairness
import KnownAnswers
import Metrics
import Randomness
import TestSupport
import Testing

/// Predictions of speakers `s0`, `s1`, ... who are right in a share of utterances each.
private func speakers(_ rates: [Double], words: Int, seed: UInt64 = 0) -> [Prediction] {
  rates.enumerated().flatMap { index, rate in
    KnownAnswerModel.biased(hitRate: rate, loss: 0, among: []).predictions(
      of: CrossedDesign(speakers: ["s\(index)"], wordCount: words).utterances, seed: seed)
  }
}

private func sex(first: Int, of count: Int) -> Attribute {
  Attribute(
    name: "sex", level: .speaker,
    values: Dictionary(
      uniqueKeysWithValues: (0..<count).map { ("s\($0)", $0 < first ? "female" : "male") }))
}

private func test(
  _ predictions: [Prediction], _ attribute: Attribute,
  _ measure: DisparityMeasure = .difference(.accuracy), arrangements: Int = 199, seed: UInt64 = 0
) throws -> Disparity {
  try Disaggregation(
    predictions, by: attribute,
    settings: DisparitySettings(
      leastGroupSize: 1, replicateCount: 0, arrangementCount: arrangements, seed: seed)
  ).disparities(of: [measure])[0]
}

@Suite("Differences of groups against chance")
struct GroupTestTests {
  @Test(
    "The smallest p is one over the ways to choose the group, twice that for halves",
    arguments: [(1, 2, 1), (2, 8, 1 / 28), (3, 7, 1 / 35), (3, 6, 0.1), (1, 5, 0.2)]
      as [(Int, Int, Double)])
  func smallest(first: Int, count: Int, expected: Double) throws {
    let rates = (0..<count).map { 0.3 + 0.05 * Double($0) }
    let disparity = try test(speakers(rates, words: 4), sex(first: first, of: count))
    #expect(agrees(disparity.test?.smallestP, expected))
    #expect(disparity.test?.isExact == true)
    #expect((disparity.minimumDetectableGap == nil) == (expected > 0.05))
  }

  @Test(
    "Answers that differ in nothing name no group, and hide any gap that few words could hold",
    arguments: [(12, 0.5779388568649758), (60, 0.1285744793053034), (200, 0.0392427777257025)])
  func unvaried(words: Int, expected: Double) throws {
    // Six words of one voice alone have a p of 2 / 64; the gap is of SciPy's binomial distribution.
    let disparity = try test(speakers([1, 1], words: words), .speaker)
    #expect(disparity.value == 0 && disparity.interval == nil)
    #expect(disparity.lowestGroup == nil && disparity.highestGroup == nil)
    #expect(agrees(disparity.minimumDetectableGap, expected, absolute: 1e-6))
    // Of ten and ten speakers, five must have an answer unlike the others' among their words.
    let sexes = try test(
      speakers([Double](repeating: 1, count: 20), words: 30), sex(first: 10, of: 20))
    #expect(agrees(sexes.minimumDetectableGap, 0.028569389858193794, absolute: 1e-6))
    // Of two and two speakers every arrangement is among few, and none could be a finding.
    let few = try test(speakers([1, 1, 1, 1], words: words), sex(first: 2, of: 4))
    #expect(few.minimumDetectableGap == nil)
  }

  @Test("Of a rare emotion few answers can be unlike, and that many hide a gap in any measure")
  func rareEmotion() throws {
    let measures: [DisparityMeasure] = [
      .difference(.uar), .equalOpportunity(.max), .equalisedOdds(.mean),
    ]
    let all = speakers([1, 1], words: 200)
    let rare = all.filter { $0.truth != .fear || ["word0", "word1", "word2"].contains($0.word) }
    for measure in measures {
      let whole = try test(all, .speaker, measure).minimumDetectableGap
      #expect(agrees(whole, 0.0392427777257025, absolute: 1e-6))
      #expect(try test(rare, .speaker, measure).minimumDetectableGap == nil)
    }
    // Of accuracy the rare emotion is a small part.
    let rest = try test(rare, .speaker).minimumDetectableGap
    #expect(agrees(rest, 0.0392427777257025, absolute: 1e-6))
    // A confidence that differs moves a number that is made of both by up to twice as much.
    let calibration = try test(all, .speaker, .calibrationGap).minimumDetectableGap
    #expect(agrees(calibration, 2 * 0.0392427777257025, absolute: 1e-6))
  }

  @Test("A gap that lies where groups cannot change places is never taken for one that was unseen")
  func blind() throws {
    // All of one voice's fear is in one group, so that dealing anew moves none of it.
    let design = CrossedDesign(speakers: ["s0", "s1"], wordCount: 60).utterances
    let lost = Set(design.filter { $0.emotion == .fear && $0.speaker == "s1" }.map(\.id))
    let predictions = KnownAnswerModel.biased(hitRate: 1, loss: 1, among: lost)
      .predictions(of: design)
    let room = Attribute(
      name: "room", level: .utterance,
      values: Dictionary(
        uniqueKeysWithValues: design.enumerated().map { place, utterance in
          (utterance.id, utterance.emotion == .fear || place % 3 == 0 ? "attic" : "barn")
        }))
    let disparity = try test(predictions, room)
    #expect(try #require(disparity.value) > 0.05 && disparity.test?.p == 1)
    #expect(disparity.minimumDetectableGap == nil)
  }

  @Test("Groups of speakers have intervals over speakers, and none where these are few")
  func groupIntervals() throws {
    let rates = (0..<24).map { 0.5 + 0.02 * Double($0 % 12) }
    for count in [24, 8] {
      let rows = try Disaggregation(
        speakers(Array(rates.prefix(count)), words: 8), by: sex(first: count / 2, of: count),
        settings: DisparitySettings(leastGroupSize: 1)
      ).rows(in: .example, settings: IntervalSettings(replicateCount: 200))
      let accuracies = rows.filter { $0.metric == "accuracy" }
      #expect(accuracies.count == 2)
      #expect(accuracies.allSatisfy { $0.interval?.unit == (count == 24 ? .speaker : nil) })
    }
  }

  @Test("Speakers who do worse than all others are found with the smallest p, and named")
  func found() throws {
    let predictions = speakers([0.2, 0.2, 0.2, 0.9, 0.9, 0.9, 0.9], words: 10)
    let disparity = try test(predictions, sex(first: 3, of: 7))
    #expect(agrees(disparity.test?.p, 1.0 / 35))
    #expect(disparity.lowestGroup == "female")
    #expect(disparity.highestGroup == "male")
    #expect(try #require(disparity.value) > 0.5)
  }

  @Test("Two voices are told apart over the words that they share, and drawn the same for a seed")
  func voices() throws {
    let predictions = speakers([0.5, 0.8], words: 60)
    let disparity = try test(predictions, .speaker, arrangements: 999)
    #expect(disparity.test?.p == 0.001)
    #expect(try test(predictions, .speaker, arrangements: 999) == disparity)
  }

  @Test("Voices that share no word are told apart over their utterances")
  func voicesWithoutWords() throws {
    let predictions = speakers([0.5, 0.8], words: 20).map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: nil, truth: $0.truth,
        probabilities: $0.probabilities ?? [])
    }
    let test = try #require(try test(predictions, .speaker, arrangements: 999).test)
    #expect(test.canReach(0.05))
    #expect(test.p <= 0.01)
  }

  /// The share of 300 data sets without a difference whose p is at most .05.
  private func falseAlarms(
    _ measure: DisparityMeasure = .difference(.accuracy),
    _ sample: (UInt64) -> ([Prediction], Attribute)
  ) throws -> Int {
    var alarms = 0
    for dataSet in 0..<300 {
      let (predictions, attribute) = sample(UInt64(dataSet))
      let disparity = try test(predictions, attribute, measure, seed: UInt64(dataSet))
      alarms += try #require(disparity.test).p <= 0.05 ? 1 : 0
    }
    return alarms
  }

  // Binomial(300, .05): 15 plus or minus 3.5 standard deviations ends at 28.
  private let mostAlarms = 28

  @Test("Among alike voices about one data set in twenty alarms")
  func nullVoices() throws {
    let alarms = try falseAlarms { seed in (speakers([0.6, 0.6], words: 20, seed: seed), .speaker) }
    #expect((3...mostAlarms).contains(alarms), "\(alarms)")
  }

  @Test("Where speakers differ among themselves, a group of them seldom alarms")
  func nullSpeakers() throws {
    let alarms = try falseAlarms { seed in
      var generator = SplitMix64(seed: seed)
      let rates = (0..<12).map { _ in 0.3 + 0.6 * generator.unit() }
      return (speakers(rates, words: 5, seed: seed), sex(first: 6, of: 12))
    }
    #expect((3...mostAlarms).contains(alarms), "\(alarms)")
  }

  @Test("Hard words, and hard emotions that make up a group, seldom alarm for utterances' groups")
  func nullUtterances() throws {
    let alarms = try falseAlarms { seed in
      var generator = SplitMix64(seed: seed)
      let design = CrossedDesign(speakers: ["s0", "s1"], wordCount: 40).utterances
      let hardWords = Set((0..<40).filter { _ in generator.unit() < 0.5 }.map { "word\($0)" })
      let hard = design.filter { hardWords.contains($0.word ?? "") || $0.emotion.index < 2 }
      let predictions = KnownAnswerModel.biased(
        hitRate: 0.9, loss: 0.5, among: Set(hard.map(\.id))
      ).predictions(of: design, seed: seed)
      // Long words and two emotions are `slow`: which words are long has nothing to do with hits.
      let long = Set((0..<40).filter { _ in generator.unit() < 0.3 }.map { "word\($0)" })
      let rate = Attribute(
        name: "rate", level: .utterance,
        values: Dictionary(
          uniqueKeysWithValues: design.map {
            ($0.id, long.contains($0.word ?? "") || $0.emotion.index < 2 ? "slow" : "fast")
          }))
      return (predictions, rate)
    }
    #expect(alarms <= mostAlarms, "\(alarms)")
  }

  /// The largest difference of recall between eight voices is never 0, and at most 1.
  @Test("What chance alone makes of a gap is no part of how much it varies, and none is above 1")
  func possible() throws {
    let measure = DisparityMeasure.equalOpportunity(.max)
    for words in [2, 4, 40] {
      let rates = [Double](repeating: 0.5, count: 8)
      let gap = try test(speakers(rates, words: words), .speaker, measure).minimumDetectableGap
      #expect(gap.map { $0 <= 1 } ?? (words < 40), "\(words): \(gap ?? .nan)")
    }
  }

  @Test("A gap of the smallest detectable size is found in about four of five data sets")
  func detectable() throws {
    let gap = try #require(
      try test(speakers([0.6, 0.6], words: 60), .speaker, arrangements: 999).minimumDetectableGap)
    #expect((0.03...0.15).contains(gap), "\(gap)")
    var found = 0
    for seed in 0..<150 {
      let predictions = speakers([0.6 - gap / 2, 0.6 + gap / 2], words: 60, seed: UInt64(seed) + 1)
      let disparity = try test(predictions, .speaker, seed: UInt64(seed))
      found += try #require(disparity.test).p <= 0.05 ? 1 : 0
    }
    #expect((98...140).contains(found), "\(found) of 150")
  }
}

@Suite("Intervals of differences")
struct GroupIntervalTests {
  @Test(
    "Of many data sets, about 95 % have an interval that holds a true gap between two voices",
    arguments: [0.25, 0.02])
  func coverage(gap: Double) throws {
    var hits = 0
    for seed in 0..<200 {
      let groups = try Disaggregation(
        speakers([0.5, 0.5 + gap], words: 60, seed: UInt64(seed)), by: .speaker,
        settings: DisparitySettings(
          replicateCount: 400, arrangementCount: 0, seed: UInt64(seed)))
      let interval = try #require(groups.disparities(of: [.difference(.accuracy)])[0].interval)
      #expect(interval.unit == .word)
      hits += interval.lower <= gap && gap <= interval.upper ? 1 : 0
    }
    // Binomial(200, .95): 190 less 3.1 standard deviations; a gap near 0 may be held by all.
    #expect(hits >= 180, "\(hits)")
  }

  @Test("A group of fewer than five speakers has no interval over speakers")
  func fewSpeakers() throws {
    for (count, isThere) in [(8, false), (10, true)] {
      let rates = (0..<count).map { $0 < count / 2 ? 0.4 : 0.8 }
      let groups = try Disaggregation(
        speakers(rates, words: 5), by: sex(first: count / 2, of: count),
        settings: DisparitySettings(replicateCount: 300, arrangementCount: 0))
      let disparity = groups.disparities(of: [.difference(.uar)])[0]
      #expect((disparity.interval != nil) == isThere)
      if let interval = disparity.interval { #expect(interval.unit == .speaker) }
    }
  }

  @Test("An interval holds its value, and those of ratios end at 1", arguments: [0.0, 0.2])
  func bounds(loss: Double) throws {
    let groups = try Disaggregation(
      speakers([0.7 - loss, 0.7], words: 30), by: .speaker,
      settings: DisparitySettings(replicateCount: 300, arrangementCount: 99))
    let disparities = groups.disparities(
      of: DisparityMeasure.standard + [.difference(.auc), .difference(.mce)])
    #expect(disparities.count == DisparityMeasure.standard.count + 2)
    for disparity in disparities {
      let value = try #require(disparity.value)
      let interval = try #require(disparity.interval, "\(disparity.measure.name)")
      #expect(interval.lower <= value && value <= interval.upper)
      #expect(interval.lower >= 0)
      if disparity.measure.kind == .ratio { #expect(interval.upper <= 1) }
      let p = try #require(disparity.test).p
      #expect((0.01...1).contains(p))
    }
  }
}
