import Corpora
import Foundation
import SyntheticSpeech
import Testing

@Suite("Styles of emotions, and a voice's own way of each")
struct StyleTests {
  /// Every field of a style by its name.
  private static let fields: [(name: String, read: @Sendable (EmotionStyle) -> Double)] = [
    ("pitch", { $0.pitch }), ("range", { $0.range }), ("accent", { $0.accent }),
    ("finalSlope", { $0.finalSlope }), ("rate", { $0.rate }), ("energy", { $0.energy }),
    ("tilt", { $0.tilt }), ("jitter", { $0.jitter }), ("breath", { $0.breath }),
    ("tremor", { $0.tremor }), ("smile", { $0.smile }),
  ]

  @Test("The directions are those of the reviews: arousal is high, fast and loud, sadness is not")
  func directions() {
    func style(_ emotion: Emotion) -> EmotionStyle { EmotionStyle(emotion) }
    let neutral = style(.neutral)
    for emotion in [Emotion.angry, .fear, .happy, .surprise] {
      #expect(style(emotion).pitch > neutral.pitch && style(emotion).energy > neutral.energy)
      #expect(style(emotion).rate > neutral.rate)
    }
    let sad = style(.sad)
    for (name, read) in Self.fields
    where ["pitch", "range", "rate", "energy", "tilt"].contains(name) {
      #expect(read(sad) < read(neutral), "\(name)")
      #expect(Emotion.allCases.allSatisfy { read(sad) <= read(style($0)) }, "\(name)")
    }
    #expect(Emotion.allCases.max { style($0).tilt < style($1).tilt } == .angry)
    #expect(Emotion.allCases.max { style($0).smile < style($1).smile } == .happy)
    #expect(Emotion.allCases.max { style($0).finalSlope < style($1).finalSlope } == .surprise)
    #expect(Set(Emotion.allCases.map(style)).count == 7)
  }

  @Test("A voice deviates from the common style in every field, by its own amount each seed")
  func deviations() {
    let common = EmotionStyle(.happy)
    for (name, read) in Self.fields {
      let deviations = (0..<400).map {
        read(Voice.all[0].style(of: .happy, seed: UInt64($0))) - read(common)
      }
      let mean = deviations.reduce(0, +) / 400
      let spread = (deviations.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400).squareRoot()
      #expect(spread > 0.01, "\(name)")
      // Five standard errors of a mean of 400.
      #expect(abs(mean) < 5 * spread / 20, "\(name)")
    }
    let pitches = (0..<400).map { Voice.all[0].style(of: .sad, seed: UInt64($0)).pitch + 2.5 }
    let spread = (pitches.reduce(0) { $0 + $1 * $1 } / 400).squareRoot()
    #expect(abs(spread - 1.2) < 0.2)
  }

  @Test("The same seed gives the same way; another seed, voice or emotion another; neutral is rest")
  func belongs() {
    let voice = Voice.all[1]
    #expect(voice.style(of: .fear, seed: 4) == voice.style(of: .fear, seed: 4))
    #expect(voice.style(of: .fear, seed: 4) != voice.style(of: .fear, seed: 5))
    #expect(voice.style(of: .fear, seed: 4) != Voice.all[2].style(of: .fear, seed: 4))
    for voice in Voice.all {
      #expect(voice.style(of: .neutral, seed: 9) == EmotionStyle(.neutral))
    }
    func deviation(_ emotion: Emotion) -> Double {
      voice.style(of: emotion, seed: 4).pitch - EmotionStyle(emotion).pitch
    }
    #expect(abs(deviation(.fear) - deviation(.sad)) > 1e-6)
  }

  @Test("Voices are told apart by name, and each lies where people's voices lie")
  func voices() {
    #expect(Voice.all.map(\.id) == (1...6).map { "v\($0)" })
    for voice in Voice.all {
      #expect((80...300).contains(voice.frequency) && (0.8...1.25).contains(voice.formantScale))
      #expect((0.7...1.4).contains(voice.rate) && voice.breath < 0 && voice.tiltCorner > 500)
    }
  }
}
