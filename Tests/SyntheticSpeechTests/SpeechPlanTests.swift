import Corpora
import Foundation
import SyntheticSpeech
import Testing

@Suite("A plan follows voice and style")
struct SpeechPlanTests {
  private func plan(voice: Voice = Voice.all[0], _ change: (inout EmotionStyle) -> Void = { _ in })
    -> SpeechPlan
  {
    var style = EmotionStyle(.neutral)
    change(&style)
    return SpeechPlan(word: "tree", voice: voice, style: style, seed: 1)
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test("An octave of rate halves the speech")
  func rate() {
    let ratio = plan().speechSeconds / plan { $0.rate = 1 }.speechSeconds
    #expect(abs(ratio - 2) < 0.02)
  }

  @Test("Twelve semitones of pitch double the fundamental frequency at every moment")
  func pitch() {
    let (low, high) = (plan().frequencies, plan { $0.pitch = 12 }.frequencies)
    #expect(zip(low, high).allSatisfy { abs($1 / $0 - 2) < 1e-9 })
  }

  @Test("Range widens the movement, a final slope lifts the end alone")
  func contour() {
    func spread(_ plan: SpeechPlan) -> Double {
      let semitones = plan.frequencies.map { 12 * log2($0) }
      return (semitones.max() ?? 0) - (semitones.min() ?? 0)
    }
    #expect(spread(plan { $0.range = 1 }) > 1.8 * spread(plan()))
    let (flat, rising) = (plan { $0.finalSlope = 0 }, plan { $0.finalSlope = 6 })
    let count = flat.frequencies.count
    #expect(flat.frequencies[..<(count / 2)] == rising.frequencies[..<(count / 2)])
    let lift = 12 * log2(rising.frequencies[count - 1] / flat.frequencies[count - 1])
    #expect(abs(lift - 6) < 0.2)
  }

  @Test("Voices differ in level of pitch as their tables say")
  func voices() {
    let ratio =
      mean(plan(voice: Voice.all[0]).frequencies) / mean(plan(voice: Voice.all[1]).frequencies)
    #expect(abs(ratio - Voice.all[0].frequency / Voice.all[1].frequency) < 0.01)
  }
}

@Suite("Sound follows the plan")
struct SpeechSynthesizerTests {
  private func sound(_ style: EmotionStyle) -> [Float] {
    let plan = SpeechPlan(word: "moon", voice: Voice.all[0], style: style, seed: 2)
    return SpeechSynthesizer.render(plan, seed: 3).samples
  }

  private func level(_ samples: [Float]) -> Double {
    let energy = samples.reduce(0.0) { $0 + Double($1 * $1) } / Double(samples.count)
    return 10 * log10(energy)
  }

  /// The lag of the highest autocorrelation, as a frequency in Hz.
  private func frequency(_ samples: ArraySlice<Float>) -> Double {
    let samples = Array(samples)
    let correlations = (40...300).map { lag in
      zip(samples.dropFirst(lag), samples).reduce(0.0) { $0 + Double($1.0 * $1.1) }
    }
    let best = correlations.indices.max { correlations[$0] < correlations[$1] } ?? 0
    return 16_000 / Double(best + 40)
  }

  @Test("The fundamental frequency that is heard in a vowel is the one that was planned")
  func heardFrequency() throws {
    let style = EmotionStyle(.neutral)
    let plan = SpeechPlan(word: "moon", voice: Voice.all[0], style: style, seed: 2)
    let samples = SpeechSynthesizer.render(plan, seed: 3).samples
    // The vowel of the word "say", about 0.25 s into the speech.
    let frame = 50
    let start = Int(plan.leadingSeconds * 16_000) + frame * 80
    let heard = frequency(samples[(start - 400)..<(start + 400)])
    #expect(abs(heard / plan.frequencies[frame] - 1) < 0.04)
  }

  @Test("Ten decibels of energy are ten decibels of level")
  func energy() {
    var louder = EmotionStyle(.neutral)
    louder.energy = 10
    #expect(abs(level(sound(louder)) - level(sound(EmotionStyle(.neutral))) - 10) < 0.2)
  }

  @Test("Speech is as long as planned with its silence, finite, and never beyond full scale")
  func bounds() {
    var extreme = EmotionStyle(.angry)
    (extreme.energy, extreme.tilt, extreme.pitch, extreme.jitter) = (60, 3, 30, 5)
    for style in Emotion.allCases.map(EmotionStyle.init) + [extreme] {
      let plan = SpeechPlan(word: "moon", voice: Voice.all[0], style: style, seed: 2)
      let waveform = SpeechSynthesizer.render(plan, seed: 3)
      let seconds = plan.leadingSeconds + plan.speechSeconds + plan.trailingSeconds
      #expect(abs(waveform.durationSeconds - seconds) < 0.001)
      #expect(waveform.samples.allSatisfy { $0.isFinite && abs($0) < 0.95 })
      #expect(waveform.samples.contains { abs($0) > 0.01 })
    }
  }
}
