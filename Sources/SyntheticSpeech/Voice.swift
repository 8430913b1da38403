import Corpora
import Randomness

/// A synthetic speaker: anatomy, habits, and an own way of showing each emotion.
public struct Voice: Sendable, Hashable, Identifiable {
  /// The speaker's identifier, for example `v1`.
  public let id: String
  /// The fundamental frequency at rest, in Hz.
  public let frequency: Double
  /// What the formants of the tables are multiplied by: above 1 for a shorter vocal tract.
  public let formantScale: Double
  /// The speed of speaking; 1 is that of the tables.
  public let rate: Double
  /// Noise of the breath at rest, in dB below the pulses.
  public let breath: Double
  /// The corner of the source's spectral tilt at rest, in Hz.
  public let tiltCorner: Double

  /// The voices, in the order in which a corpus takes them.
  public static let all = [
    Voice(
      id: "v1", frequency: 196, formantScale: 1.12, rate: 1, breath: -27, tiltCorner: 1500),
    Voice(
      id: "v2", frequency: 182, formantScale: 1.09, rate: 0.88, breath: -28, tiltCorner: 1430),
    Voice(
      id: "v3", frequency: 158, formantScale: 1.03, rate: 1.08, breath: -30, tiltCorner: 1400),
    Voice(
      id: "v4", frequency: 212, formantScale: 1.15, rate: 0.95, breath: -26, tiltCorner: 1600),
    Voice(
      id: "v5", frequency: 138, formantScale: 0.99, rate: 0.92, breath: -29, tiltCorner: 1300),
    Voice(
      id: "v6", frequency: 188, formantScale: 1.11, rate: 1.12, breath: -27, tiltCorner: 1550),
  ]

  /// How this voice shows an emotion: the common style with deviations that belong to the voice.
  public func style(of emotion: Emotion, seed: UInt64) -> EmotionStyle {
    // At rest the voice is itself.
    guard emotion != .neutral else { return EmotionStyle(.neutral) }
    var generator = SplitMix64(seed: seed, name: "style/\(id)/\(emotion.rawValue)")
    return EmotionStyle(emotion).ofVoice(using: &generator)
  }
}
