import Audio
import Perturbations
import Randomness

/// What is done to a training recording to make one changed copy of it, and which recording that
/// is.
public struct ChangedCopy: Codable, Sendable, Equatable {
  /// Noise that is added.
  public struct Noise: Codable, Sendable, Equatable {
    /// Its spectrum.
    public let color: NoiseColor
    /// The signal-to-noise ratio in dB over the frames within 40 dB of the loudest.
    public let decibels: Double
  }

  /// The `Utterance.id` of the original.
  public let parent: String
  /// Which copy of it, counted from 1.
  public let copy: Int
  /// The training seed.
  public let seed: UInt64
  /// The shift of pitch.
  public let semitones: Double
  /// Whether formants stay while the pitch moves.
  public let keepsFormants: Bool
  /// The factor on tempo.
  public let tempo: Double
  /// The reverberation time (RT60) of the room it is moved to, in seconds; `nil` leaves it where it
  /// was recorded.
  public let roomSeconds: Double?
  /// The noise that is added last; `nil` adds none.
  public let noise: Noise?

  /// The copy: a waveform of another length at the same sample rate, the same bits for the same
  /// recording and values whatever the order or thread.
  public func apply(to waveform: Waveform) -> Waveform {
    var result = TimeStretch(tempo: tempo).apply(
      to: PitchShift(semitones: semitones, keepsFormants: keepsFormants).apply(to: waveform))
    guard result.sampleRate > 0, !result.samples.isEmpty else { return result }
    if let roomSeconds {
      var generator = Self.generator("training-room-response", parent, copy, seed)
      result = RoomResponse(
        reverberationSeconds: roomSeconds, sampleRate: result.sampleRate, generator: &generator
      ).apply(to: result)
    }
    if let noise {
      var generator = Self.generator("training-noise-samples", parent, copy, seed)
      result = noise.color.added(to: result, decibels: noise.decibels, using: &generator)
    }
    return result
  }

  /// The numbers of one transform of one copy, apart from those of every other.
  static func generator(
    _ transform: String, _ parent: String, _ copy: Int, _ seed: UInt64
  ) -> SplitMix64 {
    SplitMix64(utterance: parent, transform: transform, severity: copy, seed: seed)
  }
}
