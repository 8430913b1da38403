import Corpora
import Metrics
import TestSupport
import Testing

@Suite("The interval of what is kept above a floor")
struct RetentionIntervalTests {
  private let settings = IntervalSettings(method: .percentile, replicateCount: 500, seed: 3)

  private func metric() throws -> SummedMetric { try #require(SummedMetric(.uar)) }

  /// The same utterances as `crossedPredictions`, all answered rightly.
  private func perfect(_ predictions: [Prediction]) -> [Prediction] {
    predictions.map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: $0.word, truth: $0.truth,
        predicted: $0.truth)
    }
  }

  @Test(
    "Of a model that was faultless it is that of the value itself, on the scale from floor to 1",
    arguments: [0, 1.0 / 7, 0.5])
  func faultless(floor: Double) throws {
    let said = crossedPredictions(words: 20, skill: 0.6)
    let found = try #require(
      try PairedTable(first: perfect(said), second: said)
        .intervalKept(of: try metric(), above: floor, settings: settings))
    let own = try #require(
      try ClusterTable(said).intervals(of: [try metric()], settings: settings)[0])
    #expect(agrees(found.lower, (own.lower - floor) / (1 - floor)))
    #expect(agrees(found.upper, (own.upper - floor) / (1 - floor)))
    #expect(found.unit == .word && found.level == 0.95)
  }

  @Test("Each draw takes the same words of both: what is lost of every word alike is lost for sure")
  func paired() throws {
    // Of each word seven are right or none, and of those that are right two are lost.
    let clean = crossedPredictions(words: 30, skill: 1, speakers: ["s"]).enumerated().map {
      number, own in
      Prediction(
        utterance: own.utterance, speaker: own.speaker, word: own.word, truth: own.truth,
        predicted: number / 7 % 3 > 0 ? own.truth : .angry)
    }
    let noisy = clean.map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: $0.word, truth: $0.truth,
        predicted: [.sad, .happy].contains($0.truth) ? .angry : $0.predicted)
    }
    // Clean UAR of w words in 30: (1 + 6w/30) / 7, above 1/7 by 6w/210; four sixths are left.
    let pair = try PairedTable(first: clean, second: noisy)
    let uar = try metric()
    #expect(pair.intervalKept(of: uar, above: 1.0 / 7) == nil, "nothing varies but the last bits")
    let other = try #require(pair.intervalKept(of: uar, above: 0.1))
    #expect(other.upper - other.lower < 0.03 && other.lower < other.upper)
  }

  @Test("Answers that are right in the same places keep all, but for what so few could show")
  func unvarying() throws {
    let said = crossedPredictions(words: 20, skill: 0.6)
    let uar = try metric()
    let clean = try #require(try ClusterTable(said).value(of: uar))
    let found = try #require(
      try PairedTable(first: said, second: said).intervalKept(of: uar, above: 1.0 / 7))
    let reach = (1 - exactBound(trials: 40, level: 0.95)) / (clean - 1.0 / 7)
    #expect(agrees(found.lower, 1 - reach) && agrees(found.upper, 1 + reach))
    #expect(found.unit == .exact)
  }

  @Test("There is none of few words, nor above what was not reached, nor where an end is open")
  func open() throws {
    let uar = try metric()
    let (few, said) = (
      crossedPredictions(words: 4, skill: 0.6, speakers: ["s"]),
      crossedPredictions(words: 12, skill: 0.2, speakers: ["s"])
    )
    let noisy = crossedPredictions(words: 12, skill: 0.1, seed: 2, speakers: ["s"])
    let byWord = try PairedTable(first: few, second: perfect(few), unit: .word)
    #expect(byWord.intervalKept(of: uar, above: 0) == nil)
    let pair = try PairedTable(first: said, second: noisy)
    let clean = try #require(try ClusterTable(said).value(of: uar))
    #expect(pair.intervalKept(of: uar, above: clean) == nil)
    #expect(pair.intervalKept(of: uar, above: clean - 0.02) == nil, "many draws lie below")
    let own = try #require(
      try ClusterTable(said).intervals(
        of: [uar], settings: IntervalSettings(method: .percentile))[0])
    #expect(pair.intervalKept(of: uar, above: own.lower + 0.001) == nil)
    #expect(pair.intervalKept(of: uar, above: own.lower - 0.03) != nil)
    #expect(pair.intervalKept(of: uar, above: 0, settings: .none) == nil)
  }

  @Test("A draw without a ratio lies beyond both ends: it widens the interval to either side")
  func beyond() throws {
    let uar = try metric()
    let said = crossedPredictions(words: 12, skill: 0.2, speakers: ["s"])
    let noisy = crossedPredictions(words: 12, skill: 0.1, seed: 2, speakers: ["s"])
    let draws = try [said, noisy].map {
      ClusterBootstrap().replicates(of: [uar], over: try ClusterTable($0))[0]
    }
    // The tenth lowest of 2,000 clean draws: nine or ten have no ratio.
    let floor = draws[0].sorted()[9]
    let ratios = zip(draws[0], draws[1]).map { ($1 - floor) / ($0 - floor) }
    let without = draws[0].count { $0 <= floor }
    let known = zip(draws[0], ratios).filter { $0.0 > floor }.map(\.1).sorted()
    let found = try #require(
      try PairedTable(first: said, second: noisy).intervalKept(of: uar, above: floor))
    // The quantile at .025 of 2,000 is the 50th value and 97.5 % of the way to the 51st.
    func between(_ place: Int, _ share: Double) -> Double {
      known[place] + (known[place + 1] - known[place]) * share
    }
    #expect(without >= 10 && without < 40)
    #expect(agrees(found.lower, between(49 - without, 0.975), relative: 1e-6))
    #expect(agrees(found.upper, between(1949, 0.025), relative: 1e-6))
  }
}
