import Corpora
import Exploration
import Testing

@Suite("The interval of a claim's margin")
struct ClaimIntervalTests {
  private func claim(_ name: String) throws -> Claim {
    try #require(["tess", "other"].flatMap(Claim.claims).first { $0.name == name })
  }

  /// One recording of each emotion and word; the value is made of both.
  private func values(
    words: Int, _ value: (Emotion, Int) -> Double
  ) -> [(utterance: Utterance, value: Double)] {
    (0..<words).flatMap { word in
      Emotion.allCases.map { emotion in
        (
          Utterance(
            id: "\(word)\(emotion)", corpus: "c", speaker: "s", emotion: emotion,
            word: "w\(word)", path: ""), value(emotion, word)
        )
      }
    }
  }

  @Test("is that of a binomial where one word of ten makes the whole difference")
  func binomial() throws {
    // In ten draws of ten words the one word comes k times with the chance of Binomial(10, .1):
    // none .349, at most two .930, at most three .987. So 2.5 % lie at 0 and 97.5 % at 3 of 10.
    let higher = try claim("angry-higher-pitch-than-neutral")
    let own = values(words: 10) { emotion, word in emotion == .angry && word == 4 ? 1 : 0 }
    for seed in 0..<4 as Range<UInt64> {
      let outcome = ClaimOutcome(higher, speaker: "s", values: own, seed: seed)
      let interval = try #require(outcome.interval)
      #expect(abs((outcome.margin ?? 0) - 0.1) < 1e-12)
      #expect(interval.lower == 0 && abs(interval.upper - 0.3) < 1e-12)
      #expect(interval.level == 0.95 && outcome.answer == .undetermined, "0 itself is no answer")
    }
  }

  @Test("hangs on its seed and on nothing else, not on names of words nor on a common shift")
  func seed() throws {
    let higher = try claim("angry-higher-pitch-than-neutral")
    // Quarters and whole numbers add up exactly.
    let own = values(words: 16) { emotion, word in
      emotion == .angry ? Double((word * 5) % 16) / 4 : Double((word * 3) % 8) / 4
    }
    func interval(
      _ values: [(utterance: Utterance, value: Double)], seed: UInt64 = 0
    ) -> [Double?] {
      let interval = ClaimOutcome(higher, speaker: "s", values: values, seed: seed).interval
      return [interval?.lower, interval?.upper]
    }
    let first = interval(own)
    #expect(interval(own) == first)
    #expect((1...4).contains { interval(own, seed: $0) != first }, "another seed draws anew")
    #expect(interval(own.map { ($0.utterance, $0.value + 8) }) == first)
    #expect(interval(own.map { ($0.utterance, $0.value * 2) }) == first.map { $0.map { $0 * 2 } })
    #expect(interval(own.reversed()) == first)
  }

  @Test("of the contrary claim is the same with the other sign")
  func contrary() throws {
    let higher = try claim("angry-higher-pitch-than-neutral")
    let own = values(words: 12) { emotion, word in emotion == .angry ? Double(word) : 4 }
    let turned = values(words: 12) { emotion, word in emotion == .neutral ? Double(word) : 4 }
    let (one, other) = (
      ClaimOutcome(higher, speaker: "s", values: own),
      ClaimOutcome(higher, speaker: "s", values: turned)
    )
    #expect(one.margin == 1.5 && other.margin == -1.5)
    let (plus, minus) = (try #require(one.interval), try #require(other.interval))
    // Quantiles are at the nearest of 2,000 draws, which rounds to the same side of both ends.
    #expect(abs(plus.lower + minus.upper) < 0.1 && abs(plus.upper + minus.lower) < 0.1)
  }

  @Test("draws all recordings of a word together, so that few words are more uncertain than many")
  func clusters() throws {
    let higher = try claim("angry-higher-pitch-than-neutral")
    // The same 40 recordings an emotion as ten words said four times, and as forty words.
    func own(_ words: Int) -> [(utterance: Utterance, value: Double)] {
      [Emotion.angry, .neutral].flatMap { emotion in
        (0..<40).map { index in
          (
            Utterance(
              id: "\(index)\(emotion)", corpus: "c", speaker: "s", emotion: emotion,
              word: "w\(index % words)", path: ""),
            emotion == .angry ? Double(index % 10) : 0
          )
        }
      }
    }
    func width(_ words: Int) throws -> Double {
      let interval = try #require(
        ClaimOutcome(higher, speaker: "s", values: own(words)).interval)
      return interval.upper - interval.lower
    }
    // A quarter as many units: intervals twice as wide.
    let ratio = try width(10) / width(40)
    #expect(abs(ratio - 2) < 0.2, "\(ratio)")
  }

  @Test("Without any recording there is no margin, no mean and no answer")
  func nothing() throws {
    for claim in Claim.claims(about: "tess") + Claim.claims(about: "other") {
      let outcome = ClaimOutcome(claim, speaker: "s", values: [])
      #expect(outcome.margin == nil && outcome.interval == nil && outcome.means.isEmpty)
      #expect(outcome.answer == .undetermined)
    }
  }

  @Test("A claim that needs another emotion to compare with says nothing of one emotion alone")
  func alone() throws {
    let own = values(words: 12) { _, word in Double(word) }
    func answer(_ name: String, _ emotions: [Emotion]) throws -> Double? {
      let some = own.filter { emotions.contains($0.utterance.emotion) }
      return ClaimOutcome(try claim(name), speaker: "s", values: some).margin
    }
    #expect(try answer("sad-highest-duration", [.sad]) == nil)
    #expect(try answer("sad-highest-duration", [.sad, .fear]) == 0)
    #expect(try answer("sad-neutral-lowest-level", [.sad, .neutral]) == nil)
    #expect(try answer("sad-neutral-lowest-level", [.sad, .fear]) == nil, "one of the two")
    #expect(try answer("sad-neutral-lowest-level", [.sad, .neutral, .fear]) == 0)
    #expect(try answer("angry-higher-pitch-than-neutral", [.angry]) == nil)
    #expect(try answer("sad-near-2.5-s", [.sad]) != nil, "a length needs no other")
  }
}
