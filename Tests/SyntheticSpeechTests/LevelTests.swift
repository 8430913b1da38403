import Audio
import Corpora
import Foundation
import SyntheticSpeech
import Testing

@Suite("The levels of synthetic speech")
struct LevelTests {
  private func sound(
    _ change: (inout EmotionStyle) -> Void = { _ in }
  ) -> (plan: SpeechPlan, samples: [Float]) {
    var style = EmotionStyle(.neutral)
    change(&style)
    let plan = SpeechPlan(word: "moon", voice: Voice.all[0], style: style, seed: 2)
    return (plan, SpeechSynthesizer.render(plan, seed: 3).samples)
  }

  private func level(_ samples: ArraySlice<Float>) -> Double {
    10 * log10(samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count))
  }

  private func speech(_ sound: (plan: SpeechPlan, samples: [Float])) -> ArraySlice<Float> {
    let start = Int(sound.plan.leadingSeconds * 16_000)
    return sound.samples[start..<start + Int((sound.plan.speechSeconds * 16_000).rounded())]
  }

  @Test("A voice at rest speaks at -28 dB of full scale, and sad six below as its table says")
  func rest() {
    #expect(abs(level(speech(sound())) - SpeechSynthesizer.restLevel) < 0.1)
    #expect(abs(level(speech(sound { $0.energy = -6 })) + 34) < 0.1)
  }

  @Test("The room is noise of at most 0.0005 under all of it, also where nobody speaks")
  func room() {
    let quiet = sound()
    let before = quiet.samples[..<Int(quiet.plan.leadingSeconds * 16_000)]
    let after = quiet.samples.suffix(Int(quiet.plan.trailingSeconds * 16_000))
    for silence in [before, after] {
      #expect(silence.allSatisfy { abs($0) <= 0.000_5 })
      // Evenly spread noise has the level of its height less 10 log10(3) dB: -70.8 dB.
      #expect(abs(level(silence) + 70.8) < 1)
    }
  }

  @Test("What would be louder than .9 is turned down to .9 as a whole, never clipped")
  func peak() {
    let (loud, plain) = (sound { $0.energy = 60 }, sound())
    let peak = loud.samples.map(abs).max() ?? 0
    #expect(abs(peak - 0.9) <= 0.000_6)
    let factor = Double(peak) / Double(plain.samples.map(abs).max() ?? 1)
    let (one, other) = (speech(loud), speech(plain))
    #expect(zip(one, other).allSatisfy { abs(Double($0) - factor * Double($1)) < 0.05 })
  }

  @Test("Breath is noise between pulses: more of it makes a vowel less periodic")
  func breath() {
    func periodicity(_ sound: (plan: SpeechPlan, samples: [Float])) -> Double {
      let start = Int(sound.plan.leadingSeconds * 16_000) + 50 * 80
      let vowel = Array(sound.samples[(start - 400)..<(start + 400)])
      let energy = vowel.reduce(0.0) { $0 + Double($1 * $1) }
      return (40...200).map { lag in
        zip(vowel, vowel.dropFirst(lag)).reduce(0.0) { $0 + Double($1.0 * $1.1) } / energy
      }.max() ?? 0
    }
    #expect(periodicity(sound { $0.breath = 30 }) < periodicity(sound()) - 0.1)
  }

  /// Another version of the sound must come with another number in `SyntheticCorpus.version`:
  /// numbers measured on the corpus are compared between machines and releases.
  @Test("Version 2 of the sound with seed 0 is what it always was")
  func version() throws {
    try #require(SyntheticCorpus.version == 2)
    let corpus = try SyntheticCorpus(seed: 0, voices: 2, words: 1)
    #expect(corpus.items.map(\.id) == Self.known.map(\.id))
    for (item, known) in zip(corpus.items, Self.known) {
      let samples = corpus.waveform(of: item).samples
      #expect(samples.count == known.samples, "\(item.id)")
      #expect(abs(level(samples[...]) - known.level) < 0.02, "\(item.id)")
    }
  }

  /// Lengths in samples and levels in dB below full scale.
  private static let known: [(id: String, samples: Int, level: Double)] = [
    ("v1_tree_angry", 22_824, -22.89), ("v1_tree_disgust", 30_744, -27.10),
    ("v1_tree_fear", 18_140, -25.21), ("v1_tree_happy", 21_817, -24.44),
    ("v1_tree_neutral", 26_606, -26.64), ("v1_tree_sad", 35_284, -31.38),
    ("v1_tree_surprise", 21_750, -23.23), ("v2_tree_angry", 28_069, -17.61),
    ("v2_tree_disgust", 28_845, -30.63), ("v2_tree_fear", 30_670, -27.82),
    ("v2_tree_happy", 27_223, -24.65), ("v2_tree_neutral", 29_460, -27.56),
    ("v2_tree_sad", 35_143, -38.14), ("v2_tree_surprise", 30_380, -21.42),
  ]
}
