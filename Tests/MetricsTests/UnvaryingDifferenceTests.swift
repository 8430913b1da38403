import Corpora
import Foundation
import Metrics
import TestSupport
import Testing

/// Answers of one speaker to `words` words of each emotion; what is in `wrong` is called fear.
private func answers(
  _ emotions: [Emotion] = [.happy, .sad], words: Int = 40, speaker: String = "s",
  wrong: (Int, Emotion) -> Bool = { _, _ in false }
) -> [Prediction] {
  (0..<words).flatMap { word in
    emotions.map { truth in
      Prediction(
        utterance: "\(speaker)/\(word)/\(truth)", speaker: speaker, word: "w\(word)", truth: truth,
        predicted: wrong(word, truth) ? .fear : truth)
    }
  }
}

@Suite("A difference that every word shows alike")
struct UnvaryingDifferenceTests {
  private func difference(
    _ first: [Prediction], _ second: [Prediction], _ metric: SummedMetric?, level: Double = 0.95
  ) throws -> ModelComparison.Difference {
    let comparison = try ModelComparison(seeds: [.init(first: first, second: second)])
    let settings = IntervalSettings(level: level, replicateCount: 100)
    return comparison.differences(of: [try #require(metric)], settings: settings)[0]
  }

  private let none = answers { _, _ in true }
  private let accuracy = SummedMetric(.accuracy)
  private let uar = SummedMetric(.uar, classes: [.happy, .sad])

  @Test("of all against none has the bound of as many words, whatever the rate")
  func whole() throws {
    for metric in [
      accuracy, uar, SummedMetric(.recall, of: .sad),
      SummedMetric(.macroF1, classes: [.happy, .sad]),
    ] {
      let found = try difference(none, answers(), metric)
      #expect(found.difference == 1)
      let interval = try #require(found.interval)
      // .025 ^ (1 / 40) = .911903: a word of the others may have moved the other way.
      #expect(agrees(interval.lower, 0.823805, absolute: 1e-6) && interval.upper == 1)
      #expect(interval.unit == .exact)
      let back = try #require(try difference(answers(), none, metric).interval)
      #expect(back.lower == -interval.upper && back.upper == -interval.lower)
    }
  }

  @Test(
    "ends where as many words moving alike have the probability that the level leaves out",
    arguments: [1, 3, 9, 10, 50], [0.8, 0.95])
  func tail(words: Int, level: Double) throws {
    let found = try difference(
      answers([.sad], words: words) { _, _ in true }, answers([.sad], words: words), accuracy,
      level: level)
    let interval = try #require(found.interval)
    // The share of words that move up where all others move down.
    let share = (1 + interval.lower) / 2
    #expect(agrees(pow(share, Double(words)), (1 - level) / 2, absolute: 1e-9))
  }

  @Test("of a part leaves the others what the metric can differ by on either side")
  func part() throws {
    // Of happy nothing is right any more, of sad all.
    let second = answers { _, truth in truth == .happy }
    for metric in [accuracy, uar] {
      let interval = try #require(try difference(answers(), second, metric).interval)
      #expect(agrees(interval.lower, -0.5 - 0.088097 * 0.5, absolute: 1e-6))
      #expect(agrees(interval.upper, -0.5 + 0.088097 * 1.5, absolute: 1e-6))
    }
    #expect(try difference(answers(), second, SummedMetric(.kappa)).interval == nil)
    let untouched = try difference(answers(), second, SummedMetric(.recall, of: .sad)).interval
    #expect(agrees(untouched?.upper, 0.088097, absolute: 1e-6))
    // What one word mends and breaks is no difference of any of them.
    let mixed = try difference(
      answers { _, truth in truth == .sad }, second, accuracy
    ).interval
    #expect(agrees(mixed?.upper, 0.088097, absolute: 1e-6) && mixed?.unit == .exact)
  }

  @Test("is drawn as soon as one word shows another")
  func drawn() throws {
    let second = answers { word, _ in word > 0 }
    #expect(try difference(answers(), second, accuracy).interval?.unit == .word)
    let few = answers([.sad], words: 9) { word, _ in word > 0 }
    #expect(try difference(answers([.sad], words: 9), few, accuracy).interval == nil)
  }

  @Test("of speakers who moved unlike has for each end the one that leaves most")
  func speakers() throws {
    let first = answers(words: 20, speaker: "a") + answers(words: 20, speaker: "b")
    let second =
      answers(words: 20, speaker: "a") { _, _ in true } + answers(words: 20, speaker: "b")
    let interval = try #require(try difference(first, second, accuracy).interval)
    // Words of a may rise by 2 instead of falling, those of b fall by 1.
    #expect(agrees(interval.upper, -0.5 + 0.088097 * 2, absolute: 1e-6))
    #expect(agrees(interval.lower, -0.5 - 0.088097, absolute: 1e-6))
  }

  @Test("counts utterances of too few words for no more than ten words a speaker")
  func thin() throws {
    let takes = (0..<60).map { take in
      Prediction(
        utterance: "u\(take)", speaker: "s", word: "w\(take % 2)", truth: .sad, predicted: .sad)
    }
    let wrong = takes.map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: $0.word, truth: .sad, predicted: .fear)
    }
    let interval = try #require(try difference(takes, wrong, accuracy).interval)
    #expect(agrees(interval.upper, 2 * (1 - exactBound(trials: 10, level: 0.95)) - 1))
  }

  @Test("of seeds that say the same is that of one")
  func seeds() throws {
    let said = ModelComparison.Answers(first: none, second: answers())
    let metric = try #require(accuracy)
    func found(_ count: Int) throws -> ModelComparison.Difference {
      try ModelComparison(seeds: Array(repeating: said, count: count)).differences(of: [metric])[0]
    }
    let (one, three) = (try found(1), try found(3))
    #expect(one.interval != nil && three == one)
  }
}
