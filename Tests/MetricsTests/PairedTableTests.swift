import Corpora
import KnownAnswers
import Metrics
import TestSupport
import Testing

private let accuracy = SummedMetric(.accuracy)
private let uar = SummedMetric(.uar)

@Suite("Two models on the same utterances")
struct PairedTableTests {
  @Test("A model against itself differs by nothing, with p = 1 and no interval")
  func itself() throws {
    let predictions = crossedPredictions(words: 30, skill: 0.6)
    let pair = try PairedTable(first: predictions, second: predictions.reversed())
    let metric = try #require(uar)
    #expect(pair.difference(of: metric) == 0)
    #expect(pair.interval(of: metric) == nil)
    #expect(pair.signFlip(of: metric)?.p == 1)
    #expect(try mcnemar(predictions, predictions.reversed()).p == 1)
  }

  @Test("A clear difference is found, and exchanging the models mirrors it")
  func difference() throws {
    let (weak, strong) = (
      crossedPredictions(words: 50, skill: 0.4, seed: 1),
      crossedPredictions(words: 50, skill: 0.7, seed: 2)
    )
    let metric = try #require(uar)
    let pair = try PairedTable(first: weak, second: strong)
    let mirror = try PairedTable(first: strong, second: weak)
    let difference = try #require(pair.difference(of: metric))
    #expect(agrees(mirror.difference(of: metric), -difference))
    let (interval, mirrored) = (
      try #require(pair.interval(of: metric)), try #require(mirror.interval(of: metric))
    )
    #expect(interval.lower > 0 && interval.lower < difference && difference < interval.upper)
    #expect(interval.unit == .word)
    #expect(agrees(mirrored.lower, -interval.upper, absolute: 1e-9))
    let test = try #require(pair.signFlip(of: metric, replicateCount: 999))
    #expect(test.p == 0.001)
    #expect(!test.isExact)
    #expect(agrees(mirror.signFlip(of: metric, replicateCount: 999)?.p, test.p))
    #expect(try mcnemar(weak, strong).p < 0.001)
    // (1.960 + 0.842) standard deviations.
    #expect(agrees(test.minimumDetectableGap(), 2.801585 * test.spread, relative: 1e-5))
  }

  @Test("The interval of a difference of ECE is the draws' reflected about it, of others as drawn")
  func calibrationError() throws {
    let design = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 30).utterances
    let sure = KnownAnswerModel.miscalibrated(skill: 1.5, factor: 2).predictions(of: design)
    let fair = KnownAnswerModel.calibrated(skill: 1.5).predictions(of: design)
    let pair = try PairedTable(first: sure, second: fair)
    let metrics = [
      try #require(SummedMetric(.ece)), try #require(SummedMetric(.nll)),
    ]
    let bootstrap = ClusterBootstrap()
    let old = bootstrap.replicates(of: metrics, over: pair.first)
    let new = bootstrap.replicates(of: metrics, over: pair.second)
    let tail = (1 - 0.95) / 2
    for (index, metric) in metrics.enumerated() {
      let drawn = zip(old[index], new[index]).map { $1 - $0 }.sorted()
      let (low, high) = (quantile(drawn, tail), quantile(drawn, 1 - tail))
      let difference = try #require(pair.difference(of: metric))
      let interval = try #require(pair.interval(of: metric))
      #expect(interval.lower <= difference && difference <= interval.upper)
      let isReflected = metric.metric == .ece
      let (lower, upper) =
        isReflected
        ? (min(difference, 2 * difference - high), max(difference, 2 * difference - low))
        : (low, high)
      #expect(agrees(interval.lower, lower), "\(metric.metric)")
      #expect(agrees(interval.upper, upper), "\(metric.metric)")
      // Drawing anew takes a difference of ECE off to one side, so the two are not the same.
      if isReflected { #expect(abs(low - lower) > 1e-6) }
    }
  }

  @Test("An interval of a difference of ECE ends where a difference of two shares can end")
  func reachable() throws {
    // Of 24 words the one model is sure and right of all, the other sure and right of one alone.
    func sure(_ isRight: (Int) -> Bool) -> [Prediction] {
      (0..<24).map { word in
        Prediction(
          utterance: "\(word)", speaker: "s", word: "w\(word)",
          truth: isRight(word) ? .sad : .fear,
          probabilities: Emotion.allCases.map { $0 == .sad ? 1 : 0 })
      }
    }
    let wrong = sure { $0 == 3 }
    let right = wrong.map { answer in
      Prediction(
        utterance: answer.utterance, speaker: "s", word: answer.word, truth: answer.truth,
        probabilities: Emotion.allCases.map { $0 == answer.truth ? 1 : 0 })
    }
    let ece = try #require(SummedMetric(.ece))
    // 23 of 24: drawn anew it is 21 of 24 to 24 of 24, which reflect to 25 and 22.
    let worse = try PairedTable(first: right, second: wrong)
    let (up, down) = (
      try #require(worse.interval(of: ece)),
      try #require(try PairedTable(first: wrong, second: right).interval(of: ece))
    )
    #expect(agrees(worse.difference(of: ece), 23.0 / 24))
    #expect(up.upper == 1 && agrees(up.lower, 22.0 / 24, absolute: 1e-9))
    #expect(down.lower == -1 && agrees(down.upper, -22.0 / 24, absolute: 1e-9))
  }

  @Test("With few clusters every sign flip is looked at, and the smallest p is said")
  func exact() throws {
    let right = crossedPredictions(words: 4, skill: 1, speakers: ["YAF"])
    let wrong = right.map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: $0.word, truth: $0.truth,
        predicted: $0.truth == .sad ? .happy : .sad)
    }
    let pair = try PairedTable(first: wrong, second: right, unit: .word)
    let metric = try #require(accuracy)
    let test = try #require(pair.signFlip(of: metric))
    #expect(test.isExact)
    #expect(test.statistic == 1)
    // All four words agree: 2 of 16 arrangements are as extreme.
    #expect(test.p == 0.125)
    #expect(test.smallestP == 0.125)
    #expect(!test.canReach(0.05))
    #expect(test.minimumDetectableGap() == nil)
  }

  /// One word an entry, of two utterances: how many more of them the second model has right.
  private func words(_ steps: [Int]) throws -> PairedTable {
    let (first, second) = answers(steps)
    return try PairedTable(first: first, second: second, unit: .word)
  }

  private func answers(_ steps: [Int]) -> (first: [Prediction], second: [Prediction]) {
    func answers(_ isRight: (_ step: Int, _ place: Int) -> Bool) -> [Prediction] {
      steps.enumerated().flatMap { word, step in
        (0..<2).map { place in
          Prediction(
            utterance: "\(word)/\(place)", speaker: "s", word: "w\(word)", truth: .sad,
            predicted: isRight(step, place) ? .sad : .happy)
        }
      }
    }
    return (answers { step, place in place < -step }, answers { step, place in place < step })
  }

  private func mcnemar(
    _ first: [Prediction], _ second: [Prediction]
  ) throws -> TestOutcome {
    try ModelComparison(seeds: [.init(first: first, second: second)]).mcnemar
  }

  @Test("The exact p and spread of a few words are those of all arrangements, counted by hand")
  func byHand() throws {
    let metric = try #require(accuracy)
    // 2 + 1 - 1 + 0 + 1 of ten answers. Of 32 arrangements 16 are as far from 0: sums of 5, 3, -3
    // and -5 come about in 1, 3, 3 and 1 ways, each twice for the word that changes nothing.
    let test = try #require(try words([2, 1, -1, 0, 1]).signFlip(of: metric))
    #expect(agrees(test.statistic, 0.3))
    #expect(test.p == 0.5)
    #expect(agrees(test.spread, 7.0.squareRoot() / 10))
    #expect(test.smallestP == 0.0625 && test.isExact)
    #expect(agrees(try words([-2, -1, 1, 0, -1]).signFlip(of: metric)?.statistic, -0.3))
  }

  @Test("Every arrangement of up to twelve words is looked at; of more some are drawn")
  func limit() throws {
    let metric = try #require(accuracy)
    let steps = [Int](repeating: 1, count: PairedTable.exactClusters)
    let exact = try #require(try words(steps).signFlip(of: metric, replicateCount: 99))
    #expect(exact.isExact && exact.p == 2.0 / 4_096 && exact.smallestP == exact.p)
    let drawn = try #require(try words(steps + [1]).signFlip(of: metric, replicateCount: 99))
    #expect(!drawn.isExact && drawn.smallestP == 0.01 && drawn.p <= 0.05)
  }

  @Test("McNemar counts what only one model has right, and the sign says which has more")
  func mcnemarSides() throws {
    let pair = try words([2, 1, -1, 0, 1])
    #expect(pair.onlyFirstRight == 1 && pair.onlySecondRight == 4)
    let (first, second) = answers([2, 1, -1, 0, 1])
    let test = try mcnemar(first, second)
    #expect(test.statistic == 3)
    // Twice the chance of at most one of five: 2 (1 + 5) / 32.
    #expect(agrees(test.p, 0.375))
    #expect(agrees(test.smallestP, 0.0625))
  }

  @Test("Under no difference, p values are even: about one in twenty is below .05")
  func nullRate() throws {
    let metric = try #require(accuracy)
    var hits = 0
    for dataSet in 0..<400 {
      let pair = try PairedTable(
        first: crossedPredictions(words: 20, skill: 0.5, seed: UInt64(2 * dataSet + 1)),
        second: crossedPredictions(words: 20, skill: 0.5, seed: UInt64(2 * dataSet + 2)))
      let test = try #require(
        pair.signFlip(of: metric, replicateCount: 199, seed: UInt64(dataSet)))
      hits += test.p <= 0.05 ? 1 : 0
    }
    // Binomial(400, .05): 20 plus or minus 3.5 standard deviations.
    #expect((5...35).contains(hits), "\(hits)")
  }

  @Test("McNemar's p is the exact binomial one")
  func mcnemarReference() throws {
    for reference in try ReferenceNumbers.read().mcnemar {
      func predictions(_ isRight: (Int) -> Bool) -> [Prediction] {
        (0..<reference.onlyFirst + reference.onlySecond).map {
          Prediction(
            utterance: "u\($0)", speaker: "s", word: nil, truth: .sad,
            predicted: isRight($0) ? .sad : .happy)
        }
      }
      let test = try mcnemar(
        predictions { $0 < reference.onlyFirst }, predictions { $0 >= reference.onlyFirst })
      #expect(agrees(test.p, reference.p, absolute: 1e-15, relative: 1e-9))
    }
  }
}

@Suite("Many questions")
struct AdjustedPValuesTests {
  @Test("Holm's and Benjamini and Hochberg's corrections are the reference's")
  func reference() throws {
    let reference = try ReferenceNumbers.read().adjusted
    for (found, expected) in [
      (AdjustedPValues.holm(reference.p), reference.holm),
      (AdjustedPValues.benjaminiHochberg(reference.p), reference.benjaminiHochberg),
    ] {
      #expect(found.count == expected.count && !expected.isEmpty)
      for (own, wanted) in zip(found, expected) { #expect(agrees(own, wanted)) }
    }
  }

  @Test("A correction never makes a p value smaller, nor Holm's smaller than the other's")
  func order() {
    var draws = Draws(seed: 3)
    for count in [0, 1, 2, 30] {
      let values = (0..<count).map { _ in draws.unit() * draws.unit() }
      let (holm, other) = (
        AdjustedPValues.holm(values), AdjustedPValues.benjaminiHochberg(values)
      )
      for index in values.indices {
        #expect(holm[index] >= other[index] - 1e-12)
        #expect(other[index] >= values[index] - 1e-12)
        #expect(holm[index] <= 1)
      }
    }
  }
}
