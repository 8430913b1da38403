import Audits
import Corpora
import Metrics
import Testing

@Suite("The models of all seeds as one")
struct SeedEnsembleTests {
  /// Probabilities of the truth, and the rest on the emotion after it.
  private func prediction(_ name: String, _ truth: Emotion, sure: Double) -> Prediction {
    var probabilities = [Double](repeating: 0, count: Emotion.allCases.count)
    probabilities[truth.index] = sure
    probabilities[(truth.index + 1) % probabilities.count] = 1 - sure
    return Prediction(
      utterance: name, speaker: "YAF", word: name, truth: truth, probabilities: probabilities)
  }

  private func test(_ sure: [[Double]]) -> RepeatedTest {
    let bySeed = sure.enumerated().map { seed, values in
      (seed + 3, values.enumerated().map { prediction("u\($0)", .angry, sure: $1) })
    }
    return RepeatedTest(
      context: CrossedAnswers.context("OAF", "YAF"),
      bySeed: Dictionary(uniqueKeysWithValues: bySeed))
  }

  @Test("says the mean of what they say: two sure answers outweigh one that is a little wrong")
  func mean() throws {
    // Each seed is right on two of three utterances; together they are right on all.
    let test = test([[0.4, 0.9, 0.8], [0.7, 0.4, 0.9], [0.9, 0.8, 0.3]])
    let own = SeedEnsemble.predictions(of: test)
    #expect(own.map(\.utterance) == ["u0", "u1", "u2"])
    #expect(own.allSatisfy { $0.predicted == .angry })
    let sure = own.compactMap { $0.probabilities?[Emotion.angry.index] }
    for (value, expected) in zip(sure, [2.0 / 3, 0.7, 2.0 / 3]) {
      #expect(abs(value - expected) < 1e-12)
    }
    for single in test.bySeed.values {
      #expect(single.filter { $0.predicted == .angry }.count == 2)
    }
  }

  @Test("has every metric of a model, under an attribute that names the seeds")
  func rows() throws {
    let test = test([[0.9, 0.2], [0.8, 0.7]])
    let rows = try SeedEnsemble.rows(of: test)
    #expect(rows.allSatisfy { $0.attribute == "ensemble" && $0.subgroup == "3+4" })
    #expect(rows.allSatisfy { $0.seed == nil })
    let accuracy = try #require(
      rows.first { $0.metric == "accuracy" && $0.speaker == nil && $0.emotion == nil })
    #expect(accuracy.value == 0.5 && accuracy.count == 2)
    let single = try MetricTable.rows(
      predictions: test.bySeed[3] ?? [], context: test.context)
    #expect(Set(rows.map(\.metric)) == Set(single.map(\.metric)))
  }

  @Test("of equal seeds is each of them")
  func equal() throws {
    let sure = [0.9, 0.4, 0.55]
    let test = test([sure, sure])
    let single = try #require(test.bySeed[3])
    #expect(SeedEnsemble.predictions(of: test) == single)
  }

  @Test("has no likelihood where a seed does not say how unlikely it thought the truth")
  func hiddenTruth() throws {
    let answers = test([[0.9, 0.2], [0.8, 0.0]])
    var bySeed = answers.bySeed
    bySeed[4] = bySeed[4]?.map(\.roundedForAFile)
    let rounded = RepeatedTest(context: answers.context, bySeed: bySeed)
    #expect(SeedEnsemble.predictions(of: rounded).map(\.hidesTruth) == [false, true])
    func value(_ metric: String, of test: RepeatedTest) throws -> Double? {
      let rows = try SeedEnsemble.rows(of: test).filter { $0.metric == metric }
      return try #require(rows.first { $0.speaker == nil && $0.emotion == nil }).value
    }
    #expect(try value("nll", of: answers) != nil)
    #expect(try value("nll", of: rounded) == nil)
    #expect(try value("brier", of: rounded) == value("brier", of: answers))
  }

  @Test("needs two seeds with probabilities, and leaves out what one of them did not answer")
  func missing() throws {
    #expect(try SeedEnsemble.rows(of: test([[0.9, 0.2]])).isEmpty)
    let answers = test([[0.9, 0.2], [0.8, 0.7]])
    var bySeed = answers.bySeed
    bySeed[4]?.removeFirst()
    let partly = RepeatedTest(context: answers.context, bySeed: bySeed)
    #expect(SeedEnsemble.predictions(of: partly).map(\.utterance) == ["u1"])
    bySeed[4] = bySeed[4]?.map {
      Prediction(
        utterance: $0.utterance, speaker: $0.speaker, word: $0.word, truth: $0.truth,
        predicted: $0.predicted)
    }
    let labels = RepeatedTest(context: answers.context, bySeed: bySeed)
    #expect(SeedEnsemble.predictions(of: labels).isEmpty)
  }
}
