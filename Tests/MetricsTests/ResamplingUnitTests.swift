import Corpora
import Metrics
import TestSupport
import Testing

/// An answer to one utterance of a word of speaker `s`.
private func answer(
  _ word: Int, _ truth: Emotion, _ predicted: Emotion, speaker: String = "s"
) -> Prediction {
  Prediction(
    utterance: "\(speaker)/\(word)/\(truth)", speaker: speaker, word: "w\(word)", truth: truth,
    predicted: predicted)
}

@Suite("What is resampled, and what an interval rests on")
struct ResamplingUnitTests {
  private func names(_ count: Int) -> [String] { (0..<count).map { "s\($0)" } }

  private func unit(speakers: Int, words: Int) -> ConfidenceInterval.Unit {
    ClusterTable.naturalUnit(
      of: crossedPredictions(words: words, skill: 0, speakers: names(speakers)))
  }

  @Test("Twenty speakers are enough to be drawn, and ten words of every speaker")
  func enough() {
    #expect(unit(speakers: 20, words: 1) == .speaker)
    #expect(unit(speakers: 19, words: 10) == .word)
    #expect(unit(speakers: 19, words: 9) == .utterance)
    let uneven =
      crossedPredictions(words: 30, skill: 0, speakers: ["a"])
      + crossedPredictions(words: 9, skill: 0, speakers: ["b"])
    #expect(ClusterTable.naturalUnit(of: uneven) == .utterance, "the poorest speaker decides")
  }

  @Test("An utterance without a word counts as a word of its own, unless none has a word")
  func withoutWords() {
    let nine = (0..<9).map { answer($0, .sad, .sad) }
    let other = Prediction(
      utterance: "x", speaker: "s", word: nil, truth: .sad, predicted: .sad)
    #expect(ClusterTable.naturalUnit(of: nine) == .utterance)
    #expect(ClusterTable.naturalUnit(of: nine + [other]) == .word)
    let none = (0..<50).map {
      Prediction(utterance: "\($0)", speaker: "s", word: nil, truth: .sad, predicted: .sad)
    }
    #expect(ClusterTable.naturalUnit(of: none) == .utterance)
  }

  @Test("Words are drawn within their speaker, so that each keeps her share of every draw")
  func strata() throws {
    let predictions = (0..<15).flatMap { word in
      [answer(word, .sad, .sad, speaker: "a"), answer(word, .sad, .fear, speaker: "b")]
    }
    let accuracy = try #require(SummedMetric(.accuracy))
    for unit in [ConfidenceInterval.Unit.word, .utterance] {
      let table = try ClusterTable(predictions, unit: unit)
      #expect(table.strata == [0..<15, 15..<30])
      let draws = ClusterBootstrap(replicateCount: 60).replicates(of: [accuracy], over: table)[0]
      #expect(draws.allSatisfy { $0 == 0.5 })
      #expect(table.intervals(of: [accuracy])[0] == nil, "nothing varies")
    }
    let speakers = try ClusterTable(predictions, unit: .speaker)
    #expect(speakers.strata == [0..<2])
    let draws = ClusterBootstrap(replicateCount: 60).replicates(of: [accuracy], over: speakers)[0]
    #expect(Set(draws) == [0, 0.5, 1])
  }

  @Test("Ten words are enough for an interval, nine are not")
  func fewest() throws {
    let accuracy = try #require(SummedMetric(.accuracy))
    for count in [9, 10] {
      func answers(_ isRight: (Int) -> Bool) -> [Prediction] {
        (0..<count).flatMap {
          [answer($0, .sad, isRight($0) ? .sad : .fear), answer($0, .happy, .happy)]
        }
      }
      let predictions = answers { $0 % 2 == 0 }
      let table = try ClusterTable(predictions, unit: .word)
      #expect((table.intervals(of: [accuracy])[0] != nil) == (count == 10))
      let pair = try PairedTable(first: predictions, second: answers { $0 < 3 }, unit: .word)
      #expect((pair.interval(of: accuracy) != nil) == (count == 10))
    }
  }

  @Test("A class that one draw in eight misses has no interval; one that few miss has")
  func support() throws {
    let precision = try #require(SummedMetric(.precision, of: .happy))
    // 40 draws of 40 words miss 2 of them with a chance of .13, and 4 of them with one of .015.
    for (count, isThere) in [(2, false), (4, true)] {
      let predictions = (0..<40).flatMap { word in
        word < count
          ? [answer(word, .happy, .happy), answer(word, .sad, word % 2 == 0 ? .happy : .sad)]
          : [answer(word, .happy, .fear), answer(word, .sad, .sad)]
      }
      let table = try ClusterTable(predictions, unit: .word)
      #expect(agrees(table.value(of: precision), 2.0 / 3))
      #expect((table.intervals(of: [precision])[0] != nil) == isThere)
    }
  }

  /// Thirty words: neutral is always right, sad is said by 11 and right, happy by 12 and called
  /// fear, angry by 14 (six of the twelve among them) and called happy.
  private static let certain = (0..<30).flatMap { word -> [Prediction] in
    var own = [answer(word, .neutral, .neutral)]
    if word < 11 { own.append(answer(word, .sad, .sad)) }
    if word < 12 { own.append(answer(word, .happy, .fear)) }
    if 6..<20 ~= word { own.append(answer(word, .angry, .happy)) }
    return own
  }

  @Test("An exact bound rests on the words that the metric is about, of a mean on the fewest")
  func supporting() throws {
    let table = try ClusterTable(Self.certain)
    #expect(table.unit == .word)
    let asked: [(SummedMetric?, words: Int, isPerfect: Bool)] = [
      (SummedMetric(.recall, of: .neutral), 30, true),
      (SummedMetric(.recall, of: .sad), 11, true), (SummedMetric(.precision, of: .sad), 11, true),
      (SummedMetric(.uar, classes: [.neutral, .sad]), 11, true),
      (SummedMetric(.macroF1, classes: [.sad, .neutral]), 11, true),
      (SummedMetric(.recall, of: .happy), 12, false),
      (SummedMetric(.precision, of: .happy), 14, false),
      (SummedMetric(.f1, of: .happy), 20, false),
      (SummedMetric(.uar, classes: [.angry, .happy]), 12, false),
      (SummedMetric(.predictedShare, of: .disgust), 30, false),
    ]
    for (metric, words, isPerfect) in asked {
      let metric = try #require(metric)
      let interval = try #require(
        table.intervals(of: [metric], settings: IntervalSettings(replicateCount: 20))[0])
      let bound = exactBound(trials: words, level: 0.95)
      let (lower, upper) = isPerfect ? (bound, 1) : (0, 1 - bound)
      #expect(agrees(interval.lower, lower) && agrees(interval.upper, upper), "\(metric)")
      #expect(interval.unit == .exact)
    }
    let never = try #require(SummedMetric(.recall, of: .fear))
    #expect(table.value(of: never) == nil && table.intervals(of: [never])[0] == nil)
  }

  @Test("A row counts the predictions that its metric rests on")
  func counts() throws {
    let rows = try MetricTable.rows(
      predictions: Self.certain, context: .example, settings: .none)
    func count(_ metric: Metric, _ emotion: Emotion?) -> Int? {
      rows.first { $0.metric == metric.rawValue && $0.emotion == emotion && $0.speaker == nil }?
        .count
    }
    #expect(count(.accuracy, nil) == 67 && count(.uar, nil) == 67)
    #expect(count(.recall, .happy) == 12 && count(.f1, .happy) == 12)
    #expect(count(.precision, .happy) == 14 && count(.predictedShare, .happy) == 67)
    #expect(count(.precision, .angry) == 0 && count(.recall, .fear) == 0)
  }
}
