import Corpora
import Exploration
import Testing

@Suite("A claim about a speaker")
struct ClaimTests {
  private func claim(_ name: String, about corpus: String = "tess") throws -> Claim {
    try #require(Claim.claims(about: corpus).first { $0.name == name })
  }

  /// Values of twenty words: each emotion about a mean of its own, with a swing that is that of the
  /// word.
  private func values(
    _ means: [Emotion: Double], swing: Double = 0.1, words: Int = 20
  ) -> [(utterance: Utterance, value: Double)] {
    (0..<words).flatMap { word in
      means.sorted { $0.key.index < $1.key.index }.map { emotion, mean in
        let shift = swing * Double((word * 7 + emotion.index * 3) % 11 - 5) / 5
        return (
          Utterance(
            id: "\(word)\(emotion)", corpus: "tess", speaker: "OAF", emotion: emotion,
            word: "w\(word)", path: ""), mean + shift
        )
      }
    }
  }

  private let flat = Dictionary(uniqueKeysWithValues: Emotion.allCases.map { ($0, 2.0) })

  @Test("holds where the margin is clear, and its interval lies about the margin")
  func holds() throws {
    let own = values(flat.merging([.sad: 2.5]) { $1 })
    let outcome = ClaimOutcome(try claim("sad-highest-duration"), speaker: "OAF", values: own)
    #expect(outcome.answer == .holds)
    let margin = try #require(outcome.margin)
    let interval = try #require(outcome.interval)
    #expect(interval.lower <= margin && margin <= interval.upper && interval.unit == .word)
    #expect(abs(margin - 0.5) < 0.1)
  }

  @Test("does not hold where another emotion is clearly ahead")
  func fails() throws {
    let own = values(flat.merging([.sad: 2.5, .disgust: 3]) { $1 })
    let outcome = ClaimOutcome(try claim("sad-highest-duration"), speaker: "OAF", values: own)
    #expect(outcome.answer == .fails)
    #expect((outcome.margin ?? 0) < 0)
  }

  @Test("is undetermined where the words decide, with too few words, and without an emotion")
  func undetermined() throws {
    let longest = try claim("sad-highest-duration")
    let even = ClaimOutcome(longest, speaker: "OAF", values: values(flat, swing: 1))
    #expect(even.answer == .undetermined && even.interval != nil)
    let few = values(flat.merging([.sad: 9]) { $1 }, words: 1)
    #expect(ClaimOutcome(longest, speaker: "OAF", values: few).answer == .undetermined)
    let none = values(flat).filter { $0.utterance.emotion != .sad }
    let outcome = ClaimOutcome(longest, speaker: "OAF", values: none)
    #expect(outcome.answer == .undetermined && outcome.margin == nil)
  }

  @Test("of the lowest two needs both of them under all others")
  func lowest() throws {
    let lowest = try claim("sad-neutral-lowest-level")
    let both = values(flat.merging([.sad: 1, .neutral: 1.2]) { $1 })
    #expect(ClaimOutcome(lowest, speaker: "OAF", values: both).answer == .holds)
    let one = values(flat.merging([.sad: 1, .neutral: 3]) { $1 })
    #expect(ClaimOutcome(lowest, speaker: "OAF", values: one).answer == .fails)
  }

  @Test("of a length holds within a tenth of it, on both sides")
  func near() throws {
    let near = try claim("sad-near-2.5-s")
    for (mean, answer) in [(2.5, "holds"), (2.6, "holds"), (2.0, "fails"), (3.0, "fails")] {
      let own = values(flat.merging([.sad: mean]) { $1 })
      let found = ClaimOutcome(near, speaker: "OAF", values: own).answer
      #expect((found == .holds) == (answer == "holds"), "\(mean)")
      #expect(found != .undetermined)
    }
  }

  @Test("gives the same interval whatever the order of the recordings")
  func order() throws {
    let own = values(flat.merging([.angry: 2.05]) { $1 }, swing: 0.5)
    let loudest = try claim("angry-highest-level")
    let one = ClaimOutcome(loudest, speaker: "OAF", values: own)
    let other = ClaimOutcome(loudest, speaker: "OAF", values: own.reversed())
    #expect(abs((one.interval?.lower ?? 0) - (other.interval?.lower ?? 1)) < 1e-9)
    #expect(one.answer == other.answer)
  }

  @Test("has a name of its own, and claims on TESS are made of TESS alone")
  func names() {
    for corpus in ["tess", "ravdess"] {
      let names = Claim.claims(about: corpus).map(\.name)
      #expect(Set(names).count == names.count && !names.isEmpty)
    }
    #expect(!Claim.claims(about: "ravdess").map(\.name).contains("sad-near-2.5-s"))
  }
}
