import Audits
import Corpora
import Findings
import Metrics
import Testing

/// Answers to twelve words in every emotion, so few that every arrangement of the test is looked
/// at and its numbers follow by hand.
@Suite("What is said of two directions, number by number")
struct DirectionWordingTests {
  private static let words = 12

  /// Everything is right but the words named, which are wrong in every emotion.
  private func answers(_ speaker: String, wrong: Range<Int>, words: Int = words) -> [Prediction] {
    (0..<words).flatMap { word in
      Emotion.allCases.map { emotion in
        Prediction(
          utterance: "\(speaker)/\(word)/\(emotion.rawValue)", speaker: speaker, word: "w\(word)",
          truth: emotion,
          predicted: wrong.contains(word) ? Emotion.allCases[(emotion.index + 1) % 7] : emotion)
      }
    }
  }

  private func test(
    _ trainedOn: String, _ testedOn: String, _ bySeed: [Int: [Prediction]]
  ) -> RepeatedTest {
    RepeatedTest(context: CrossedAnswers.context(trainedOn, testedOn), bySeed: bySeed)
  }

  private func asymmetry(_ there: Range<Int>, _ back: Range<Int>) throws -> DirectionAsymmetry {
    try DirectionAsymmetry([
      test("A", "B", [0: answers("B", wrong: there)]),
      test("B", "A", [0: answers("A", wrong: back)]),
    ])
  }

  private func values(_ asymmetry: DirectionAsymmetry) -> [Double] {
    asymmetry.rows.compactMap(\.value)
  }

  private static let caveat =
    " Model and tested speaker differ together, so a difference belongs to the pair and not to "
    + "either, and it says nothing of other trainings or of other speakers."

  /// Six words differ, all one way: of their 64 arrangements two are as extreme.
  @Test("A difference in six of twelve words is found, with p = 2/64")
  func found() throws {
    let asymmetry = try asymmetry(0..<0, 0..<6)
    #expect(asymmetry.rows.count == 6)
    for (index, value) in values(asymmetry).enumerated() {
      #expect(abs(value - (index % 3 == 0 ? 1.0 / 2 : 1.0 / 32)) < 1e-12)
    }
    let finding = try #require(asymmetry.findings.first)
    #expect(finding.status == .failed && finding.check == "direction-asymmetry")
    #expect(finding.subject == "speaker-disjoint A > B against B > A")
    let message = finding.message
    #expect(
      message.hasPrefix(
        "UAR of A > B minus UAR of B > A on the same 12 words is 0.500 (95 % interval "),
      "\(message)")
    #expect(
      message.hasSuffix(
        "). The directions differ by more than exchanging them word by word gives: p = 0.031."
          + Self.caveat), "\(message)")
    #expect(
      finding.advice
        == "Report both directions; their mean hides that one of them is weaker.")
    #expect(finding.evidence == asymmetry.rows.first { $0.metric == "asymmetry-uar" })
  }

  /// Four words differ: p is 2/16. Their signs spread the difference by the root of four, each a
  /// twelfth: a sixth. (1.95996 + .84162) / 6 = .46693.
  @Test("A difference in four of twelve words is not, and it is said which would have been")
  func notFound() throws {
    let finding = try #require(try asymmetry(8..<12, 12..<12).findings.first)
    #expect(finding.status == .passed && finding.advice == nil)
    #expect(finding.message.contains(" on the same 12 words is -0.333 ("))
    #expect(
      finding.message.hasSuffix(
        " No difference between the directions was found: p = 0.125; a difference of 0.467 would "
          + "have been found in four of five repetitions." + Self.caveat), "\(finding.message)")
  }

  @Test("Directions that agree on every word claim to have found nothing, and nothing further")
  func alike() throws {
    let asymmetry = try asymmetry(3..<5, 3..<5)
    #expect(values(asymmetry) == [0, 1, 1, 0, 1, 1])
    let finding = try #require(asymmetry.findings.first)
    #expect(finding.status == .passed)
    #expect(finding.message.contains(" on the same 12 words is 0.000"))
    #expect(
      finding.message.hasSuffix(
        "No difference between the directions was found: p = 1.000." + Self.caveat))
  }

  @Test("Of few words the sentence says so, however large the difference")
  func tooFew() throws {
    let finding = try #require(
      try DirectionAsymmetry([
        test("A", "B", [0: answers("B", wrong: 0..<0, words: 5)]),
        test("B", "A", [0: answers("A", wrong: 0..<5, words: 5)]),
      ]).findings.first)
    // Five words have 32 arrangements, of which two are the most extreme: 1/16 is the least p.
    #expect(finding.status == .undetermined && finding.advice == nil)
    #expect(finding.message.contains(" on the same 5 words is 1.000"))
    #expect(finding.message.contains(" There are too few words to tell." + Self.caveat))
  }

  @Test("Only seeds that both directions have are compared")
  func seeds() throws {
    let (right, wrong) = (answers("B", wrong: 0..<0), answers("B", wrong: 0..<12))
    let (own, none) = (answers("A", wrong: 0..<6), answers("A", wrong: 0..<12))
    let both = try DirectionAsymmetry([
      test("A", "B", [0: wrong, 1: right]), test("B", "A", [1: own, 2: none]),
    ])
    #expect(values(both) == values(try asymmetry(0..<0, 0..<6)))
    #expect(both.findings.first?.message.contains("seeds") == false)
    let apart = try DirectionAsymmetry([test("A", "B", [0: wrong]), test("B", "A", [2: none])])
    #expect(apart.rows.isEmpty)
  }

  @Test("Of several takes of a word and emotion the first by name are set side by side")
  func takes() throws {
    let alone = try asymmetry(0..<0, 0..<6)
    // Named so that they come after: all of them wrong.
    let further = answers("z", wrong: 0..<12).map {
      Prediction(
        utterance: $0.utterance, speaker: "B", word: $0.word, truth: $0.truth,
        predicted: $0.predicted)
    }
    let more = try DirectionAsymmetry([
      test("A", "B", [0: further + answers("B", wrong: 0..<0)]),
      test("B", "A", [0: answers("A", wrong: 0..<6)]),
    ])
    #expect(values(more) == values(alone))
    #expect(more.rows.map(\.count) == alone.rows.map(\.count))
  }

  @Test("Rungs that differ, and a test on whom it was trained on, are no directions of a pair")
  func noPair() throws {
    let there = test("A", "B", [0: answers("B", wrong: 0..<0)])
    var context = CrossedAnswers.context("B", "A")
    context.evaluationProtocol = .speakerWordDisjoint
    let other = RepeatedTest(context: context, bySeed: [0: answers("A", wrong: 0..<6)])
    #expect(try DirectionAsymmetry([there, other]).rows.isEmpty)
    let itself = test("A", "A", [0: answers("A", wrong: 0..<6)])
    #expect(try DirectionAsymmetry([itself, itself]).rows.isEmpty)
    let wordless = answers("A", wrong: 0..<6).map {
      Prediction(
        utterance: $0.utterance, speaker: "A", word: nil, truth: $0.truth, predicted: $0.predicted)
    }
    #expect(try DirectionAsymmetry([there, test("B", "A", [0: wordless])]).rows.isEmpty)
  }
}
