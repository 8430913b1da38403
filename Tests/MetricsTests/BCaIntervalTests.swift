import Corpora
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("Intervals of draws, made again from the draws themselves")
struct BCaIntervalTests {
  /// Two speakers of unequal number of words, and a model that is better on late words, so that
  /// metrics are skewed.
  private static let predictions = [("a", 24), ("b", 15)].flatMap { speaker, words in
    (0..<words).flatMap { word in
      Emotion.allCases.map { truth in
        let isHard = word * word < 3 * words
        let label = isHard ? (truth.index + 1 + word % 2) % 7 : truth.index
        return Prediction(
          utterance: "\(speaker)\(word)\(truth)", speaker: speaker, word: "w\(word)", truth: truth,
          predicted: Emotion.allCases[(word * 3 + truth.index) % 11 == 0 ? 5 : label])
      }
    }
  }

  private static let metrics =
    [Metric.accuracy, .uar, .macroF1, .mcc, .kappa].compactMap { SummedMetric($0) }
    + [Metric.recall, .precision, .f1, .predictedShare].compactMap { SummedMetric($0, of: .sad) }

  private static let replicateCount = 501

  private func draws(_ metric: SummedMetric, of table: ClusterTable) -> [Double] {
    ClusterBootstrap(replicateCount: Self.replicateCount, seed: 11)
      .replicates(of: [metric], over: table)[0].sorted()
  }

  private func interval(
    _ metric: SummedMetric, of table: ClusterTable, _ method: IntervalSettings.Method
  ) -> ConfidenceInterval? {
    table.intervals(
      of: [metric],
      settings: IntervalSettings(
        method: method, level: 0.9, replicateCount: Self.replicateCount, seed: 11))[0]
  }

  @Test("Percentiles are the quantiles of the draws at both tails")
  func percentile() throws {
    let table = try ClusterTable(Self.predictions, unit: .word)
    for metric in Self.metrics {
      let draws = draws(metric, of: table)
      let found = try #require(interval(metric, of: table, .percentile))
      // The 5 % quantile of 501 sorted values is the 26th.
      #expect(agrees(found.lower, draws[25]), "\(metric.metric)")
      #expect(agrees(found.upper, draws[475]), "\(metric.metric)")
    }
  }

  /// How much the estimate of a metric is skewed, from tables without one word each: for every
  /// speaker the influence of a word is how far the mean over such tables is above that without it,
  /// times the number of words less one over that number.
  private func acceleration(_ metric: SummedMetric) throws -> Double {
    var influences: [Double] = []
    for (_, own) in Dictionary(grouping: Self.predictions, by: \.speaker) {
      let words = Set(own.compactMap(\.word)).sorted()
      let values = try words.map { word in
        let rest = Self.predictions.filter { $0.speaker != own[0].speaker || $0.word != word }
        return try #require(try ClusterTable(rest, unit: .word).value(of: metric))
      }
      let n = Double(words.count)
      let mean = values.reduce(0, +) / n
      influences += values.map { (n - 1) * (mean - $0) / n }
    }
    let squares = influences.reduce(0) { $0 + pow($1, 2) }
    return influences.reduce(0) { $0 + pow($1, 3) } / (6 * pow(squares, 1.5))
  }

  @Test("BCa takes the quantiles that the draws' bias and the words' influence move it to")
  func corrected() throws {
    let table = try ClusterTable(Self.predictions, unit: .word)
    var moved = 0
    for metric in Self.metrics {
      let draws = draws(metric, of: table)
      let estimate = try #require(table.value(of: metric))
      let share = draws.reduce(0) { $0 + ($1 < estimate ? 1 : $1 == estimate ? 0.5 : 0) } / 501
      let bias = normalQuantile(share)
      let skewness = try acceleration(metric)
      func end(_ tail: Double) -> Double {
        let shifted = bias + normalQuantile(tail)
        return quantile(draws, normalProbability(bias + shifted / (1 - skewness * shifted)))
      }
      let found = try #require(interval(metric, of: table, .bca))
      #expect(agrees(found.lower, end(0.05), absolute: 1e-9), "\(metric.metric)")
      #expect(agrees(found.upper, end(0.95), absolute: 1e-9), "\(metric.metric)")
      #expect(found.level == 0.9 && found.unit == .word)
      let plain = try #require(interval(metric, of: table, .percentile))
      moved += abs(plain.lower - found.lower) > 1e-4 ? 1 : 0
      #expect(abs(skewness) > 1e-4, "\(metric.metric)")
    }
    #expect(moved > 2, "the correction is no matter of rounding")
  }

  @Test("ECE has the wider ends of quantiles and of these reflected, whatever the method")
  func inflated() throws {
    let table = try ClusterTable(crossedPredictions(words: 25, skill: 0.9), unit: .word)
    let ece = try #require(SummedMetric(.ece))
    let draws = draws(ece, of: table)
    let estimate = try #require(table.value(of: ece))
    for method in IntervalSettings.Method.allCases {
      let found = try #require(interval(ece, of: table, method))
      let lower = min(draws[25], 2 * estimate - draws[475])
      #expect(agrees(found.lower, min(estimate, max(0, lower))))
      #expect(agrees(found.upper, max(draws[475], 2 * estimate - draws[25])))
    }
  }

  @Test("Draws without support are left out of the quantiles, not counted as low ones")
  func withoutSupport() throws {
    // 4 of 40 words have happy answers: a draw of 40 misses them all with a chance of .015.
    let predictions = (0..<40).flatMap { word in
      Emotion.allCases.prefix(4).map { truth in
        Prediction(
          utterance: "\(word)\(truth)", speaker: "s", word: "w\(word)", truth: truth,
          predicted: word < 4 && (truth == .happy || word == 1 && truth == .angry)
            ? .happy : .disgust)
      }
    }
    let table = try ClusterTable(predictions, unit: .word)
    let precision = try #require(SummedMetric(.precision, of: .happy))
    let all = ClusterBootstrap(replicateCount: 2_000, seed: 1)
      .replicates(of: [precision], over: table)[0]
    let usable = all.filter { !$0.isNaN }.sorted()
    try #require(usable.count < 2_000 && usable.count >= 1_900)
    let found = try #require(
      table.intervals(
        of: [precision], settings: IntervalSettings(method: .percentile, seed: 1))[0])
    #expect(agrees(found.lower, quantile(usable, 0.025)))
    #expect(agrees(found.upper, quantile(usable, 0.975)))
    #expect(agrees(table.value(of: precision), 0.8))
  }
}
