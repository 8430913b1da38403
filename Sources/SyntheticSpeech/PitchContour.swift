import Foundation

/// The melody of an utterance: a level, a slow fall, a peak on the target word, a movement at the
/// end, and trembling.
struct PitchContour: Sendable {
  private let base: Double
  private let style: EmotionStyle
  private let seconds: Double
  private let peak: Double
  /// Where the slow wandering of the pitch begins, `0..<1` of a turn.
  private let phase: Double

  init(voice: Voice, style: EmotionStyle, segments: [Segment], phase: Double) {
    base = voice.frequency
    self.style = style
    seconds = max(segments.last.map { $0.start + $0.seconds } ?? 0, SpeechPlan.frameSeconds)
    peak = segments.first { $0.isTarget && $0.isVowel }?.middle ?? seconds / 2
    self.phase = phase
  }

  /// The fundamental frequency in Hz at a time in seconds from the beginning of the speech.
  func frequency(at time: Double) -> Double {
    let place = time / seconds
    let width = 0.25 * seconds
    let distance = min(abs(time - peak) / width, 1)
    let accent = style.accent * 0.5 * (1 + cos(Double.pi * distance))
    let fall = 1.5 * (1 - 2 * place)
    let final = style.finalSlope * max(0, (place - 2 / 3.0) * 3)
    let wandering = 0.2 * sin(2 * Double.pi * (1.3 * time + phase))
    let trembling = style.tremor * sin(2 * Double.pi * (6 * time + phase))
    let semitones =
      style.pitch + exp2(style.range) * (fall + accent) + final + wandering + trembling
    return min(max(base * exp2(semitones / 12), 50), 600)
  }
}
