import Audits
import Corpora
import Metrics
import Testing

@Suite("One test answered by several seeds")
struct RepeatedTestTests {
  private func answer(_ name: String, _ predicted: Emotion = .sad) -> Prediction {
    Prediction(utterance: name, speaker: "s", word: name, truth: .sad, predicted: predicted)
  }

  private func fold(_ names: [Int: [String]]) -> RepeatedTest {
    RepeatedTest(
      context: CrossedAnswers.context("A", "B"),
      bySeed: names.mapValues { $0.map { answer($0) } })
  }

  @Test("belongs to no seed, whatever its context said, and lists its seeds in order")
  func seeds() {
    var context = CrossedAnswers.context("A", "B")
    context.seed = 4
    let test = RepeatedTest(context: context, bySeed: [10: [], -1: [], 2: []])
    #expect(test.context.seed == nil && test.context.trainedOn == "A")
    #expect(test.seeds == [-1, 2, 10])
  }

  @Test("of joined folds has the seeds that every fold has, and all answers of these")
  func joined() {
    let context = CrossedAnswers.context("others", "A+B")
    let folds = [
      fold([0: ["a", "b"], 1: ["a", "b"], 2: ["a"]]), fold([0: ["c"], 1: ["c"], 3: ["c"]]),
    ]
    for order in [folds, folds.reversed()] {
      let test = RepeatedTest(joining: order, context: context)
      #expect(test.seeds == [0, 1])
      #expect(Set((test.bySeed[1] ?? []).map(\.utterance)) == ["a", "b", "c"])
      #expect(test.context.trainedOn == "others")
    }
    #expect(RepeatedTest(joining: [], context: context).seeds.isEmpty)
    #expect(RepeatedTest(joining: folds + [fold([:])], context: context).seeds.isEmpty)
    #expect(RepeatedTest(joining: [folds[0]], context: context).seeds == [0, 1, 2])
  }

  @Test("The spread of five speakers has a speakers' part, that of four has none")
  func fewestSpeakers() throws {
    for (count, isKnown) in [(4, false), (5, true)] {
      let bySeed = (0..<2).map { seed in
        (0..<count).flatMap { speaker in
          (0..<10).map { word in
            Prediction(
              utterance: "\(speaker)/\(word)", speaker: "s\(speaker)", word: "w\(word)",
              truth: .sad, predicted: (speaker + word + seed).isMultiple(of: 3) ? .fear : .sad)
          }
        }
      }
      let test = RepeatedTest(
        context: CrossedAnswers.context("A", "B"),
        bySeed: [0: bySeed[0], 1: bySeed[1]])
      let rows = try SeedSpread.rows(of: test)
      for metric in ["spread-speaker", "spread-between-speakers"] {
        let row = try #require(rows.first { $0.metric == metric && $0.subgroup == "accuracy" })
        #expect((row.value != nil) == isKnown, "\(metric) of \(count)")
      }
      // Only one of seven emotions was asked: a mean over all has no value and no parts.
      #expect(rows.filter { $0.metric == "uar" }.map(\.value) == [nil])
      #expect(!rows.contains { $0.subgroup == "uar" })
    }
  }

  @Test("The order of answers and the numbers of seeds change no spread")
  func invariance() throws {
    let answers = (0..<3).map { seed in
      (0..<12).flatMap { word in
        Emotion.allCases.map { emotion in
          Prediction(
            utterance: "\(word)/\(emotion.rawValue)", speaker: "s", word: "w\(word)",
            truth: emotion,
            predicted: (word * word * (seed + 1) + emotion.index * (word + seed)) % 5 == 0
              ? .happy : emotion)
        }
      }
    }
    func values(_ bySeed: [Int: [Prediction]]) throws -> [Double?] {
      try SeedSpread.rows(
        of: RepeatedTest(context: CrossedAnswers.context("A", "B"), bySeed: bySeed)
      ).map(\.value)
    }
    let plain = try values([0: answers[0], 1: answers[1], 2: answers[2]])
    let other = try values([
      9: answers[0].reversed(), 4: answers[2], 7: answers[1].sorted { $0.utterance > $1.utterance },
    ])
    try #require(plain.count == other.count && plain.count == 16)
    for (one, two) in zip(plain, other) {
      #expect(one == nil && two == nil || abs((one ?? 9) - (two ?? 99)) < 1e-12)
    }
  }
}
