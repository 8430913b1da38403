import Corpora
import Metrics
import TestSupport
import Testing

@Suite("Laws of draws and of the intervals that are made of them")
struct BootstrapLawTests {
  private static let everything: [SummedMetric] = Metric.allCases.flatMap { metric in
    metric.isPerClass
      ? Emotion.allCases.compactMap { SummedMetric(metric, of: $0) }
      : [SummedMetric(metric)].compactMap { $0 }
  }

  @Test("A metric has the same draws alone as beside others that read more sums")
  func alone() throws {
    let table = try ClusterTable(crossedPredictions(words: 15, skill: 0.6))
    let bootstrap = ClusterBootstrap(replicateCount: 27, seed: 3)
    let together = bootstrap.replicates(of: Self.everything, over: table)
    try #require(together.count == Self.everything.count)
    for (metric, draws) in zip(Self.everything, together) {
      #expect(bootstrap.replicates(of: [metric], over: table) == [draws], "\(metric)")
      #expect(Set(draws).count > 1, "\(metric) varies")
    }
  }

  @Test("As many draws are made as were asked for, at least one, and none have a number of nothing")
  func counts() throws {
    let table = try ClusterTable(crossedPredictions(words: 3, skill: 0.6))
    let metrics = [Metric.accuracy, .uar].compactMap { SummedMetric($0) }
    for (asked, made) in [(1, 1), (24, 24), (25, 25), (26, 26), (51, 51), (0, 1), (-5, 1)] {
      let draws = ClusterBootstrap(replicateCount: asked).replicates(of: metrics, over: table)
      #expect(draws.map(\.count) == [made, made])
      #expect(draws.allSatisfy { $0.allSatisfy { (0...1).contains($0) } })
    }
    #expect(ClusterBootstrap().replicates(of: [], over: table).isEmpty)
    let nothing = ClusterBootstrap(replicateCount: 4).replicates(
      of: metrics, over: try ClusterTable([]))
    #expect(nothing.map(\.count) == [4, 4])
    #expect(nothing.allSatisfy { $0.allSatisfy(\.isNaN) })
  }

  @Test("Every word is drawn as often as any other, up to chance")
  func even() throws {
    // Word k alone is right: a draw's accuracy is how often it holds word k, over 13.
    let words = 13
    let accuracy = try #require(SummedMetric(.accuracy))
    for place in [0, 6, 12] {
      let predictions = (0..<words).map {
        Prediction(
          utterance: "\($0)", speaker: "s", word: String(UnicodeScalar(UInt8(97 + $0))),
          truth: .sad, predicted: $0 == place ? .sad : .fear)
      }
      let table = try ClusterTable(predictions, unit: .word)
      let draws = ClusterBootstrap(replicateCount: 4_000).replicates(of: [accuracy], over: table)[0]
      let mean = draws.reduce(0, +) / 4_000 * Double(words)
      // One a draw, with a variance of 12/13: four standard errors.
      let standardError = (12.0 / 13 / 4_000).squareRoot()
      #expect(abs(mean - 1) < 4 * standardError, "word \(place): \(mean)")
    }
  }

  @Test(
    "An interval of a higher level holds that of a lower one, and both say their level",
    arguments: IntervalSettings.Method.allCases)
  func nested(method: IntervalSettings.Method) throws {
    let table = try ClusterTable(crossedPredictions(words: 30, skill: 0.6))
    let intervals = [0.5, 0.8, 0.95, 0.99].map { level in
      table.intervals(
        of: Self.everything,
        settings: IntervalSettings(method: method, level: level, replicateCount: 400))
    }
    for (narrow, wide) in zip(intervals, intervals.dropFirst()) {
      for ((inner, outer), metric) in zip(zip(narrow, wide), Self.everything) {
        let (inner, outer) = (try #require(inner), try #require(outer))
        #expect(outer.lower <= inner.lower && inner.upper <= outer.upper, "\(metric)")
        #expect(outer.upper - outer.lower > inner.upper - inner.lower, "\(metric)")
      }
    }
    #expect(intervals[0].allSatisfy { $0?.level == 0.5 && $0?.unit == .word })
  }

  @Test("An exact bound of a higher level lies further out, and more trials bring it nearer")
  func exactBounds() {
    // (.025)^(1/10), (.05)^(1/10) and (.025)^(1/100).
    #expect(agrees(exactBound(trials: 10, level: 0.95), 0.6915028921812392))
    #expect(agrees(exactBound(trials: 10, level: 0.9), 0.7411344491069477))
    #expect(agrees(exactBound(trials: 100, level: 0.95), 0.9637833073548235))
    #expect(agrees(exactBound(trials: 1, level: 0.95), 0.025))
  }

  @Test("ECE of a model that is sure and nearly always wrong has an interval that ends at 1")
  func surelyWrong() throws {
    let ece = try #require(SummedMetric(.ece))
    let predictions = (0..<24).map { word in
      Prediction(
        utterance: "\(word)", speaker: "s", word: "w\(word)", truth: word == 3 ? .sad : .fear,
        probabilities: Emotion.allCases.map { $0 == .sad ? 1 : 0 })
    }
    let table = try ClusterTable(predictions, unit: .word)
    let interval = try #require(table.intervals(of: [ece])[0])
    // 23 of 24 are wrong with certainty. A draw without the right word has an ECE of 1; one draw
    // in thirteen has three right ones or more, one in fifty four.
    #expect(interval.upper == 1)
    #expect(agrees(interval.lower, 21.0 / 24, absolute: 1e-9))
  }
}
