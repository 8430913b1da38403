import Corpora
import Metrics
import TestSupport
import Testing

@Suite("Two models, worked by hand")
struct ModelComparisonEdgeTests {
  /// An answer to a word of a speaker; the utterance is named by both and the emotion.
  private func answer(
    _ speaker: String, _ word: Int, _ truth: Emotion, _ predicted: Emotion
  ) -> Prediction {
    Prediction(
      utterance: "\(speaker)/\(word)/\(truth)", speaker: speaker, word: "w\(word)", truth: truth,
      predicted: predicted)
  }

  /// Twelve words of `a` and ten of `b`, sad and happy; the model calls those of a list fear.
  private func model(wrongSad: Set<Int>, wrongHappy: Set<Int> = []) -> [Prediction] {
    [("a", 12), ("b", 10)].flatMap { speaker, words in
      (0..<words).flatMap { word in
        [
          answer(speaker, word, .sad, wrongSad.contains(word) ? .fear : .sad),
          answer(speaker, word, .happy, wrongHappy.contains(word) ? .fear : .happy),
        ]
      }
    }
  }

  @Test("What flips is counted by emotion, over all seeds, by who was right")
  func flips() throws {
    let comparison = try ModelComparison(seeds: [
      // Of both speakers: sad 0 and 1 only the second, sad 3 and happy 2 only the first.
      answers(
        model(wrongSad: [0, 1, 2]), model(wrongSad: [2, 3], wrongHappy: [2]).shuffled()),
      // Sad 11, which only `a` has, only the second.
      answers(model(wrongSad: [11]), model(wrongSad: [])),
    ])
    let (sad, happy) = (comparison.flips(of: .sad), comparison.flips(of: .happy))
    #expect(sad.onlyFirst == 2 && sad.onlySecond == 5)
    #expect(happy.onlyFirst == 2 && happy.onlySecond == 0)
    #expect(comparison.flips(of: .fear) == (0, 0))
    #expect(comparison.onlyFirstRight == 4 && comparison.onlySecondRight == 5)
    #expect(comparison.mcnemar.statistic == 1)
    #expect(comparison.emotions == [.happy, .sad] && comparison.speakers == ["a", "b"])
    #expect(comparison.count(of: .sad) == 44 && comparison.count(of: .fear) == 0)
    #expect(comparison.answerCount == 88 && comparison.shared == 44)
  }

  @Test("One speaker's comparison is of her answers alone, and nobody has one who was not tested")
  func speakers() throws {
    let comparison = try ModelComparison(seeds: [
      answers(model(wrongSad: [10, 11]), model(wrongSad: [0]))
    ])
    let accuracy = try #require(SummedMetric(.accuracy))
    let own = try comparison.of(speaker: "b").differences(of: [accuracy], settings: .none)[0]
    #expect(own.first == 1 && agrees(own.second, 19.0 / 20) && agrees(own.difference, -0.05))
    let other = try comparison.of(speaker: "a").differences(of: [accuracy], settings: .none)[0]
    #expect(agrees(other.first, 22.0 / 24) && agrees(other.difference, 1.0 / 24))
    #expect(throws: MetricError.noPredictions) { try comparison.of(speaker: "c") }
  }

  @Test("Of all speakers at once each has the comparison that she has alone")
  func bySpeaker() throws {
    let second = model(wrongSad: [0], wrongHappy: [4, 11]).map { own in
      // Whoever the second model takes to speak, utterances belong to the first's speakers.
      Prediction(
        utterance: own.utterance, speaker: "x", word: own.word, truth: own.truth,
        predicted: own.predicted)
    }
    let comparison = try ModelComparison(seeds: [
      answers(model(wrongSad: [10, 11]), second.shuffled()),
      answers(model(wrongSad: [1]), model(wrongSad: [2]).shuffled()),
    ])
    let metrics = Metric.allCases.compactMap { SummedMetric($0, classes: [.happy, .sad]) }
    let found = try comparison.bySpeaker()
    #expect(found.keys.sorted() == ["a", "b"])
    for (speaker, own) in found {
      let alone = try comparison.of(speaker: speaker)
      #expect(own.differences(of: metrics) == alone.differences(of: metrics))
      #expect(own.shared == alone.shared && own.onlyFirstRight == alone.onlyFirstRight)
      #expect(own.speakers == [speaker] && own.partlyShared.isEmpty)
    }
  }

  @Test("Only what both answered in every seed is compared")
  func sharedInEverySeed() throws {
    let all = model(wrongSad: [])
    let comparison = try ModelComparison(seeds: [
      answers(all, Array(all.dropLast(2))), answers(Array(all.dropFirst(3)), all),
    ])
    #expect(comparison.shared == 39 && comparison.answerCount == 78)
    // The second lacks the last two in one seed, the first the first three in the other.
    #expect(comparison.onlyFirst == 2 && comparison.onlySecond == 3)
    #expect(throws: MetricError.noPredictions) {
      try ModelComparison(seeds: [
        answers(all, all), answers(Array(all.prefix(2)), Array(all.suffix(2))),
      ])
    }
  }

  @Test("Speakers of whom anything is not shared are told, in whatever seed and by whomever")
  func partlyShared() throws {
    let all = model(wrongSad: [])
    func partly(
      _ seeds: [ModelComparison.Answers], changed: Set<String> = []
    ) throws -> Set<String> {
      try ModelComparison(seeds: seeds, changed: changed).partlyShared
    }
    let withoutLast = Array(all.dropLast(1))
    let relabelled = [answer("a", 0, .fear, .fear).named(all[0].utterance)] + all.dropFirst()
    let onlyA = all.filter { $0.speaker == "a" }
    #expect(try partly([answers(all, all)]).isEmpty)
    #expect(try partly([answers(withoutLast, withoutLast)]).isEmpty)
    for seed in [answers(withoutLast, all), answers(all, withoutLast), answers(all, onlyA)] {
      #expect(try partly([answers(all, all), seed]) == ["b"])
    }
    #expect(try partly([answers(all, all)], changed: [all[0].utterance]) == ["a"])
    #expect(try partly([answers(all, relabelled)]) == ["a"])
  }

  /// The same labels with a probability each; what is left is shared evenly.
  private func sure(_ predictions: [Prediction], _ confidence: Double) -> [Prediction] {
    predictions.map { own in
      Prediction(
        utterance: own.utterance, speaker: own.speaker, word: own.word, truth: own.truth,
        probabilities: Emotion.allCases.map {
          $0 == own.predicted ? confidence : (1 - confidence) / 6
        })
    }
  }

  @Test("Models that are right alike have an exact bound of rates that rest on words, and no other")
  func exactBound() throws {
    let labels = model(wrongSad: [0, 5])
    let comparison = try ModelComparison(seeds: [
      answers(sure(labels, 0.5), sure(labels, 0.9))
    ])
    let classes: [Emotion] = [.happy, .sad]
    let bound = 1 - Metrics.exactBound(trials: 22, level: 0.9)
    let settings = IntervalSettings(level: 0.9, replicateCount: 50)
    for metric in [
      SummedMetric(.accuracy), SummedMetric(.uar, classes: classes),
      SummedMetric(.recall, of: .sad),
    ] {
      let found = comparison.differences(of: [try #require(metric)], settings: settings)[0]
      #expect(found.difference == 0 && found.interval?.unit == .exact)
      #expect(agrees(found.interval?.upper, bound) && agrees(found.interval?.lower, -bound))
      #expect(found.interval?.level == 0.9)
    }
    for metric in [
      SummedMetric(.macroF1, classes: classes), SummedMetric(.precision, of: .sad),
      SummedMetric(.kappa),
    ] {
      let found = comparison.differences(of: [try #require(metric)], settings: settings)[0]
      #expect(found.difference == 0 && found.interval == nil, "\(String(describing: metric))")
    }
    let never = try #require(SummedMetric(.recall, of: .fear))
    let absent = comparison.differences(of: [never], settings: settings)[0]
    #expect(absent.first == nil && absent.difference == nil && absent.interval == nil)
  }

  @Test("The first model's own interval is that of its table, named by what varies")
  func ofFirst() throws {
    let first = model(wrongSad: [0, 3, 4], wrongHappy: [2])
    let accuracy = try #require(SummedMetric(.accuracy))
    let comparison = try ModelComparison(seeds: [answers(first, model(wrongSad: []))])
    let settings = IntervalSettings(replicateCount: 200, seed: 5)
    let table = try ClusterTable(first)
    #expect(
      comparison.intervalOfFirst(of: accuracy, settings: settings)
        == table.intervals(of: [accuracy], settings: settings)[0])
    let perfect = try ModelComparison(seeds: [answers(model(wrongSad: []), first)])
    let exact = try #require(perfect.intervalOfFirst(of: accuracy, settings: settings))
    #expect(exact.unit == .exact && exact.upper == 1)
    #expect(agrees(exact.lower, Metrics.exactBound(trials: 22, level: 0.95)))
  }

  @Test("Without words intervals are over utterances, though several seeds answered each")
  func withoutWords() throws {
    func bare(_ predictions: [Prediction]) -> [Prediction] {
      predictions.map {
        Prediction(
          utterance: $0.utterance, speaker: $0.speaker, word: nil, truth: $0.truth,
          predicted: $0.predicted)
      }
    }
    let accuracy = try #require(SummedMetric(.accuracy))
    let (first, second) = (
      bare(model(wrongSad: [0, 3, 4], wrongHappy: [2])), bare(model(wrongSad: [1]))
    )
    let comparison = try ModelComparison(seeds: [
      answers(first, second), answers(first, second),
    ])
    #expect(comparison.differences(of: [accuracy])[0].interval?.unit == .utterance)
    #expect(comparison.intervalOfFirst(of: accuracy)?.unit == .utterance)
  }
}

extension Prediction {
  fileprivate func named(_ utterance: String) -> Prediction {
    Prediction(
      utterance: utterance, speaker: speaker, word: word, truth: truth, predicted: predicted)
  }
}
