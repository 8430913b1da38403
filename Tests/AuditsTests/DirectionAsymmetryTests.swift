import Audits
import Corpora
import Findings
import Metrics
import Randomness
import Testing

@Suite("One direction against the other")
struct DirectionAsymmetryTests {
  private func test(
    _ trainedOn: String, _ testedOn: String, rate: Double, seed: UInt64, words: Int = 40,
    seeds: Int = 1
  ) -> RepeatedTest {
    var generator = SplitMix64(seed: seed)
    var bySeed: [Int: [Prediction]] = [:]
    for seed in 0..<seeds {
      bySeed[seed] = CrossedAnswers.predictions(
        speakers: [testedOn], words: words, using: &generator
      ) { _, word in rate + (word.isMultiple(of: 3) ? -0.1 : 0.05) }
    }
    return RepeatedTest(context: CrossedAnswers.context(trainedOn, testedOn), bySeed: bySeed)
  }

  private func value(_ metric: String, _ asymmetry: DirectionAsymmetry) throws -> Double {
    try #require(asymmetry.rows.first { $0.metric == metric }?.value)
  }

  @Test("A clear difference is found, with its interval, caveat and both directions named")
  func isFound() throws {
    let pair = [
      test("YAF", "OAF", rate: 0.4, seed: 1, seeds: 2),
      test("OAF", "YAF", rate: 0.8, seed: 2, seeds: 2),
    ]
    let asymmetry = try DirectionAsymmetry(pair)
    #expect(asymmetry.rows.map(\.metric).count == 6)
    #expect(asymmetry.rows.allSatisfy { $0.trainedOn == "OAF" && $0.seed == nil })
    let row = try #require(asymmetry.rows.first { $0.metric == "asymmetry-uar" })
    #expect(abs(try #require(row.value) - 0.4) < 0.08)
    #expect(row.count == 280)
    #expect(try #require(row.interval).lower > 0.25)
    #expect(try value("asymmetry-uar-p", asymmetry) < 0.001)
    let finding = try #require(asymmetry.findings.first)
    #expect(asymmetry.findings.count == 1 && finding.status == .failed)
    #expect(finding.importance == .note)
    for part in [
      "OAF > YAF", "YAF > OAF", "40 words", "2 seeds",
      "nothing of other trainings or of other speakers",
    ] {
      #expect(finding.message.contains(part), "\(part) in \(finding.message)")
    }
  }

  @Test("Speakers of exchanged names give the opposite difference and the same p")
  func isSymmetric() throws {
    let there = try DirectionAsymmetry([
      test("A", "B", rate: 0.5, seed: 1), test("B", "A", rate: 0.6, seed: 2),
    ])
    let back = try DirectionAsymmetry([
      test("A", "B", rate: 0.6, seed: 2), test("B", "A", rate: 0.5, seed: 1),
    ])
    for metric in ["asymmetry-uar", "asymmetry-accuracy"] {
      #expect(abs(try value(metric, there) + (try value(metric, back))) < 1e-12)
      #expect(try value(metric + "-p", there) == (try value(metric + "-p", back)))
    }
  }

  @Test("Where there is nothing to find, p is at most .05 in about one of twenty repetitions")
  func isExactUnderTheNull() throws {
    let rounds = 400
    var found = 0
    for round in 0..<rounds {
      let asymmetry = try DirectionAsymmetry([
        test("A", "B", rate: 0.6, seed: UInt64(2 * round), words: 10),
        test("B", "A", rate: 0.6, seed: UInt64(2 * round + 1), words: 10),
      ])
      if try value("asymmetry-accuracy-p", asymmetry) <= 0.05 { found += 1 }
    }
    // 20 expected of 400; four standard deviations of a binomial are 17. Ties make it conservative.
    #expect((3...37).contains(found), "\(found) of \(rounds)")
  }

  @Test("Without words in common, and without the other direction, there is no pair")
  func noPair() throws {
    let one = test("A", "B", rate: 0.5, seed: 1)
    #expect(try DirectionAsymmetry([one]).rows.isEmpty)
    let strange = RepeatedTest(
      context: CrossedAnswers.context("B", "A"),
      bySeed: [
        0: (one.bySeed[0] ?? []).map {
          Prediction(
            utterance: $0.utterance, speaker: "A", word: "other " + ($0.word ?? ""),
            truth: $0.truth, predicted: $0.predicted)
        }
      ])
    let asymmetry = try DirectionAsymmetry([one, strange])
    #expect(asymmetry.rows.isEmpty && asymmetry.findings.isEmpty)
  }

  @Test("Too few words leave it undetermined, and several pairs are corrected by Holm")
  func undeterminedAndCorrected() throws {
    let few = try DirectionAsymmetry([
      test("A", "B", rate: 1, seed: 1, words: 3), test("B", "A", rate: 0.1, seed: 2, words: 3),
    ])
    #expect(few.findings.map(\.status) == [.undetermined])
    let several = try DirectionAsymmetry([
      test("A", "B", rate: 0.5, seed: 1), test("B", "A", rate: 0.6, seed: 2),
      test("C", "D", rate: 0.5, seed: 3), test("D", "C", rate: 0.5, seed: 4),
    ])
    let p = several.rows.filter { $0.metric == "asymmetry-uar-p" }.compactMap(\.value)
    let holm = several.rows.filter { $0.metric == "asymmetry-uar-p-holm" }.compactMap(\.value)
    #expect(p.count == 2 && AdjustedPValues.holm(p) == holm)
    #expect(several.findings.allSatisfy { $0.message.contains("Holm over 2 pairs") })
  }

  @Test("A corpus that every training heard too is no side of a pair, and is named in both")
  func companions() throws {
    func joined(_ test: RepeatedTest) -> RepeatedTest {
      var context = test.context
      context.trainedOn = "friends+" + context.trainedOn
      return RepeatedTest(context: context, bySeed: test.bySeed)
    }
    let pair = [test("B", "A", rate: 0.4, seed: 1), test("A", "B", rate: 0.8, seed: 2)]
    let alone = try DirectionAsymmetry(pair)
    let both = try DirectionAsymmetry(pair.map(joined), companions: ["friends"])
    #expect(both.rows.map(\.value) == alone.rows.map(\.value) && !both.rows.isEmpty)
    #expect(both.rows.allSatisfy { $0.trainedOn == "friends+A" && $0.testedOn == "B" })
    let finding = try #require(both.findings.first)
    #expect(finding.message.contains("friends+A > B minus UAR of friends+B > A"))
    #expect(try DirectionAsymmetry(pair.map(joined)).rows.isEmpty)
  }

  @Test("A pair of which one side leaks is stamped and answers no question")
  func leaky() throws {
    let honest = test("A", "B", rate: 0.5, seed: 1)
    var context = CrossedAnswers.context("B", "A")
    context.isLeaky = true
    let leaky = RepeatedTest(context: context, bySeed: test("B", "A", rate: 0.9, seed: 2).bySeed)
    let asymmetry = try DirectionAsymmetry([honest, leaky])
    #expect(!asymmetry.rows.isEmpty && asymmetry.rows.allSatisfy(\.isLeaky))
    #expect(asymmetry.findings.isEmpty)
  }
}
