import Corpora
import Metrics
import Testing

@Suite("What several models said of the same utterances")
struct JointAnswersTests {
  private func said(_ utterances: [Int], truth: Emotion = .sad) -> [Prediction] {
    utterances.map {
      Prediction(
        utterance: "\($0)", speaker: "s", word: nil, truth: truth, predicted: .sad)
    }
  }

  private func names(_ answers: JointAnswers?) -> [[[String]]]? {
    answers?.models.map { $0.map { $0.map(\.utterance) } }
  }

  @Test("Kept is what every model answered in every seed, of one sound and one true emotion")
  func kept() throws {
    let joint = JointAnswers(
      [
        [said([1, 2, 3, 4]), said([1, 2, 3, 4, 9])],
        [said([4, 3, 2, 1]), said([1, 3, 4])],
        [said([1, 3], truth: .sad) + said([4], truth: .fear), said([1, 3, 4])],
      ], changed: ["3"])
    // 2 lacks in a seed of the second, 3 sounds otherwise, 4 has two truths, 9 is in one seed.
    #expect(names(joint) == [[["1"], ["1"]], [["1"], ["1"]], [["1"], ["1"]]])
    #expect(joint?.count == 1 && joint?.leftOut == 4)
  }

  @Test("Nothing is left where one of them answered nothing, and of no model")
  func nothing() {
    #expect(names(JointAnswers([[said([1])], [said([])]])) == nil)
    #expect(names(JointAnswers([[said([1])], [said([1])]], changed: ["1"])) == nil)
    #expect(names(JointAnswers([])) == nil)
  }

  @Test("Two speakers together have the answers of both, model by model and seed by seed")
  func together() throws {
    let one = try #require(JointAnswers([[said([1]), said([1])], [said([1, 2]), said([1])]]))
    let other = try #require(JointAnswers([[said([5]), said([5])], [said([5]), said([5, 6])]]))
    let both = one.with(other)
    #expect(names(both) == [[["1", "5"], ["1", "5"]], [["1", "5"], ["1", "5"]]])
    #expect(both.count == 2 && both.leftOut == 2)
  }
}
