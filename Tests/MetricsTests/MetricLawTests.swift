import Corpora
import Metrics
import TestSupport
import Testing

/// A crossed corpus of two speakers, `words` words each in all emotions, and a model of given
/// skill.
func crossedPredictions(
  words: Int, skill: Double, seed: UInt64 = 1, speakers: [String] = ["OAF", "YAF"]
) -> [Prediction] {
  var generator = Draws(seed: seed)
  return speakers.flatMap { speaker in
    (0..<words).flatMap { word in
      Emotion.allCases.map { truth in
        var weights = Emotion.allCases.map { _ in generator.unit() + 0.01 }
        if generator.unit() < skill { weights[truth.index] += 2 }
        let sum = weights.reduce(0, +)
        return Prediction(
          utterance: "\(speaker)_\(word)_\(truth.rawValue)", speaker: speaker, word: "word\(word)",
          truth: truth, probabilities: weights.map { $0 / sum })
      }
    }
  }
}

/// A small generator for the data of tests (xorshift64*).
struct Draws: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  /// A number in `0..<1`.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// A standard normal number, as the sum of twelve uniform ones less six.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
}

private func values(_ predictions: [Prediction]) throws -> [String: Double?] {
  let rows = try MetricTable.rows(predictions: predictions, context: .example, settings: .none)
  return Dictionary(
    rows.filter { $0.speaker == nil }.map {
      ("\($0.metric) \($0.emotion?.rawValue ?? "")", $0.value)
    }, uniquingKeysWith: { $1 })
}

@Suite("Laws of metrics")
struct MetricLawTests {
  @Test("The order of predictions is of no account")
  func order() throws {
    let predictions = crossedPredictions(words: 20, skill: 0.5)
    var generator = Draws(seed: 9)
    let (first, second) = (
      try values(predictions), try values(predictions.shuffled(using: &generator))
    )
    for (key, value) in first {
      #expect(agrees(second[key] ?? nil, try #require(value), absolute: 1e-12), "\(key)")
    }
  }

  @Test("Renaming the classes leaves every metric of all classes as it is", arguments: [1, 3])
  func labelPermutation(shift: Int) throws {
    let predictions = crossedPredictions(words: 20, skill: 0.5)
    let renamed = predictions.map { prediction in
      let old = prediction.probabilities ?? []
      return Prediction(
        utterance: prediction.utterance, speaker: prediction.speaker, word: prediction.word,
        truth: Emotion.allCases[(prediction.truth.index + shift) % 7],
        probabilities: (0..<7).map { old[($0 + 7 - shift) % 7] })
    }
    let (first, second) = (try values(predictions), try values(renamed))
    for metric in Metric.allCases where !metric.isPerClass {
      let key = "\(metric.rawValue) "
      let value = try #require(first[key] ?? nil)
      #expect(agrees(second[key] ?? nil, value, absolute: 1e-12), "\(metric)")
    }
  }

  @Test("Every value lies in the range that its definition states", arguments: [0, 0.3, 0.9, 1])
  func bounds(skill: Double) throws {
    for (key, value) in try values(crossedPredictions(words: 15, skill: skill)) {
      let metric = try #require(Metric(rawValue: String(key.split(separator: " ")[0])))
      guard let value else { continue }
      let definition = metric.definition
      #expect(value >= definition.least ?? -.infinity, "\(key)")
      #expect(value <= definition.most ?? .infinity, "\(key)")
    }
  }

  @Test("A perfect and certain model has the best value of every metric that has one")
  func perfect() throws {
    let predictions = crossedPredictions(words: 10, skill: 1).map { prediction in
      Prediction(
        utterance: prediction.utterance, speaker: prediction.speaker, word: prediction.word,
        truth: prediction.truth,
        probabilities: Emotion.allCases.map { $0 == prediction.truth ? 1 : 0 })
    }
    for (key, value) in try values(predictions) {
      let metric = try #require(Metric(rawValue: String(key.split(separator: " ")[0])))
      let definition = metric.definition
      switch definition.direction {
      case .higherIsBetter: #expect(value == definition.most, "\(key)")
      case .lowerIsBetter: #expect(value == definition.least, "\(key)")
      case .neither: #expect(agrees(value ?? nil, 1.0 / 7))
      }
    }
  }

  @Test(
    "A model that always says one emotion scores chance, and what it never says is absent, not 0")
  func constant() throws {
    let predictions = crossedPredictions(words: 10, skill: 1).map { prediction in
      Prediction(
        utterance: prediction.utterance, speaker: prediction.speaker, word: prediction.word,
        truth: prediction.truth, predicted: .sad)
    }
    let found = try values(predictions)
    #expect(agrees(found["accuracy "] ?? nil, 1.0 / 7))
    #expect(agrees(found["uar "] ?? nil, 1.0 / 7))
    #expect(found["kappa "] == 0)
    #expect(found["mcc "] == .some(nil))
    #expect(found["recall sad"] == 1)
    #expect(found["recall happy"] == 0)
    #expect(found["precision happy"] == .some(nil))
    #expect(found["f1 happy"] == 0)
    #expect(found["predicted-share sad"] == 1)
    #expect(found["nll "] == .some(nil), "labels alone have no likelihood")
    #expect(found["ece "] == .some(nil))
  }

  @Test(
    "A class that never occurs leaves means over classes without a value, unless it is not asked for"
  )
  func absentClass() throws {
    let predictions = crossedPredictions(words: 10, skill: 0.6).filter { $0.truth != .surprise }
    let found = try values(predictions)
    #expect(found["uar "] == .some(nil))
    #expect(found["macro-f1 "] == .some(nil))
    #expect(found["recall surprise"] == .some(nil))
    #expect(found["accuracy "] != .some(nil))
    var context = MetricContext.example
    context.classes = Emotion.allCases.filter { $0 != .surprise }
    let rows = try MetricTable.rows(predictions: predictions, context: context, settings: .none)
    let matrix = ConfusionMatrix(predictions)
    let mean = (0..<6).compactMap(matrix.recall).reduce(0, +) / 6
    #expect(agrees(rows.first { $0.metric == "uar" }?.value ?? nil, mean))
    // It is still named now and then, which is told and no more.
    #expect(Set(rows.filter { $0.emotion == .surprise }.map(\.metric)) == ["predicted-share"])
  }

  @Test("No predictions give rows without values, and no trap")
  func empty() throws {
    let rows = try MetricTable.rows(predictions: [], context: .example)
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0.value == nil && $0.interval == nil && $0.count == 0 })
  }

  @Test(
    "Probabilities that are no distribution are refused by name",
    arguments: [
      [0.5, 0.5], [0.5, 0.6, 0, 0, 0, 0, 0], [.nan, 1, 0, 0, 0, 0, 0],
      [-0.2, 1.2, 0, 0, 0, 0, 0], [.infinity, 0, 0, 0, 0, 0, 0], [],
    ])
  func badProbabilities(values: [Double]) {
    let bad = Prediction(
      utterance: "OAF_back_sad", speaker: "OAF", word: "back", truth: .sad, probabilities: values)
    for others in [[], crossedPredictions(words: 1, skill: 1)] {
      #expect {
        try MetricTable.rows(predictions: others + [bad], context: .example)
      } throws: { "\($0)".hasPrefix("OAF_back_sad: ") }
    }
  }

  @Test("Every metric has a definition of its own")
  func definitions() {
    let definitions = Metric.allCases.map(\.definition)
    #expect(Set(definitions.map(\.title)).count == Metric.allCases.count)
    #expect(Set(definitions.map(\.summary)).count == Metric.allCases.count)
    #expect(definitions.allSatisfy { $0.summary.hasSuffix(".") })
  }
}
