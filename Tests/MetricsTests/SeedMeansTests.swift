import Corpora
import Metrics
import TestSupport
import Testing

@Suite("A comparison of several seeds is of the means over them")
struct SeedMeansTests {
  private static let metrics = Metric.allCases.compactMap {
    SummedMetric($0, classes: [.happy, .sad])
  }

  /// Ten words of one speaker, sad and happy each; the first `sad` and the first `happy` of them
  /// are right, and the others take the one emotion for the other, always with a confidence of .7.
  private func model(sad: Int, happy: Int) -> [Prediction] {
    (0..<10).flatMap { word in
      [
        answer(word, .sad, word < sad ? .sad : .happy),
        answer(word, .happy, word < happy ? .happy : .sad),
      ]
    }
  }

  private func answer(_ word: Int, _ truth: Emotion, _ said: Emotion) -> Prediction {
    Prediction(
      utterance: "\(word)/\(truth)", speaker: "a", word: "w\(word)", truth: truth,
      probabilities: Emotion.allCases.map { $0 == said ? 0.7 : 0.05 })
  }

  private func metric(_ metric: Metric) throws -> SummedMetric {
    try #require(SummedMetric(metric, classes: [.happy, .sad]))
  }

  @Test("One seed too sure and one too careful are two that are miscalibrated, not one that is not")
  func oppositeMiscalibration() throws {
    // 13 of 20 right at .7: an ECE of .05. 10 and 18 of 20: .2 both, and together 28 of 40.
    let before = model(sad: 7, happy: 6)
    let (sure, careful) = (model(sad: 5, happy: 5), model(sad: 9, happy: 9))
    let ece = try metric(.ece)
    let worse = try ModelComparison(seeds: [answers(before, sure), answers(before, careful)])
    let found = worse.differences(of: [ece])[0]
    #expect(agrees(found.first, 0.05) && agrees(found.second, 0.2))
    #expect(agrees(found.difference, 0.15))
    let interval = try #require(found.interval)
    #expect(interval.lower > 0 && interval.contains(0.15))
    let back = try ModelComparison(seeds: [answers(sure, before), answers(careful, before)])
    let own = try #require(back.intervalOfFirst(of: ece))
    #expect(own.contains(0.2) && own.lower > 0)
  }

  @Test("Metrics that are no mean over answers, worked by hand")
  func byHand() throws {
    let perfect = model(sad: 10, happy: 10)
    // Ten right of the one emotion and five of the other, in turn.
    let comparison = try ModelComparison(seeds: [
      answers(perfect, model(sad: 10, happy: 5)), answers(perfect, model(sad: 5, happy: 10)),
    ])
    for (name, expected) in [
      // F1 of 2 * 10 / (10 + 15) and of 2 * 5 / (10 + 5).
      (Metric.macroF1, (0.8 + 2.0 / 3) / 2),
      // 10 * 5 / sqrt(15 * 10 * 5 * 10).
      (.mcc, 1 / 3.0.squareRoot()), (.kappa, 0.5), (.accuracy, 0.75), (.uar, 0.75),
    ] {
      let found = comparison.differences(of: [try metric(name)], settings: .none)[0]
      #expect(agrees(found.first, 1) && agrees(found.second, expected), "\(name)")
      #expect(agrees(found.difference, expected - 1), "\(name)")
    }
  }

  @Test("The p value counts arrangements that exchange a word's answers in all seeds at once")
  func signFlip() throws {
    let seeds = [
      (model(sad: 6, happy: 5), model(sad: 9, happy: 5)),
      (model(sad: 5, happy: 7), model(sad: 5, happy: 9)),
    ]
    let comparison = try ModelComparison(seeds: seeds.map { answers($0.0, $0.1) })
    for name in [Metric.macroF1, .mcc, .ece, .accuracy] {
      let metric = try metric(name)
      func mean(exchanging words: Int) throws -> Double {
        let differences = try seeds.map { first, second in
          func mixed(_ own: [Prediction], _ other: [Prediction]) -> [Prediction] {
            zip(own, other).enumerated().map { index, pair in
              words >> (index / 2) & 1 == 1 ? pair.1 : pair.0
            }
          }
          let (old, new) = (
            try ClusterTable(mixed(first, second)), try ClusterTable(mixed(second, first))
          )
          return (new.value(of: metric) ?? .nan) - (old.value(of: metric) ?? .nan)
        }
        return differences.reduce(0, +) / Double(seeds.count)
      }
      let observed = abs(try mean(exchanging: 0))
      let extreme = try (0..<1_024).count { abs(try mean(exchanging: $0)) >= observed - 1e-12 }
      let found = try #require(comparison.signFlip(of: metric))
      #expect(found.isExact && agrees(found.p, Double(extreme) / 1_024), "\(name)")
    }
  }

  @Test("An interval never leaves out its value", arguments: [1, 2, 3])
  func containment(seedCount: Int) throws {
    let metrics = Metric.allCases.compactMap { SummedMetric($0) }
    let settings = IntervalSettings(level: 0.5, replicateCount: 40)
    for draw in 0..<6 {
      let seeds = (0..<seedCount).map { seed -> ModelComparison.Answers in
        let number = UInt64(100 * draw + 2 * seed)
        return answers(
          crossedPredictions(words: 12, skill: 0.3, seed: number),
          crossedPredictions(words: 12, skill: 0.5, seed: number + 1))
      }
      let comparison = try ModelComparison(seeds: seeds)
      let differences = comparison.differences(of: metrics, settings: settings)
      for (metric, found) in zip(metrics, differences) {
        let interval = try #require(found.interval)
        #expect(interval.contains(try #require(found.difference)), "\(metric.metric)")
        let own = try #require(comparison.intervalOfFirst(of: metric, settings: settings))
        #expect(own.contains(try #require(found.first)), "\(metric.metric)")
      }
    }
  }

  @Test("Equal seeds have the value and the interval of one of them")
  func equalSeeds() throws {
    let (first, second) = (model(sad: 8, happy: 4), model(sad: 6, happy: 7))
    let one = try ModelComparison(seeds: [answers(first, second)])
    let two = try ModelComparison(seeds: [answers(first, second), answers(first, second)])
    for metric in Self.metrics {
      let (single, double) = (one.differences(of: [metric])[0], two.differences(of: [metric])[0])
      #expect(single.first == double.first && single.difference == double.difference)
      #expect(single.interval == double.interval)
      #expect(one.intervalOfFirst(of: metric) == two.intervalOfFirst(of: metric))
    }
  }

  @Test("Words are those of the first seed, whatever another calls them")
  func wordsOfFirstSeed() throws {
    let (first, second) = (model(sad: 8, happy: 4), model(sad: 6, happy: 7))
    let nameless = first.reversed().map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: nil, truth: $0.truth,
        probabilities: $0.probabilities ?? [])
    }
    let named = try ModelComparison(seeds: [answers(first, second), answers(first, second)])
    let mixed = try ModelComparison(seeds: [answers(first, second), answers(nameless, second)])
    #expect(named.differences(of: Self.metrics) == mixed.differences(of: Self.metrics))
  }

  @Test("Where a seed has no value, the mean has none")
  func withoutSupport() throws {
    let labels = model(sad: 6, happy: 6).map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: $0.word, truth: $0.truth,
        predicted: $0.predicted)
    }
    let own = model(sad: 7, happy: 7)
    let comparison = try ModelComparison(seeds: [answers(own, own), answers(own, labels)])
    let found = comparison.differences(of: [try metric(.ece), try metric(.accuracy)])
    #expect(found[0].second == nil && found[0].difference == nil && found[0].interval == nil)
    #expect(agrees(found[0].first, 0) && agrees(found[1].difference, -0.05))
    #expect(comparison.signFlip(of: try metric(.ece)) == nil)
  }
}

extension ConfidenceInterval {
  fileprivate func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
