import Corpora
import Metrics

/// What several training seeds come to together: their mean, and where the spread comes from.
public enum SeedSpread {
  /// The attribute of numbers over all seeds; their subgroup is `together`.
  public static let together = (attribute: "seeds", subgroup: "together")
  /// The attribute of components; their subgroup is the metric that they are components of.
  public static let attribute = "spread-of"

  /// The means over seeds of accuracy and UAR, and their spread.
  ///
  /// - `accuracy` and `uar` under the attribute `seeds`: the mean; its interval resamples the words
  ///   (or speakers) that all seeds answered, and holds the seeds as they are.
  /// - `accuracy-deviation` and `uar-deviation`: the standard deviation over seeds as found.
  /// - `spread` under the attribute `spread-of`, for `accuracy` and `uar`: the standard deviation
  ///   that one training and one draw of words (and speakers) have together; and `spread-seed`,
  ///   `spread-word`, `spread-speaker`, `spread-rest`: what each contributes, so that their squares
  ///   add up to its square. `spread-speaker` and `spread-between-speakers` are undetermined under
  ///   `VarianceComponents.fewestSpeakers`.
  ///
  /// - Returns: nothing under two seeds.
  /// - Throws: `MetricError` where probabilities are no distributions.
  public static func rows(of test: RepeatedTest) throws(MetricError) -> [MetricRow] {
    let answers = test.complete
    guard answers.count > 1, answers[0].count > 0 else { return [] }
    return try means(of: answers, context: test.context) + components(of: answers, test.context)
  }

  private static let metrics: [Metric] = [.accuracy, .uar]

  private static func means(
    of answers: [[Prediction]], context: MetricContext
  ) throws(MetricError) -> [MetricRow] {
    let together = context.labelled(together.attribute, together.subgroup)
    let classes = context.classes
    let summed = metrics.compactMap { SummedMetric($0, classes: classes) }
    // Every seed answers the same utterances, so a rate over all answers is the mean of the seeds.
    let table = try ClusterTable(answers.flatMap { $0 })
    let count = answers[0].count
    let intervals = table.intervals(of: summed)
    var seeds: [ClusterTable] = []
    for own in answers { seeds.append(try ClusterTable(own, unit: table.unit)) }
    return zip(summed, intervals).flatMap { metric, interval in
      [
        together.row(
          named: metric.metric.rawValue, value: table.value(of: metric), interval: interval,
          count: count),
        together.row(
          named: metric.metric.rawValue + "-deviation",
          value: deviation(seeds.map { $0.value(of: metric) }), count: count),
      ]
    }
  }

  /// The standard deviation of a sample, or `nil` where a value is undetermined.
  private static func deviation(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0 }
    guard known.count == values.count, known.count > 1 else { return nil }
    let mean = known.reduce(0, +) / Double(known.count)
    let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(known.count - 1)).squareRoot()
  }

  private static func components(
    of answers: [[Prediction]], _ context: MetricContext
  ) -> [MetricRow] {
    metrics.flatMap { metric -> [MetricRow] in
      let own = context.labelled(attribute, metric.rawValue)
      guard let table = UnitTable(answers, metric: metric, classes: context.classes),
        let found = VarianceComponents(values: table.values, speakers: table.speakers)
      else { return [] }
      let components: [(String, Double?)] = [
        ("spread", found.total), ("spread-seed", found.seed), ("spread-speaker", found.speaker),
        ("spread-word", found.word), ("spread-rest", found.rest),
        ("spread-between-speakers", found.betweenSpeakers),
      ]
      return components.map { name, variance in
        own.row(named: name, value: variance?.squareRoot(), count: answers[0].count)
      }
    }
  }
}

/// A metric as a mean over units: what each unit (a word of a speaker) adds for each seed, so that
/// the mean of a row is the metric of the seed. A unit adds by how much its hits depart from the
/// rates of their classes (of accuracy: of all), so that units of more utterances do not differ for
/// that alone; the sizes of classes count as given.
private struct UnitTable {
  let values: [[Double]]
  let speakers: [String]

  init?(_ answers: [[Prediction]], metric: Metric, classes: [Emotion]) {
    guard let first = answers.first else { return nil }
    let unit = Self.unit(of: first)
    let keys = Set(first.map { ClusterKey($0, unit: unit) }).sorted()
    let places = keys.places
    let support = Dictionary(grouping: first, by: \.truth).mapValues(\.count)
    guard metric == .accuracy || classes.allSatisfy({ support[$0] != nil }) else { return nil }
    let all = answers.flatMap { $0 }
    let hits = Dictionary(grouping: all.filter(\.isRight), by: \.truth)
    let recalls = Dictionary(
      uniqueKeysWithValues: support.map { emotion, count in
        (emotion, Double(hits[emotion]?.count ?? 0) / Double(answers.count * count))
      })
    let accuracy = Double(hits.values.reduce(0) { $0 + $1.count }) / Double(all.count)
    let isAccuracy = metric == .accuracy
    let mean =
      isAccuracy
      ? accuracy : classes.reduce(0) { $0 + (recalls[$1] ?? 0) } / Double(classes.count)
    values = answers.map { predictions in
      var row = [Double](repeating: mean, count: keys.count)
      for prediction in predictions where isAccuracy || classes.contains(prediction.truth) {
        guard let place = places[ClusterKey(prediction, unit: unit)] else { continue }
        let rate = isAccuracy ? accuracy : recalls[prediction.truth] ?? 0
        let size = isAccuracy ? first.count : classes.count * (support[prediction.truth] ?? 1)
        let hit = prediction.isRight ? 1.0 : 0
        row[place] += (hit - rate) * Double(keys.count) / Double(size)
      }
      return row
    }
    speakers = keys.map(\.stratum)
  }

  /// Words where every speaker said enough of them, else utterances, as for intervals.
  private static func unit(of predictions: [Prediction]) -> ConfidenceInterval.Unit {
    let bySpeaker = Dictionary(grouping: predictions, by: \.speaker)
    let isRich = bySpeaker.values.allSatisfy { own in
      Set(own.compactMap(\.word)).count >= ClusterTable.enoughWords
    }
    return isRich ? .word : .utterance
  }
}
