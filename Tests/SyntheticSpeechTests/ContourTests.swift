import Corpora
import Foundation
import SyntheticSpeech
import Testing

@Suite("The melody of a plan")
struct ContourTests {
  private func plan(_ word: String = "tree", _ change: (inout EmotionStyle) -> Void) -> SpeechPlan {
    var style = EmotionStyle(.neutral)
    style.range = 0
    change(&style)
    return SpeechPlan(word: word, voice: Voice.all[0], style: style, seed: 6)
  }

  /// What a change of the style does to the melody, in semitones by frame.
  private func lift(
    of word: String = "tree", _ change: (inout EmotionStyle) -> Void
  ) -> [Double] {
    let (plain, changed) = (plan(word) { _ in }, plan(word, change))
    return zip(plain.frequencies, changed.frequencies).map { 12 * log2($1 / $0) }
  }

  @Test("A tremor of one semitone swings six times a second by one semitone")
  func tremor() {
    let swing = lift { $0.tremor = 1 }
    #expect(abs((swing.max() ?? 0) - 1) < 0.01 && abs((swing.min() ?? 0) + 1) < 0.01)
    let turns = zip(swing, swing.dropFirst()).count { ($0 < 0) != ($1 < 0) }
    let expected = 2 * 6 * Double(swing.count) * SpeechPlan.frameSeconds
    #expect(abs(Double(turns) - expected) <= 1)
  }

  @Test("The accent is highest in the word's vowel, as high as asked, and gone far from it")
  func accent() throws {
    let rise = lift { $0.accent += 4 }
    let top = try #require(rise.indices.max { rise[$0] < rise[$1] })
    #expect(abs(rise[top] - 4) < 0.01)
    #expect(rise.allSatisfy { $0 > -1e-9 })
    // The word stands at the end, and a quarter of the speech on either side is lifted.
    let quarter = rise.count / 4
    #expect(top > rise.count / 2)
    #expect(rise[..<(top - quarter - 1)].allSatisfy { abs($0) < 1e-9 })
    let half = rise[top - quarter / 2]
    #expect(abs(half - 2) < 0.2)
    #expect(zip(rise[..<top], rise[..<top].dropFirst()).allSatisfy { $1 >= $0 - 1e-9 })
  }

  @Test("A final slope begins at two thirds and reaches its height at the end, up or down")
  func slope() {
    for slope in [6.0, -6] {
      let move = lift { $0.finalSlope += slope }
      let third = move.count * 2 / 3
      #expect(move[..<(third - 1)].allSatisfy { abs($0) < 1e-9 })
      #expect(abs((move.last ?? 0) - slope) < 0.2)
      #expect(abs(move[(third + move.count) / 2] - slope / 2) < 0.2)
    }
  }

  @Test("An octave of range doubles the fall and the accent, and pitch moves neither")
  func range() {
    func semitones(_ plan: SpeechPlan) -> [Double] {
      plan.frequencies.map { 12 * log2($0 / Voice.all[0].frequency) }
    }
    // The slow wandering and the final slope stay, so their share is taken out by a third plan.
    let (one, two, four) = (plan { _ in }, plan { $0.range = 1 }, plan { $0.range = 2 })
    for ((a, b), c) in zip(zip(semitones(one), semitones(two)), semitones(four)) {
      #expect(abs((c - b) - 2 * (b - a)) < 1e-9)
    }
    let higher = plan { ($0.range, $0.pitch) = (1, 5) }
    for (low, high) in zip(semitones(two), semitones(higher)) {
      #expect(abs(high - low - 5) < 1e-9)
    }
  }

  @Test("No voice is lower than 50 Hz or higher than 600 Hz, whatever is asked")
  func bounds() {
    #expect(plan { $0.pitch = 80 }.frequencies.allSatisfy { $0 == 600 })
    #expect(plan { $0.pitch = -80 }.frequencies.allSatisfy { $0 == 50 })
  }

  @Test("Silence of 30 to 90 ms stands on either side, and an unknown word is no word")
  func silence() {
    let style = EmotionStyle(.neutral)
    let plans = (0..<200).map {
      SpeechPlan(word: "xyzzy", voice: Voice.all[0], style: style, seed: UInt64($0))
    }
    for silences in [plans.map(\.leadingSeconds), plans.map(\.trailingSeconds)] {
      #expect(silences.allSatisfy { (0.03...0.09).contains($0) })
      #expect((silences.min() ?? 0) < 0.032 && (silences.max() ?? 0) > 0.088)
    }
    #expect(zip(plans, plans.dropFirst()).allSatisfy { $0.leadingSeconds != $1.leadingSeconds })
    let none = SpeechPlan(word: "", voice: Voice.all[0], style: style, seed: 7)
    #expect(plans[7].frequencies == none.frequencies)
  }
}
