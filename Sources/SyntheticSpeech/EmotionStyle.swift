import Corpora
import Randomness

/// How an emotion sounds, as differences to a voice at rest; 0 in every field is the voice itself.
///
/// - Source: the directions follow the reviews of Scherer (2003), Speech Communication 40, and
///   Juslin & Laukka (2003), Psychological Bulletin 129(5); the sizes are chosen so that one
///   voice's emotions are told apart easily and two voices' are not.
public struct EmotionStyle: Sendable, Hashable {
  /// The level of the fundamental frequency, in semitones.
  public var pitch = 0.0
  /// The width of its movement, in octaves of a factor.
  public var range = 0.0
  /// The peak of the contour on the target word, in semitones before `range`.
  public var accent = 0.0
  /// The movement over the last third of the utterance, in semitones.
  public var finalSlope = 0.0
  /// The speed of speaking, in octaves of a factor: 1 is twice as fast.
  public var rate = 0.0
  /// The level of the recording, in dB.
  public var energy = 0.0
  /// The corner of the source's spectral tilt, in octaves: above 0 is brighter.
  public var tilt = 0.0
  /// The irregularity of periods and pulses, in octaves of a factor.
  public var jitter = 0.0
  /// Noise of the breath, in dB.
  public var breath = 0.0
  /// The depth of a trembling of the fundamental frequency at 6 Hz, in semitones.
  public var tremor = 0.0
  /// The shortening of the vocal tract by the lips, in octaves of all formants: a smile is above 0.
  public var smile = 0.0

  /// The style of an emotion that all voices have in common.
  public init(_ emotion: Emotion) {
    switch emotion {
    case .angry:
      set(pitch: 3, range: 0.7, accent: 5, slope: -4, rate: 0.3, energy: 8, tilt: 1.3)
      (jitter, breath, smile) = (0.8, -4, 0.04)
    case .disgust:
      set(pitch: -2, range: 0.4, accent: 3, slope: -6, rate: -0.2, energy: 1, tilt: -0.5)
      (jitter, breath, smile) = (2, 0, -0.06)
    case .fear:
      set(pitch: 6, range: -0.4, accent: 1, slope: 1, rate: 0.35, energy: 3, tilt: 0.3)
      (jitter, breath, tremor) = (1, 5, 0.8)
    case .happy:
      set(pitch: 4, range: 0.8, accent: 5, slope: 1, rate: 0.05, energy: 4, tilt: 0.6)
      (jitter, breath, smile) = (-0.2, -1, 0.1)
    case .neutral:
      set(pitch: 0, range: -0.6, accent: 1, slope: -1.5, rate: 0, energy: 0, tilt: 0)
    case .sad:
      set(pitch: -2.5, range: -1, accent: 0.5, slope: -1, rate: -0.5, energy: -6, tilt: -1)
      (jitter, breath, tremor) = (0.7, 8, 0.7)
    case .surprise:
      set(pitch: 5, range: 0.7, accent: 3, slope: 8, rate: 0.05, energy: 3, tilt: -0.1)
      (jitter, breath, smile) = (0.3, 4, -0.05)
    }
  }

  private mutating func set(
    pitch: Double, range: Double, accent: Double, slope: Double, rate: Double, energy: Double,
    tilt: Double
  ) {
    (self.pitch, self.range, self.accent, finalSlope) = (pitch, range, accent, slope)
    (self.rate, self.energy, self.tilt) = (rate, energy, tilt)
  }
}

extension EmotionStyle {
  /// One field with the standard deviations of what voices and single utterances add to it.
  private struct Spread: Sendable {
    let field: WritableKeyPath<EmotionStyle, Double> & Sendable
    let betweenVoices: Double
    let betweenUtterances: Double
  }

  private static let spreads = [
    Spread(field: \.pitch, betweenVoices: 1.2, betweenUtterances: 0.3),
    Spread(field: \.range, betweenVoices: 0.3, betweenUtterances: 0.05),
    Spread(field: \.accent, betweenVoices: 1.5, betweenUtterances: 0.25),
    Spread(field: \.finalSlope, betweenVoices: 2.2, betweenUtterances: 0.3),
    Spread(field: \.rate, betweenVoices: 0.16, betweenUtterances: 0.03),
    Spread(field: \.energy, betweenVoices: 2.5, betweenUtterances: 0.8),
    Spread(field: \.tilt, betweenVoices: 0.3, betweenUtterances: 0.04),
    Spread(field: \.jitter, betweenVoices: 0.4, betweenUtterances: 0.08),
    Spread(field: \.breath, betweenVoices: 2.5, betweenUtterances: 0.5),
    Spread(field: \.smile, betweenVoices: 0.03, betweenUtterances: 0.006),
    Spread(field: \.tremor, betweenVoices: 0.2, betweenUtterances: 0.03),
  ]

  /// This style as one voice realises it: the voice's own deviations are added.
  func ofVoice(using generator: inout SplitMix64) -> EmotionStyle {
    varied(by: \.betweenVoices, using: &generator)
  }

  /// This style as one utterance realises it.
  func ofUtterance(using generator: inout SplitMix64) -> EmotionStyle {
    varied(by: \.betweenUtterances, using: &generator)
  }

  private func varied(
    by spread: KeyPath<Spread, Double>, using generator: inout SplitMix64
  ) -> EmotionStyle {
    var style = self
    for entry in Self.spreads {
      style[keyPath: entry.field] += entry[keyPath: spread] * generator.normal()
    }
    return style
  }
}
