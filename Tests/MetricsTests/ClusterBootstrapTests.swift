import Corpora
import KnownAnswers
import Metrics
import TestSupport
import Testing

private let everything: [SummedMetric] = Metric.allCases.flatMap { metric in
  metric.isPerClass
    ? Emotion.allCases.compactMap { SummedMetric(metric, of: $0) }
    : [SummedMetric(metric)].compactMap { $0 }
}

@Suite("Bootstrap over clusters")
struct ClusterBootstrapTests {
  @Test("One cluster drawn again and again gives the estimate itself, for every metric")
  func oneCluster() throws {
    let predictions = crossedPredictions(words: 1, skill: 0.7, speakers: ["OAF"])
    let rows = try MetricTable.rows(predictions: predictions, context: .example, settings: .none)
    let table = try ClusterTable(predictions, unit: .word)
    let replicates = ClusterBootstrap(replicateCount: 30).replicates(of: everything, over: table)
    for (metric, own) in zip(everything, replicates) {
      let row = rows.first {
        $0.metric == metric.metric.rawValue && $0.emotion == metric.emotion && $0.speaker == nil
      }
      let value = try #require(row).value
      #expect(own.allSatisfy { $0.isNaN ? value == nil : agrees(value, $0, absolute: 1e-12) })
    }
  }

  @Test("The interval of one metric is the one that it has among others")
  func oneMetric() throws {
    let table = try ClusterTable(crossedPredictions(words: 20, skill: 0.6))
    let settings = IntervalSettings(replicateCount: 200)
    let together = table.intervals(of: everything, settings: settings)
    for (metric, interval) in zip(everything, together) {
      #expect(table.interval(of: metric, settings: settings) == interval)
    }
  }

  @Test("The mean and spread of replicates are those of a mean of independent words")
  func moments() throws {
    let predictions = crossedPredictions(words: 200, skill: 0.6)
    let table = try ClusterTable(predictions)
    let metric = try #require(SummedMetric(.accuracy))
    let values = ClusterBootstrap(replicateCount: 10_000).replicates(of: [metric], over: table)[0]
    let mean = values.reduce(0, +) / 10_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000
    var expected = 0.0
    for (_, own) in Dictionary(grouping: predictions, by: \.speaker) {
      let words = Dictionary(grouping: own, by: \.word).values.map { word in
        Double(word.count { $0.truth == $0.predicted }) / 7
      }
      let center = words.reduce(0, +) / 200
      expected += words.reduce(0) { $0 + ($1 - center) * ($1 - center) } / 200 / 200 / 4
    }
    let estimate = try #require(table.value(of: metric))
    #expect(abs(mean - estimate) < 5 * (variance / 10_000).squareRoot())
    #expect(abs(variance / expected - 1) < 0.06)
  }

  @Test(
    "The same seed gives the same replicates, in any order of the predictions; another does not")
  func determinism() throws {
    let predictions = crossedPredictions(words: 40, skill: 0.5)
    var generator = Draws(seed: 2)
    let first = try ClusterTable(predictions)
    let second = try ClusterTable(predictions.shuffled(using: &generator))
    let bootstrap = ClusterBootstrap(replicateCount: 333, seed: 7)
    let metrics = [Metric.accuracy, .uar, .macroF1].compactMap { SummedMetric($0) }
    let replicates = bootstrap.replicates(of: metrics, over: first)
    #expect(replicates == bootstrap.replicates(of: metrics, over: second))
    #expect(
      replicates
        != ClusterBootstrap(replicateCount: 333, seed: 8).replicates(of: metrics, over: first))
    // Replicates do not depend on how many are asked for, so on no way of sharing them out.
    let fewer = ClusterBootstrap(replicateCount: 40, seed: 7).replicates(of: metrics, over: first)
    for (long, short) in zip(replicates, fewer) { #expect(Array(long.prefix(40)) == short) }
  }

  @Test(
    "Fewer words make no exact bound tighter, whether or not they are enough to be resampled",
    arguments: [(12, 12), (10, 10), (9, 10), (5, 10), (1, 7)])
  func thinWords(words: Int, trials: Int) throws {
    let predictions = (0..<words).flatMap { word in
      Emotion.allCases.map {
        Prediction(
          utterance: "u\(word)-\($0)", speaker: "a", word: "w\(word)", truth: $0, predicted: $0)
      }
    }
    let accuracy = try #require(SummedMetric(.accuracy))
    let found = try #require(try ClusterTable(predictions).intervals(of: [accuracy])[0])
    #expect(found.unit == .exact)
    #expect(agrees(found.lower, exactBound(trials: trials, level: 0.95)))
    let wordless = predictions.map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: nil, truth: $0.truth,
        predicted: $0.predicted)
    }
    let other = try #require(try ClusterTable(wordless).intervals(of: [accuracy])[0])
    #expect(agrees(other.lower, exactBound(trials: 7 * words, level: 0.95)))
  }

  @Test("Nothing but hits gets an exact bound with as many trials as there are words")
  func exact() throws {
    let predictions = crossedPredictions(words: 50, skill: 1, speakers: ["YAF"])
    let rows = try MetricTable.rows(predictions: predictions, context: .example)
    for name in ["accuracy", "uar", "macro-f1", "top2-accuracy", "recall", "precision", "f1"] {
      let interval = try #require(rows.first { $0.metric == name }?.interval, "\(name)")
      #expect(interval.unit == .exact)
      #expect(agrees(interval.lower, exactBound(trials: 50, level: 0.95)), "\(name)")
      #expect(interval.upper == 1)
    }
    // These are no shares of hits, so that no number of trials bounds them.
    for name in ["mcc", "kappa"] {
      let row = try #require(rows.first { $0.metric == name })
      #expect(row.value == 1 && row.interval == nil, "\(name)")
    }
  }

  @Test("The interval of ECE holds its value and lies in 0...1, however well calibrated a model is")
  func calibrationError() throws {
    for seed in 1...40 {
      let predictions = crossedPredictions(
        words: 30, skill: seed.isMultiple(of: 2) ? 0.9 : 0.3, seed: UInt64(seed))
      let calibrated = KnownAnswerModel.calibrated(skill: 1.5).predictions(
        of: CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 30).utterances,
        seed: UInt64(seed))
      for own in [predictions, calibrated] {
        let table = try ClusterTable(own)
        let metric = try #require(SummedMetric(.ece))
        let value = try #require(table.value(of: metric))
        let settings = IntervalSettings(replicateCount: 200)
        let interval = try #require(table.intervals(of: [metric], settings: settings)[0])
        #expect(interval.lower >= 0 && interval.upper <= 1)
        #expect(interval.lower <= value && value <= interval.upper)
      }
    }
  }

  @Test("An interval surrounds its value and narrows as words are added")
  func width() throws {
    func width(_ words: Int) throws -> Double {
      let predictions = crossedPredictions(words: words, skill: 0.5)
      let row = try #require(
        try MetricTable.rows(predictions: predictions, context: .example)
          .first { $0.metric == "uar" })
      let (value, interval) = (try #require(row.value), try #require(row.interval))
      #expect(interval.lower < value && value < interval.upper)
      #expect(interval.level == 0.95)
      return interval.upper - interval.lower
    }
    let ratio = try width(50) / width(200)
    #expect((1.6...2.5).contains(ratio))
  }
}
