import Corpora
import Metrics
import TestSupport
import Testing

@Suite("Two models, of one seed or several")
struct ModelComparisonTests {
  private static let metrics = Metric.allCases.compactMap { SummedMetric($0) }

  private let weak = crossedPredictions(words: 30, skill: 0.4, seed: 1)
  private let strong = crossedPredictions(words: 30, skill: 0.6, seed: 2)

  @Test("of one seed are what a paired table says of them")
  func oneSeed() throws {
    let comparison = try ModelComparison(seeds: [answers(weak, strong.reversed())])
    let table = try PairedTable(first: weak, second: strong)
    for (metric, found) in zip(Self.metrics, comparison.differences(of: Self.metrics)) {
      #expect(agrees(found.difference, table.difference(of: metric) ?? .nan))
      let interval = try #require(table.interval(of: metric))
      #expect(agrees(found.interval?.lower, interval.lower))
      #expect(agrees(found.interval?.upper, interval.upper))
      #expect(agrees(comparison.signFlip(of: metric)?.p, table.signFlip(of: metric)?.p ?? .nan))
    }
    #expect(comparison.onlyFirstRight == table.onlyFirstRight)
    #expect(comparison.shared == weak.count)
  }

  @Test("count as unanswered what any seed of a model leaves out", arguments: [true, false])
  func anySeed(isFirst: Bool) throws {
    let short = Array(strong.dropLast(3))
    let seconds = isFirst ? [short, strong] : [strong, short]
    let found = try ModelComparison(seeds: seconds.map { answers(weak, $0) })
    #expect(found.shared == weak.count - 3 && found.onlyFirst == 3 && found.onlySecond == 0)
    let back = try ModelComparison(seeds: seconds.map { answers($0, weak) })
    #expect(back.shared == weak.count - 3 && back.onlyFirst == 0 && back.onlySecond == 3)
  }

  @Test("leave out, and count, what is another recording or has another truth with the second")
  func unlike() throws {
    var relabelled = strong
    let old = strong[7]
    relabelled[7] = Prediction(
      utterance: old.utterance, speaker: old.speaker, word: old.word,
      truth: old.truth == .sad ? .fear : .sad, probabilities: old.probabilities ?? [])
    let changed = strong[3].utterance
    let found = try ModelComparison(seeds: [answers(weak, relabelled)], changed: [changed])
    let gone: Set = [changed, old.utterance]
    func rest(_ all: [Prediction]) -> [Prediction] { all.filter { !gone.contains($0.utterance) } }
    let expected = try ModelComparison(seeds: [answers(rest(weak), rest(strong))])
    #expect(found.unlike == 2 && found.shared == weak.count - 2 && expected.unlike == 0)
    #expect(found.onlyFirst == 0 && found.onlySecond == 0)
    for (one, other) in zip(
      found.differences(of: Self.metrics), expected.differences(of: Self.metrics))
    { #expect(one == other) }
  }

  @Test(
    "a seed that says the same again adds nothing: intervals and p values stay as wide as they are",
    arguments: [true, false])
  func repeatedSeed(haveWords: Bool) throws {
    func trimmed(_ predictions: [Prediction]) -> [Prediction] {
      haveWords
        ? predictions
        : predictions.map {
          Prediction(
            utterance: $0.utterance, speaker: $0.speaker, word: nil, truth: $0.truth,
            probabilities: $0.probabilities ?? [])
        }
    }
    let one = answers(trimmed(weak), trimmed(strong))
    let (single, triple) = (
      try ModelComparison(seeds: [one]), try ModelComparison(seeds: [one, one, one])
    )
    #expect(triple.shared == single.shared)
    #expect(triple.answerCount == 3 * single.answerCount)
    for metric in Self.metrics {
      let (old, new) = (
        single.differences(of: [metric])[0], triple.differences(of: [metric])[0]
      )
      #expect(agrees(new.difference, old.difference ?? .nan))
      #expect(agrees(new.interval?.lower, old.interval?.lower ?? .nan, absolute: 1e-9))
      #expect(agrees(new.interval?.upper, old.interval?.upper ?? .nan, absolute: 1e-9))
      #expect(new.interval?.unit == (haveWords ? .word : .utterance))
      #expect(triple.signFlip(of: metric)?.p == single.signFlip(of: metric)?.p)
    }
  }

  @Test("of several seeds differ by the mean of the seeds' differences")
  func meanOverSeeds() throws {
    let other = crossedPredictions(words: 30, skill: 0.5, seed: 3)
    let both = try ModelComparison(seeds: [answers(weak, strong), answers(weak, other)])
    let each = try [strong, other].map {
      try ModelComparison(seeds: [answers(weak, $0)]).differences(of: Self.metrics)
    }
    for (index, metric) in Self.metrics.enumerated() {
      let mean =
        each.compactMap { $0[index].difference }.reduce(0, +) / 2
      #expect(agrees(both.differences(of: [metric])[0].difference, mean))
    }
  }

  @Test("are compared on what both answered; what only one has is counted")
  func onlyOne() throws {
    let comparison = try ModelComparison(
      seeds: [answers(Array(weak.dropFirst(5)), Array(strong.dropLast(3)))])
    #expect(comparison.shared == weak.count - 8)
    #expect(comparison.onlyFirst == 3)
    #expect(comparison.onlySecond == 5)
    #expect(throws: MetricError.noPredictions) {
      try ModelComparison(seeds: [answers(Array(weak.prefix(4)), Array(strong.suffix(4)))])
    }
    #expect(throws: MetricError.noPredictions) { try ModelComparison(seeds: []) }
  }

  @Test("that say the same to the last bit differ by exactly nothing")
  func same() throws {
    let comparison = try ModelComparison(seeds: [answers(weak, weak)])
    let accuracy = try #require(SummedMetric(.accuracy))
    let found = comparison.differences(of: [accuracy])[0]
    #expect(found.difference == 0)
    #expect(
      found.interval == ConfidenceInterval(lower: 0, upper: 0, level: 0.95, unit: .exact))
    let none = comparison.differences(of: [accuracy], settings: .none)[0]
    #expect(none.interval == nil)
  }

  @Test("that are right alike, with other probabilities, get the exact bound of no difference")
  func alike() throws {
    let sharper = weak.map { prediction in
      let values = (prediction.probabilities ?? []).map { $0 * $0 }
      let sum = values.reduce(0, +)
      return Prediction(
        utterance: prediction.utterance, speaker: prediction.speaker, word: prediction.word,
        truth: prediction.truth, probabilities: values.map { $0 / sum })
    }
    let comparison = try ModelComparison(seeds: [answers(weak, sharper)])
    let accuracy = try #require(SummedMetric(.accuracy))
    let nll = try #require(SummedMetric(.nll))
    let speakers = Set(weak.map(\.speaker)).count
    let interval = try #require(comparison.differences(of: [accuracy])[0].interval)
    #expect(interval.unit == .exact)
    #expect(agrees(interval.upper, 1 - exactBound(trials: 30 * speakers, level: 0.95)))
    #expect(interval.lower == -interval.upper)
    #expect(comparison.differences(of: [nll])[0].interval?.unit == .word)
  }

  @Test("flip as often over all emotions, and over all speakers, as in all")
  func flips() throws {
    let comparison = try ModelComparison(seeds: [answers(weak, strong), answers(strong, weak)])
    let classes = comparison.emotions.map(comparison.flips)
    #expect(classes.map(\.onlyFirst).reduce(0, +) == comparison.onlyFirstRight)
    #expect(classes.map(\.onlySecond).reduce(0, +) == comparison.onlySecondRight)
    let speakers = try comparison.speakers.map { try comparison.of(speaker: $0) }
    #expect(speakers.map(\.onlyFirstRight).reduce(0, +) == comparison.onlyFirstRight)
    #expect(speakers.map(\.answerCount).reduce(0, +) == comparison.answerCount)
    #expect(
      comparison.emotions.map(comparison.count).reduce(0, +) == comparison.answerCount)
    // What one seed mends, the other breaks.
    #expect(comparison.onlyFirstRight == comparison.onlySecondRight)
  }
}

/// What two models say under one seed.
func answers(_ first: [Prediction], _ second: [Prediction]) -> ModelComparison.Answers {
  ModelComparison.Answers(first: first, second: second)
}
