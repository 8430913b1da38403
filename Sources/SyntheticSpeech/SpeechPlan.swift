import Corpora
import Foundation
import Randomness

/// What the vocal tract does during one utterance, frame by frame.
public struct SpeechPlan: Sendable {
  /// The state of the vocal tract during 5 ms.
  struct Frame: Sendable {
    /// In Hz, shape `[7]`.
    var formants: [Double]
    /// The level of the pulses, 0 to 1.
    var voicing: Double
    /// The level of breath through the tract, 0 to 1.
    var aspiration: Double
    /// The level of the hiss, 0 to 1, and its centre in Hz.
    var friction: Double
    var frictionCentre: Double
    /// The fundamental frequency, in Hz.
    var frequency: Double
  }

  /// The length of a frame in seconds.
  public static let frameSeconds = 0.005

  /// The length of the speech without the silence around it, in seconds.
  public var speechSeconds: Double { Double(frames.count) * Self.frameSeconds }
  /// The fundamental frequency by frame, in Hz.
  public var frequencies: [Double] { frames.map(\.frequency) }
  /// Silence before the speech, in seconds.
  public let leadingSeconds: Double
  /// Silence after the speech, in seconds.
  public let trailingSeconds: Double

  /// Over which the last sound dies away.
  private static let fadeSeconds = 0.05

  let voice: Voice
  let style: EmotionStyle
  let frames: [Frame]

  /// Plans the carrier phrase and a word.
  ///
  /// - Parameters:
  ///   - word: one of `SyntheticCorpus.words`; an unknown one leaves the carrier alone.
  ///   - voice: who speaks.
  ///   - style: how.
  ///   - seed: of the small variations of lengths and of the silence around the speech.
  public init(word: String, voice: Voice, style: EmotionStyle, seed: UInt64) {
    self.voice = voice
    self.style = style
    var generator = SplitMix64(seed: seed)
    leadingSeconds = 0.03 + 0.06 * generator.unit()
    trailingSeconds = 0.03 + 0.06 * generator.unit()
    let target = Lexicon.entries.first { $0.word == word }?.phonemes ?? []
    let rate = voice.rate * exp2(style.rate)
    let segments = Segment.timed(
      carrier: Lexicon.carrier, target: target, rate: rate, generator: &generator)
    let contour = PitchContour(
      voice: voice, style: style, segments: segments, phase: generator.unit())
    frames = Self.frames(
      segments: segments, contour: contour, formantScale: voice.formantScale * exp2(style.smile))
  }

  /// Above the first three, where all sounds have much the same; in Hz at scale 1.
  private static let higherFormants = [3500.0, 4500, 5500, 6500]

  private static func frames(
    segments: [Segment], contour: PitchContour, formantScale: Double
  ) -> [Frame] {
    let seconds = segments.last.map { $0.start + $0.seconds } ?? 0
    let count = Int((seconds / frameSeconds).rounded())
    var frames: [Frame] = []
    var current = 0
    for index in 0..<count {
      let time = (Double(index) + 0.5) * frameSeconds
      while current + 1 < segments.count, segments[current + 1].start <= time { current += 1 }
      var frame = segments[current].frame(at: time)
      frame.formants = (frame.formants + higherFormants).map { $0 * formantScale }
      frame.frictionCentre *= 0.5 + 0.5 * formantScale
      frame.frequency = contour.frequency(at: time)
      let fading = min(1, (seconds - time) / fadeSeconds)
      (frame.voicing, frame.friction) = (frame.voicing * fading, frame.friction * fading)
      frames.append(frame)
    }
    return smoothed(frames)
  }

  /// Moving averages: the tract takes about 50 ms from one place to the next, the levels 15 ms.
  private static func smoothed(_ frames: [Frame]) -> [Frame] {
    frames.indices.map { index in
      var frame = frames[index]
      let places = frames[max(0, index - 5)...min(frames.count - 1, index + 5)]
      for formant in frame.formants.indices {
        frame.formants[formant] =
          places.reduce(0) { $0 + $1.formants[formant] } / Double(places.count)
      }
      let levels = frames[max(0, index - 1)...min(frames.count - 1, index + 1)]
      frame.voicing = levels.reduce(0) { $0 + $1.voicing } / Double(levels.count)
      frame.aspiration = levels.reduce(0) { $0 + $1.aspiration } / Double(levels.count)
      frame.friction = levels.reduce(0) { $0 + $1.friction } / Double(levels.count)
      return frame
    }
  }
}
