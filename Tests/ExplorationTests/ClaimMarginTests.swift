import Corpora
import Exploration
import Testing

@Suite("Margins of claims worked by hand")
struct ClaimMarginTests {
  /// As many words, each with all emotions and with no swing of its own.
  private func values(
    _ means: [Emotion: Double], otherwise: Double, words: Int = 12
  ) -> [(utterance: Utterance, value: Double)] {
    (0..<words).flatMap { word in
      Emotion.allCases.map { emotion in
        (
          Utterance(
            id: "\(word)\(emotion)", corpus: "c", speaker: "s", emotion: emotion,
            word: "w\(word)", path: ""), means[emotion] ?? otherwise
        )
      }
    }
  }

  private func claim(_ name: String) throws -> Claim {
    let all = ["tess", "other"].flatMap(Claim.claims)
    return try #require(all.first { $0.name == name })
  }

  @Test(
    "A claim holds by its distance from the nearest rival, fails below 0, and on 0 is undetermined",
    arguments: [
      ("sad-highest-duration", [.sad: 2.5, .disgust: 2.25], 2, 0.25),
      ("sad-highest-duration", [:], 2, 0), ("sad-highest-duration", [.fear: 2.5], 2, -0.5),
      // The louder of the two that are to be quiet, and the quietest of the others, decide.
      ("sad-neutral-lowest-level", [.sad: -30, .neutral: -28, .fear: -24], -20, 4),
      ("sad-neutral-lowest-level", [.sad: -30, .neutral: -28, .fear: -29], -20, -1),
      ("sad-near-2.5-s", [.sad: 2.5], 1, 0.25), ("sad-near-2.5-s", [.sad: 2.375], 1, 0.125),
      ("sad-near-2.5-s", [.sad: 2.75], 1, 0), ("sad-near-2.5-s", [.sad: 3], 1, -0.25),
      ("neutral-near-2-s", [.neutral: 1.75], 1, -0.05),
      ("angry-higher-pitch-than-neutral", [.angry: 250], 200, 50),
      ("neutral-higher-pitch-than-sad", [.sad: 250], 200, -50),
    ] as [(String, [Emotion: Double], Double, Double)])
  func margins(
    name: String, means: [Emotion: Double], otherwise: Double, margin: Double
  ) throws {
    let outcome = ClaimOutcome(
      try claim(name), speaker: "s", values: values(means, otherwise: otherwise))
    let found = try #require(outcome.margin)
    #expect(abs(found - margin) < 1e-12)
    let interval = try #require(outcome.interval)
    #expect(interval.lower == found && interval.upper == found, "nothing varies")
    #expect(
      outcome.answer
        == (margin > 0 ? .holds : margin < 0 ? .fails : .undetermined))
    for emotion in Emotion.allCases {
      #expect(outcome.means[emotion] == means[emotion] ?? otherwise)
    }
  }

  @Test("Ten words are drawn; of fewer, and where one is not known, recordings are")
  func units() throws {
    let longest = try claim("sad-highest-duration")
    for (words, isByWord) in [(9, false), (10, true)] {
      let outcome = ClaimOutcome(
        longest, speaker: "s", values: values([.sad: 3], otherwise: 2, words: words))
      #expect(outcome.interval?.unit == (isByWord ? .word : .utterance))
    }
    let stray = Utterance(
      id: "x", corpus: "c", speaker: "s", emotion: .sad, word: nil, path: "")
    let mixed = values([.sad: 3], otherwise: 2) + [(stray, 3)]
    #expect(ClaimOutcome(longest, speaker: "s", values: mixed).interval?.unit == .utterance)
  }

  @Test("An emotion that one draw in eight misses leaves the claim undetermined, however clear")
  func rare() throws {
    for (words, answer) in [(2, ClaimOutcome.Answer.undetermined), (8, .holds)] {
      let own = values([.sad: 9], otherwise: 2, words: 40).filter { utterance, _ in
        utterance.emotion != .sad || Int(utterance.word?.dropFirst() ?? "") ?? 0 < words
      }
      let outcome = ClaimOutcome(try claim("sad-highest-duration"), speaker: "s", values: own)
      #expect(outcome.margin == 7 && outcome.answer == answer)
      #expect((outcome.interval == nil) == (answer == .undetermined))
    }
  }

  @Test("Claims are worded with what they are about")
  func wording() throws {
    let higher = try claim("angry-higher-pitch-than-neutral")
    #expect(higher.wording == "angry has a higher median F0 than neutral")
    #expect(higher.quantity == .pitch && higher.quantity.unit == "Hz")
    #expect(try claim("neutral-near-2-s").wording == "neutral lasts about 2 s (within 10 %)")
    #expect(try claim("angry-near-1.5-s").wording == "angry lasts about 1.5 s (within 10 %)")
  }
}
