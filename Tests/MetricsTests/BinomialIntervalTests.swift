import Corpora
import Foundation
import Metrics
import TestSupport
import Testing

/// Forty utterances of forty words; `trials` of them are happy, and the first `hits` of those are
/// found.
private func answers(hits: Int, of trials: Int, utterances: Int = 40) -> [Prediction] {
  (0..<utterances).map { number in
    let truth: Emotion = number < trials ? .happy : .sad
    return Prediction(
      utterance: "u\(number)", speaker: "s", word: "w\(number)", truth: truth,
      predicted: number < trials && number >= hits ? .fear : truth)
  }
}

@Suite("The interval of a rate of few answers")
struct BinomialIntervalTests {
  private func interval(
    _ metric: SummedMetric?, of predictions: [Prediction], level: Double = 0.95
  ) throws -> ConfidenceInterval? {
    let settings = IntervalSettings(level: level, replicateCount: 200)
    return try ClusterTable(predictions).intervals(
      of: [try #require(metric)], settings: settings)[0]
  }

  private let recall = SummedMetric(.recall, of: .happy)

  @Test(
    "is that of Clopper and Pearson",
    arguments: [
      // scipy.stats.beta.ppf
      (1, 6, 0.004210744514489474, 0.6412345789976748),
      (3, 6, 0.11811724875702526, 0.8818827512429747),
      (5, 6, 0.3587654210023251, 0.9957892554855105),
      (1, 2, 0.01257911709342505, 0.9874208829065749),
      (2, 9, 0.02814497347789823, 0.6000935737163122),
      (4, 7, 0.184051567640083, 0.901011721557492),
    ])
  func reference(hits: Int, trials: Int, lower: Double, upper: Double) throws {
    let found = try #require(try interval(recall, of: answers(hits: hits, of: trials)))
    #expect(agrees(found.lower, lower) && agrees(found.upper, upper))
    #expect(found.unit == .exact && found.level == 0.95)
  }

  /// The probability of as many hits or more.
  private func tail(_ hits: Int, of trials: Int, share: Double) -> Double {
    (hits...trials).reduce(0) { sum, count in
      let ways: Double =
        lgamma(Double(trials + 1)) - lgamma(Double(count + 1)) - lgamma(Double(trials - count + 1))
      return sum + exp(ways) * pow(share, Double(count)) * pow(1 - share, Double(trials - count))
    }
  }

  @Test(
    "holds the rate, rises with every hit and ends where the tails have what the level leaves out",
    arguments: 1...9, [0.8, 0.95])
  func laws(trials: Int, level: Double) throws {
    let intervals = try (0...trials).map {
      try #require(try interval(recall, of: answers(hits: $0, of: trials), level: level))
    }
    for (hits, own) in intervals.enumerated() {
      let rate = Double(hits) / Double(trials)
      #expect(own.lower <= rate && rate <= own.upper)
      if hits > 0 {
        #expect(agrees(tail(hits, of: trials, share: own.lower), (1 - level) / 2, absolute: 1e-9))
        #expect(own.lower > intervals[hits - 1].lower && own.upper > intervals[hits - 1].upper)
      }
      let mirror = intervals[trials - hits]
      #expect(agrees(own.lower, 1 - mirror.upper) && agrees(own.upper, 1 - mirror.lower))
    }
    // The bounds of no hit and of no miss are those of any number of clusters.
    #expect(agrees(intervals[0].upper, 1 - exactBound(trials: trials, level: level)))
    #expect(intervals[0].lower == 0 && intervals[trials].upper == 1)
  }

  @Test("is of precision, accuracy and share alike, where no word bears two of the answers")
  func rates() throws {
    let expected = try #require(try interval(recall, of: answers(hits: 2, of: 6)))
    let few = answers(hits: 2, of: 6, utterances: 6)
    #expect(try interval(SummedMetric(.accuracy), of: few) == expected)
    #expect(try interval(SummedMetric(.predictedShare, of: .happy), of: few) == expected)
    // Six are called happy, two of them rightly.
    let called = answers(hits: 2, of: 40).enumerated().map { number, own in
      Prediction(
        utterance: own.utterance, speaker: own.speaker, word: own.word,
        truth: number < 2 ? .happy : .sad, predicted: number < 6 ? .happy : .sad)
    }
    #expect(try interval(SummedMetric(.precision, of: .happy), of: called) == expected)
  }

  @Test("is none of these for means over classes, nor where ten words or more bear an answer")
  func others() throws {
    let few = answers(hits: 2, of: 6, utterances: 9)
    for metric in [Metric.uar, .macroF1, .mcc, .kappa] {
      #expect(try interval(SummedMetric(metric, classes: [.happy, .sad]), of: few) == nil)
    }
    #expect(try interval(recall, of: answers(hits: 4, of: 10))?.unit == .word)
    #expect(try interval(SummedMetric(.accuracy), of: answers(hits: 4, of: 9))?.unit == .word)
  }

  @Test("stays a matter of draws where a word bears two of the answers")
  func twice() throws {
    let twice = answers(hits: 3, of: 6).flatMap { own in
      ["a", "b"].map {
        Prediction(
          utterance: own.utterance + $0, speaker: own.speaker, word: own.word, truth: own.truth,
          predicted: own.predicted)
      }
    }
    #expect(try interval(recall, of: twice)?.unit == .word)
    let nineWords = Array(twice.prefix(18))
    let accuracy = try #require(SummedMetric(.accuracy))
    #expect(
      try ClusterTable(nineWords, unit: .word).intervals(of: [accuracy])[0] == nil)
  }

  @Test("counts an utterance once, however many seeds answered it")
  func seeds() throws {
    let said = [answers(hits: 3, of: 6), answers(hits: 4, of: 6)]
    let comparison = try ModelComparison(
      seeds: said.map { ModelComparison.Answers(first: $0, second: $0) })
    let recall = try #require(recall)
    let found = try #require(comparison.intervalOfFirst(of: recall))
    // A mean of 3.5 hits of 6: beta.ppf(.025, 3.5, 3.5) and beta.ppf(.975, 4.5, 2.5).
    #expect(agrees(found.lower, 0.1668081973318454))
    #expect(agrees(found.upper, 0.9232298599651265))
  }
}
