import Corpora
import Foundation
import Metrics
import Testing

/// A population of words: each class is hit with a probability that depends on how easy the word
/// is, and mistaken for others with fixed shares.
private struct Population {
  /// The logit of a hit for each class on a word of middling ease, shape `[K]`.
  let logits: [Double]
  /// The standard deviation of the ease of words, in logits.
  let spread: Double

  private static func hit(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }

  /// Mistakes go to the next class half of the time, and evenly to the others.
  private func share(of predicted: Int, whenNot truth: Int) -> Double {
    (predicted + 7 - truth) % 7 == 1 ? 0.5 : 0.1
  }

  /// Accuracy, UAR and macro-F1 of infinitely many words: the confusion of the mean word.
  var truths: [Double] {
    var confusion = Array(repeating: Array(repeating: 0.0, count: 7), count: 7)
    var weightSum = 0.0
    for step in -400...400 {
      let ease = Double(step) / 50
      let weight = exp(-ease * ease / 2)
      weightSum += weight
      for truth in 0..<7 {
        let hit = Self.hit(logits[truth] + spread * ease)
        for predicted in 0..<7 {
          confusion[truth][predicted] +=
            weight * (predicted == truth ? hit : (1 - hit) * share(of: predicted, whenNot: truth))
        }
      }
    }
    let recalls = (0..<7).map { confusion[$0][$0] / weightSum }
    let f1 = (0..<7).map { label in
      let predicted = (0..<7).reduce(0) { $0 + confusion[$1][label] } / weightSum
      return 2 * recalls[label] / (1 + predicted)
    }
    let uar = recalls.reduce(0, +) / 7
    return [uar, uar, f1.reduce(0, +) / 7]
  }

  /// What is said of the same words of one speaker on clean audio and where every logit is less by
  /// `loss`: words that are easy are so in both.
  func pair(
    words: Int, loss: Double, _ draws: inout Draws
  ) -> (clean: [Prediction], changed: [Prediction]) {
    var said: (clean: [Prediction], changed: [Prediction]) = ([], [])
    for word in 0..<words {
      let angle = 2 * Double.pi * draws.unit()
      let ease = (-2 * log(1 - draws.unit())).squareRoot() * cos(angle)
      for truth in Emotion.allCases {
        func answer(_ logit: Double) -> Prediction {
          let isHit = draws.unit() < Self.hit(logit + spread * ease)
          return Prediction(
            utterance: "\(word)/\(truth)", speaker: "s", word: "w\(word)", truth: truth,
            predicted: isHit ? truth : Emotion.allCases[(truth.index + 1) % 7])
        }
        said.clean.append(answer(logits[truth.index]))
        said.changed.append(answer(logits[truth.index] - loss))
      }
    }
    return said
  }

  func sample(words: Int, speakers: Int, _ draws: inout Draws) -> [Prediction] {
    var predictions: [Prediction] = []
    for speaker in 0..<speakers {
      for word in 0..<words {
        let angle = 2 * Double.pi * draws.unit()
        let ease = (-2 * log(1 - draws.unit())).squareRoot() * cos(angle)
        for truth in Emotion.allCases {
          var label = truth.index
          if draws.unit() >= Self.hit(logits[label] + spread * ease) {
            let step = draws.unit()
            label = (label + (step < 0.5 ? 1 : 2 + Int((step - 0.5) * 10))) % 7
          }
          predictions.append(
            Prediction(
              utterance: "\(speaker)/\(word)/\(truth.index)", speaker: "s\(speaker)",
              word: "w\(word)", truth: truth, predicted: Emotion.allCases[label]))
        }
      }
    }
    return predictions
  }
}

@Suite("Coverage of intervals")
struct IntervalCoverageTests {
  private static let metrics = [Metric.accuracy, .uar, .macroF1].compactMap { SummedMetric($0) }

  /// The share of data sets whose interval holds the truth, by method and metric.
  private func coverage(
    _ population: Population, words: Int, speakers: Int, dataSets: Int
  ) throws -> [[Double]] {
    let truths = population.truths
    var hits = IntervalSettings.Method.allCases.map { _ in Self.metrics.map { _ in 0.0 } }
    for dataSet in 0..<dataSets {
      var draws = Draws(seed: UInt64(dataSet) + 1)
      let table = try ClusterTable(
        population.sample(words: words, speakers: speakers, &draws), unit: .word)
      for (index, method) in IntervalSettings.Method.allCases.enumerated() {
        let settings = IntervalSettings(
          method: method, replicateCount: 1_000, seed: UInt64(dataSet))
        for (column, interval) in table.intervals(of: Self.metrics, settings: settings).enumerated()
        {
          let interval = try #require(interval)
          let isHit = interval.lower <= truths[column] && truths[column] <= interval.upper
          hits[index][column] += isHit ? 1 / Double(dataSets) : 0
        }
      }
    }
    return hits
  }

  @Test(
    "Of 2,000 data sets with 100 words, 93 to 97 % have an interval that holds the truth",
    arguments: [-1.2, 0.45, 2.6])
  func coverage(logit: Double) throws {
    let logits = [-3.0, -2, -1, 0, 1, 2, 3].map { logit + 0.25 * $0 }
    let population = Population(logits: logits, spread: 0.8)
    for truth in population.truths { #expect((0.25...0.92).contains(truth)) }
    let shares = try coverage(population, words: 100, speakers: 1, dataSets: 2_000)
    for (method, row) in zip(IntervalSettings.Method.allCases, shares) {
      for (metric, share) in zip(Self.metrics, row) {
        #expect((0.93...0.97).contains(share), "\(method) \(metric.metric): \(share)")
      }
    }
  }

  /// Of 2,000 data sets 88 to 92 % with ten words, 89 to 92 % with twelve, 91 to 94 % with twenty.
  @Test(
    "Of 400 data sets with few words, fewer than the level have an interval that holds the truth",
    arguments: [(10, 0.84...0.95), (12, 0.85...0.95), (20, 0.88...0.96)])
  func fewWords(words: Int, range: ClosedRange<Double>) throws {
    for logit in [-1.2, 0.45, 2.6] {
      let logits = [-3.0, -2, -1, 0, 1, 2, 3].map { logit + 0.25 * $0 }
      let population = Population(logits: logits, spread: 0.8)
      let shares = try coverage(population, words: words, speakers: 1, dataSets: 400)
      for (method, row) in zip(IntervalSettings.Method.allCases, shares) {
        for (metric, share) in zip(Self.metrics, row) {
          #expect(range.contains(share), "\(method) \(metric.metric) at \(logit): \(share)")
        }
      }
    }
  }

  /// Of 1,000 data sets with 100 words 94 to 95 %, with twelve or twenty 92 to 94 %.
  @Test(
    "Of 300 data sets, 91 to 98 % have an interval of what is kept that holds the truth",
    arguments: [0, 0.7, 2.0])
  func kept(loss: Double) throws {
    let uar = try #require(SummedMetric(.uar))
    let logits = [-3.0, -2, -1, 0, 1, 2, 3].map { 0.45 + 0.25 * $0 }
    let population = Population(logits: logits, spread: 0.8)
    let changed = Population(logits: logits.map { $0 - loss }, spread: 0.8)
    let truth = (changed.truths[1] - 1.0 / 7) / (population.truths[1] - 1.0 / 7)
    let hits = try (0..<300).count { dataSet in
      var draws = Draws(seed: UInt64(dataSet) + 1)
      let said = population.pair(words: 100, loss: loss, &draws)
      let interval = try PairedTable(first: said.clean, second: said.changed, unit: .word)
        .intervalKept(
          of: uar, above: 1.0 / 7,
          settings: IntervalSettings(replicateCount: 1_000, seed: UInt64(dataSet)))
      return interval.map { $0.lower <= truth && truth <= $0.upper } ?? false
    }
    #expect((0.91...0.98).contains(Double(hits) / 300), "\(hits) of 300")
  }
}
